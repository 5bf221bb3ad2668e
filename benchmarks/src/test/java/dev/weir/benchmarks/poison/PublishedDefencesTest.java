package dev.weir.benchmarks.poison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.screen.RankedPassage;
import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The published rules do what their descriptions say, on sets written by hand. */
class PublishedDefencesTest {
    private static final String QUESTION = "which river did the mill use";

    /** Three that say the same and lie close together, and four of other matters. */
    private static List<Hit> poisoned() {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            hits.add(hit("poison-" + i, "the mill used the river thames number " + i, i, 0, 1, 0.02f * i));
        }
        hits.addAll(clean());
        return hits;
    }

    private static List<Hit> clean() {
        return List.of(
                hit("cider", "cider is pressed in october", 3, 1, 0, 0.3f),
                hit("sheep", "wool comes off at midsummer", 4, 2, 0, -0.4f),
                hit("oats", "fields lie bare by august", 5, 3, 0, 0.5f),
                hit("bells", "bells ring for weddings", 6, 4, 0, 0.1f));
    }

    /** A vector with one large component and a small one. */
    private static Hit hit(String id, String text, int rank, int axis, float first, float small) {
        float[] vector = new float[6];
        vector[axis] = 1;
        vector[0] += first;
        vector[5] = small;
        double length = Math.sqrt(Vectors.cosine(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) length;
        }
        RankedPassage passage = new RankedPassage(id, text, id, id, id, TrustTier.UNKNOWN, -rank);
        return new Hit(passage, vector, id.startsWith("poison"));
    }

    private static List<String> ids(List<Hit> hits) {
        return hits.stream().map(hit -> hit.passage().id()).toList();
    }

    @Test
    void trustRagWhenPoisonIsTightThenDropsItsCluster() {
        assertThat(ids(TrustRag.stageOne(poisoned()))).containsExactly("cider", "sheep", "oats", "bells");
    }

    @Test
    void trustRagWhenNothingIsAlikeThenPassesEverything() {
        List<Hit> clean = clean();
        assertThat(TrustRag.stageOne(clean)).isEqualTo(clean);
    }

    @Test
    void ragDefenderWhenPoisonIsTightThenDropsIt() {
        assertThat(ids(RagDefender.byClusters(poisoned()))).containsExactly("cider", "sheep", "oats", "bells");
    }

    @Test
    void ragDefenderWhenNothingIsPoisonThenStillDropsSomething() {
        assertThat(RagDefender.byClusters(clean())).hasSizeLessThan(clean().size());
        assertThat(RagDefender.byConcentration(clean())).hasSizeLessThan(clean().size());
    }

    @Test
    void deduplicationWhenTextsRepeatThenKeepsTheBestAndFillsUp() {
        Defence deduplication = Defences.all().get(1);
        List<Hit> hits = new ArrayList<>(List.of(
                hit("a", "the same words in the same order", 0, 0, 0, 0),
                hit("b", "the same words in the same order", 1, 1, 0, 0)));
        hits.addAll(clean());
        assertThat(ids(deduplication.keep(QUESTION, hits, 3))).containsExactly("a", "cider", "sheep");
    }

    @Test
    void wordsWhenComparedThenTheMeasureIsTwiceTheSequenceOverBothLengths() {
        assertThat(Tokens.rouge(Tokens.of("a b c d"), Tokens.of("A x c, d"))).isEqualTo(0.75);
        assertThat(Tokens.rouge(List.of(), List.of())).isZero();
    }
}
