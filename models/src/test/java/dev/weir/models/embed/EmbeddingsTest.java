package dev.weir.models.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingsTest {
    private final ScriptedEmbedder embedder = new ScriptedEmbedder();

    @Test
    void vectorWhenNotOfUnitLengthThenTakenAsItIs() {
        assertThat(Embeddings.of(embedder, List.of("text")).getFirst()).isEqualTo(ScriptedEmbedder.vectorOf("text"));
    }

    @Test
    void embedderWhenThereAreNoTextsThenNotAsked() {
        assertThat(Embeddings.of(embedder, List.of())).isEmpty();
        assertThat(embedder.sent).isEmpty();
    }

    @Test
    void vectorsWhenTooFewThenRefused() {
        embedder.answering(vectors -> vectors.subList(1, 2));
        refuses("the embedder of model scripted/1 gave 1 vectors for 2 texts");
    }

    @Test
    void vectorWhenOfAnotherDimensionThenRefusedWithItsIndex() {
        embedder.answering(vectors -> List.of(vectors.getFirst(), new float[] {1, 2}));
        refuses("the embedder of model scripted/1 gave a vector of dimension 2 for text 1, not 3");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void vectorWhenNotFiniteThenRefusedWithItsIndex(float component) {
        embedder.answering(vectors -> List.of(vectors.getFirst(), new float[] {1, component, 1}));
        refuses("the embedder of model scripted/1 gave a NaN or an infinity at index 1 of the vector for text 1");
    }

    @Test
    void vectorWhenAllZeroThenRefusedWithItsIndex() {
        embedder.answering(vectors -> List.of(vectors.getFirst(), new float[] {0, -0f, 0}));
        refuses("the embedder of model scripted/1 gave a vector without a direction for text 1");
    }

    private void refuses(String message) {
        assertThatExceptionOfType(EmbedderContractException.class)
                .isThrownBy(() -> Embeddings.of(embedder, List.of("one", "two")))
                .withMessage(message);
    }
}
