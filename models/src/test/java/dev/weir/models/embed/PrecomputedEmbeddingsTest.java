package dev.weir.models.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrecomputedEmbeddingsTest {
    private static final float[] BROUGHT = {3, 4, 0};

    private final ScriptedEmbedder embedder = new ScriptedEmbedder();

    @Test
    void textWhenItsVectorWasBroughtThenItIsUsedAndOnlyTheOthersAreEmbedded() {
        List<float[]> vectors = brought("two").over(embedder).embed(List.of("one", "two", "three", "two"));
        assertThat(vectors.get(0)).isEqualTo(ScriptedEmbedder.vectorOf("one"));
        assertThat(vectors.get(1)).isEqualTo(BROUGHT);
        assertThat(vectors.get(2)).isEqualTo(ScriptedEmbedder.vectorOf("three"));
        assertThat(vectors.get(3)).isEqualTo(BROUGHT).isNotSameAs(vectors.get(1));
        assertThat(embedder.sent).containsExactly(List.of("one", "three"));
    }

    @Test
    void vectorWhenForAnotherTextThenNotUsed() {
        List<float[]> vectors = brought("two").over(embedder).embed(List.of("two "));
        assertThat(vectors.getFirst()).isEqualTo(ScriptedEmbedder.vectorOf("two "));
    }

    @Test
    void textWhenNothingWasBroughtAndThereIsNoEmbedderThenRefusedWithItsIndex() {
        Embedder none = PrecomputedEmbeddings.noEmbedder(ScriptedEmbedder.MODEL, ScriptedEmbedder.DIMENSION);
        Embedder over = brought("two").over(none);
        assertThat(over.embed(List.of("two"))).containsExactly(BROUGHT);
        assertThatExceptionOfType(MissingVectorException.class)
                .isThrownBy(() -> over.embed(List.of("two", "two", "three")))
                .withMessage("no vector of model scripted/1 was brought along for chunk 2, and there is no embedder of"
                        + " that model here")
                .satisfies(missing -> assertThat(missing.index()).isEqualTo(2));
        assertThatExceptionOfType(MissingVectorException.class)
                .isThrownBy(() -> PrecomputedEmbeddings.none().over(none).embed(List.of("one")));
        assertThat(none.embed(List.of())).isEmpty();
    }

    @Test
    void vectorsWhenOfAnotherModelOrDimensionThenRefused() {
        assertThatExceptionOfType(OtherModelException.class)
                .isThrownBy(() -> PrecomputedEmbeddings.of("other/1", 3, Map.of(sha256("one"), BROUGHT))
                        .over(embedder))
                .withMessage("the vectors that were brought along are of model other/1, dimension 3, and the index is"
                        + " of model scripted/1, dimension 3; vectors of two models cannot be compared");
        assertThatExceptionOfType(OtherModelException.class)
                .isThrownBy(() -> PrecomputedEmbeddings.of(
                                ScriptedEmbedder.MODEL, 2, Map.of(sha256("one"), new float[] {1, 1}))
                        .over(embedder));
    }

    @Test
    void vectorWhenBrokenThenRefusedAtOnce() {
        assertThatExceptionOfType(EmbedderContractException.class)
                .isThrownBy(() ->
                        PrecomputedEmbeddings.of("m", 3, Map.of(sha256("one"), new float[] {1, Float.NaN, 0})));
        assertThatExceptionOfType(EmbedderContractException.class)
                .isThrownBy(() -> PrecomputedEmbeddings.of("m", 4, Map.of(sha256("one"), BROUGHT)));
        assertThatExceptionOfType(EmbedderContractException.class)
                .isThrownBy(() -> PrecomputedEmbeddings.of("m", 3, Map.of(sha256("one"), new float[3])));
    }

    @Test
    void digestWhenNotOneThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PrecomputedEmbeddings.of("m", 3, Map.of("one", BROUGHT)));
    }

    @Test
    void vectorWhenChangedAfterwardsThenTheCopyIsUsed() {
        float[] vector = BROUGHT.clone();
        PrecomputedEmbeddings brought =
                PrecomputedEmbeddings.of(ScriptedEmbedder.MODEL, 3, Map.of(sha256("one"), vector));
        vector[0] = 99;
        assertThat(brought.over(embedder).embed(List.of("one")).getFirst()).isEqualTo(BROUGHT);
    }

    private static PrecomputedEmbeddings brought(String text) {
        return PrecomputedEmbeddings.of(
                ScriptedEmbedder.MODEL, ScriptedEmbedder.DIMENSION, Map.of(sha256(text), BROUGHT));
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
