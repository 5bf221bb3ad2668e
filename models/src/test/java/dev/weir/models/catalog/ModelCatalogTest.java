package dev.weir.models.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.models.catalog.ModelCatalog.Classifier;
import dev.weir.models.detect.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogTest {

    private static final byte[] MODEL = "model bytes".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TOKENIZER = "tokenizer bytes".getBytes(StandardCharsets.UTF_8);

    private static final String CARD =
            String.format(Locale.ROOT, """
            {"id": "test-model", "version": 1, "file": "model.onnx", "sha256": "%s",
             "tokenizerFile": "tokenizer.json", "tokenizerSha256": "%s",
             "windowTokens": 128, "overlapTokens": 32,
             "outputs": {"chunk": "logit", "tokens": "token_logits"},
             "calibration": {"id": "platt-1", "scale": 1.5, "offset": -0.5},
             "operatingPoints": [{"channel": "body", "fpr": 0.01, "threshold": 0.9},
                                 {"channel": "body", "fpr": 0.05, "threshold": 0.6}],
             "tokenThreshold": 0.5, "metrics": [{"recall": 0.9}], "authors": "anyone"}
            """, ModelArtifact.sha256(MODEL), ModelArtifact.sha256(TOKENIZER));

    @TempDir
    private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.write(directory.resolve("model.onnx"), MODEL);
        Files.write(directory.resolve("tokenizer.json"), TOKENIZER);
        Files.writeString(directory.resolve("card.json"), CARD);
    }

    @Test
    void directoryWhenFilesFitTheCardThenOpened() {
        Classifier classifier = ModelCatalog.directory(directory);
        assertThat(classifier.card().windowTokens()).isEqualTo(128);
        assertThat(classifier.card().operatingPoints().at(Channel.BODY, 0.02).threshold())
                .isEqualTo(0.9);
        assertThat(classifier.model().bytes()).isEqualTo(MODEL);
    }

    @Test
    void directoryWhenOneByteOfTheModelDiffersThenRefusedWithBothDigests() throws IOException {
        byte[] changed = MODEL.clone();
        changed[3] ^= 1;
        Files.write(directory.resolve("model.onnx"), changed);
        assertThatExceptionOfType(ModelDigestMismatchException.class)
                .isThrownBy(() -> ModelCatalog.directory(directory))
                .withMessageContaining(ModelArtifact.sha256(MODEL))
                .withMessageContaining(ModelArtifact.sha256(changed));
    }

    @Test
    void directoryWhenTheTokenizerIsTruncatedThenRefused() throws IOException {
        Files.write(directory.resolve("tokenizer.json"), new byte[] {'t'});
        assertThatExceptionOfType(ModelDigestMismatchException.class)
                .isThrownBy(() -> ModelCatalog.directory(directory));
    }

    @Test
    void directoryWhenTheModelIsMissingThenUnavailable() throws IOException {
        Files.delete(directory.resolve("model.onnx"));
        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> ModelCatalog.directory(directory))
                .withMessageContaining("model.onnx");
    }

    @Test
    void directoryWhenTheCardIsMissingThenUnavailable() throws IOException {
        Files.delete(directory.resolve("card.json"));
        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> ModelCatalog.directory(directory))
                .withMessageContaining("card.json");
    }

    @Test
    void directoryWhenTheCardNamesAFirstStageThenItBelongsToTheClassifier() throws IOException {
        writeFirstStage(ModelArtifact.sha256(MODEL));
        Classifier classifier = ModelCatalog.directory(directory);
        assertThat(classifier.firstStage().orElseThrow().bytes()).isEqualTo(MODEL);
        assertThat(classifier.card().firstStage().orElseThrow().threshold()).isEqualTo(-1.5);
        assertThat(classifier.networksSha256()).isNotEqualTo(classifier.model().sha256());
    }

    @Test
    void directoryWhenTheFirstStageHasAnotherDigestThenRefused() throws IOException {
        writeFirstStage("0".repeat(64));
        assertThatExceptionOfType(ModelDigestMismatchException.class)
                .isThrownBy(() -> ModelCatalog.directory(directory))
                .withMessageContaining("first-stage.onnx");
    }

    @Test
    void directoryWhenClearedWindowsWouldBeFlaggedThenRefused() throws IOException {
        writeFirstStage(ModelArtifact.sha256(MODEL));
        Path card = directory.resolve("card.json");
        Files.writeString(card, Files.readString(card).replace("\"clearedScore\": 0.01", "\"clearedScore\": 0.6"));
        assertThatExceptionOfType(ModelCardException.class)
                .isThrownBy(() -> ModelCatalog.directory(directory))
                .withMessageContaining("firstStage.clearedScore");
    }

    private void writeFirstStage(String digest) throws IOException {
        Files.write(directory.resolve("first-stage.onnx"), MODEL);
        String stage = "\"firstStage\": {\"file\": \"first-stage.onnx\", \"sha256\": \"" + digest
                + "\", \"output\": \"logit\", \"hidden\": \"hidden\", \"threshold\": -1.5, \"clearedScore\": 0.01},"
                + " \"authors\"";
        Files.writeString(directory.resolve("card.json"), CARD.replace("\"authors\"", stage));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"id\": \"test-model\"|\"id\": 7|id must be a string",
                "\"windowTokens\": 128|\"windowTokens\": 4|windowTokens must be in",
                "\"windowTokens\": 128|\"windowTokens\": \"128\"|windowTokens must be a whole number",
                "\"overlapTokens\": 32|\"overlapTokens\": 126|overlapTokens must be in",
                "\"file\": \"model.onnx\"|\"file\": \"../model.onnx\"|file must be a plain file name",
                "\"scale\": 1.5|\"scale\": -1|calibration scale must be > 0",
                "\"channel\": \"body\"|\"channel\": \"spine\"|operatingPoints[0].channel is unknown",
                "\"threshold\": 0.6|\"threshold\": 0.95|lower false positive rate",
                "\"tokenThreshold\": 0.5|\"tokenThreshold\": 1.5|tokenThreshold must be in (0, 1)",
                "\"tokens\": \"token_logits\"|\"tokenz\": 1|outputs.tokens must be a string",
                "\"version\": 1|\"id\": \"again\"|is not valid JSON",
                "\"version\": 1|\"version\": 0|version must be >= 1"
            })
    void directoryWhenTheCardBreaksARuleThenFileAndFieldAreNamed(String before, String after, String message)
            throws IOException {
        Files.writeString(directory.resolve("card.json"), CARD.replace(before, after));
        assertThatExceptionOfType(ModelCardException.class)
                .isThrownBy(() -> ModelCatalog.directory(directory))
                .withMessageContaining("card.json")
                .withMessageContaining(message);
    }
}
