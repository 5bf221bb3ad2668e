package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.catalog.ModelCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier that is not what its card says refuses to start, through every command; rules alone never judge. */
class BrokenModelTest {
    @TempDir
    private Path directory = Path.of("");

    private ModelFolder model = new ModelFolder(Path.of(""));

    @BeforeEach
    void copy() throws IOException {
        model = ModelFolder.copiedTo(directory.resolve("model"));
        Files.writeString(directory.resolve("calm.txt"), "The library opens at nine.");
        Files.writeString(directory.resolve("in.jsonl"), "{\"id\":\"1\",\"text\":\"The library opens at nine.\"}\n");
    }

    @Test
    void modelWhenSoundThenEveryCommandUsesIt() {
        assertThat(scan().exit()).isZero();
        assertThat(classify().exit()).isZero();
        assertThat(ingest().exit()).isZero();
    }

    @Test
    void modelWhenOneByteDiffersThenFileAndBothDigestsAreNamed() throws IOException {
        model.flipOneByte("model.onnx");
        assertRefused("model.onnx", ModelCatalog.bundled().model().sha256() + " is pinned");
    }

    @Test
    void firstStageWhenOneByteDiffersThenRefused() throws IOException {
        model.flipOneByte("first-stage.onnx");
        assertRefused("first-stage.onnx", "is pinned");
    }

    @Test
    void firstStageWhenMissingThenNamed() throws IOException {
        Files.delete(model.file("first-stage.onnx"));
        assertRefused("first-stage.onnx", "cannot be read");
    }

    @Test
    void firstStageWhenItClearsEverythingThenTheSelfTestRefuses() throws IOException {
        double threshold =
                ModelCatalog.bundled().card().firstStage().orElseThrow().threshold();
        model.card("\"threshold\": " + threshold, "\"threshold\": 1000.0");
        assertRefused(ModelCatalog.bundled().card().id(), "failed its start-up self-test");
    }

    @Test
    void cardWhenItPinsAnotherDigestThenRefused() throws IOException {
        model.card(ModelCatalog.bundled().model().sha256(), "0".repeat(64));
        assertRefused("model.onnx", "0".repeat(64) + " is pinned");
    }

    @Test
    void tokenizerWhenTruncatedThenRefused() throws IOException {
        model.cutInHalf("tokenizer.json");
        assertRefused("tokenizer.json", ModelCatalog.bundled().tokenizer().sha256() + " is pinned");
    }

    @Test
    void tokenizerWhenTruncatedAndPinnedThenRefusedAsNoDefinition() throws IOException {
        model.cutInHalf("tokenizer.json");
        model.pin("tokenizer.json");
        assertRefused("tokenizer.json", "is not a tokenizer definition");
    }

    @Test
    void modelWhenTruncatedAndPinnedThenRefusedByTheRuntime() throws IOException {
        model.cutInHalf("model.onnx");
        model.pin("model.onnx");
        assertRefused("model.onnx", "cannot be loaded by the runtime");
    }

    @Test
    void modelWhenMissingThenNamed() throws IOException {
        Files.delete(model.file("model.onnx"));
        assertRefused("model.onnx", "cannot be read");
    }

    @Test
    void tokenizerWhenMissingThenNamed() throws IOException {
        Files.delete(model.file("tokenizer.json"));
        assertRefused("tokenizer.json", "cannot be read");
    }

    @Test
    void folderWhenItHoldsNoCardThenNamed() throws IOException {
        Files.delete(model.file("card.json"));
        assertRefused("card.json", "cannot be read");
    }

    @Test
    void cardWhenNotValidThenTheFieldIsNamed() throws IOException {
        model.card("\"windowTokens\"", "\"windowToken\"");
        assertRefused("card.json", "windowTokens must be a whole number");
    }

    @Test
    void modelWhenItTellsNothingApartThenItsSelfTestRefuses() throws IOException {
        double scale = ModelCatalog.bundled().card().calibration().scale();
        model.card("\"scale\": " + scale, "\"scale\": " + Double.MIN_VALUE);
        assertRefused(ModelCatalog.bundled().card().id(), "failed its start-up self-test");
    }

    @Test
    void settingsWhenTheyNameABrokenModelThenRefusedAsWell() throws IOException {
        model.flipOneByte("model.onnx");
        Path settings = Files.writeString(directory.resolve("weir.yaml"), "model: " + model.folder() + "\n");
        Console console = Console.run("classify", "--config", settings, "--in", directory.resolve("in.jsonl"));
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("is pinned");
    }

    private void assertRefused(String file, String expected) {
        for (Console console : new Console[] {scan(), classify(), ingest()}) {
            assertThat(console.exit()).as("%s", console.err()).isEqualTo(2);
            assertThat(console.out()).isEmpty();
            assertThat(console.err())
                    .contains(file)
                    .contains(expected)
                    .contains("Nothing was judged without it")
                    .contains("Put back the files")
                    .contains(model.folder().toString());
        }
        assertThat(directory.resolve("out.jsonl")).doesNotExist();
    }

    private Console scan() {
        return Console.run("scan", "--model", model.folder(), "--json", "--quiet", directory.resolve("calm.txt"));
    }

    private Console classify() {
        return Console.run(
                "classify",
                "--model",
                model.folder(),
                "--in",
                directory.resolve("in.jsonl"),
                "--out",
                directory.resolve("out.jsonl"));
    }

    private Console ingest() {
        return Console.run(
                "ingest",
                "--store",
                directory.resolve("kb"),
                "--tenant",
                "acme",
                "--model",
                model.folder(),
                "--json",
                directory.resolve("calm.txt"));
    }
}
