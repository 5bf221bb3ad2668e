package dev.weir.adapters.lucene;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scores and orders, against values that are worked out here. */
class RankingTest {
    private final LuceneScene scene = new LuceneScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void wordsAreScoredByBm25OverTheTenantsLiveRows() {
        scene.ingest(ACME, "a", 1, "quokka sleeps");
        scene.ingest(ACME, "b", 1, "quokka quokka eats leaves");
        scene.ingest(ACME, "c", 1, "nothing of the kind here");
        scene.ingest(ACME, "c", 2, "something else altogether today");
        scene.ingest(ACME, "gone", 1, "quokka");
        scene.store().erase(scene.world.grant(ACME, WriteAction.INGEST), others("c", 2));
        scene.store().erase(scene.world.grant(ACME, WriteAction.INGEST), others("gone", 2));
        scene.ingest(GLOBEX, "a", 1, "quokka quokka quokka", "quokka");

        List<Candidate> rows = scene.byText(scene.world.scope(ACME), "Quokka!", 2);

        // Three live rows of 2, 4 and 4 words, two of them with the word.
        double idf = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
        double mean = (2 + 4 + 4) / 3.0;
        assertThat(LuceneScene.ids(rows)).containsExactly("acme/b/1/0", "acme/a/1/0");
        assertThat(rows.get(0).score()).isCloseTo(bm25(idf, 2, 4 / mean), within(1e-6));
        assertThat(rows.get(1).score()).isCloseTo(bm25(idf, 1, 2 / mean), within(1e-6));
    }

    @Test
    void rowsOfASharedCorpusAreScoredAmongTheirOwn() {
        scene.ingest(HANDBOOK, "h", 1, "quokka rules");
        AccessScope scope = scene.world.scope(ACME);
        double alone = scene.byText(scope, "quokka", 1).getFirst().score();
        for (int i = 0; i < 5; i++) {
            scene.ingest(ACME, "doc-" + i, 1, "quokka facts " + i);
        }

        Candidate shared = scene.byText(scope, "quokka", 10).stream()
                .filter(row -> row.id().orElseThrow().startsWith("handbook/"))
                .findFirst()
                .orElseThrow();

        assertThat(shared.score()).isEqualTo(alone);
    }

    @Test
    void equalScoresAreOrderedById() {
        for (int i : new int[] {3, 1, 4, 0, 2}) {
            scene.ingest(ACME, "doc-" + i, 1, "same text", "same text");
        }
        List<String> ordered = IntStream.range(0, 10)
                .mapToObj(i -> "acme/doc-" + i / 2 + "/1/" + i % 2)
                .toList();
        AccessScope scope = scene.world.scope(ACME);
        float[] vector = SealedWorld.vectorOf("same text");

        for (int k : new int[] {1, 3, 10}) {
            assertThat(LuceneScene.ids(scene.byVector(scope, vector, k))).isEqualTo(ordered.subList(0, k));
            assertThat(LuceneScene.ids(scene.byText(scope, "same", k))).isEqualTo(ordered.subList(0, k));
            assertThat(LuceneScene.ids(scene.byText(scope, "absent", k))).isEqualTo(ordered.subList(0, k));
        }
    }

    @Test
    void hybridScoreIsTheSumOfReciprocalRanks() {
        scene.ingest(ACME, "near", 1, "wombat");
        scene.ingest(ACME, "words", 1, "quokka");
        ingestWithoutVector("plain", "quokka quokka quokka quokka");

        List<Candidate> rows = scene.hybrid(scene.world.scope(ACME), SealedWorld.vectorOf("wombat"), "quokka", 10);

        // By vector: near, words. By words: plain, words.
        assertThat(LuceneScene.ids(rows)).containsExactly("acme/words/1/0", "acme/near/1/0", "acme/plain/1/0");
        assertThat(rows.get(0).score()).isEqualTo(1 / 62.0 + 1 / 62.0);
        assertThat(rows.get(1).score()).isEqualTo(1 / 61.0);
        assertThat(rows.get(2).score()).isEqualTo(1 / 61.0);
    }

    @Test
    void rowsThatNoRankingHoldsComeLastById() {
        ingestWithoutVector("b", "nothing");
        ingestWithoutVector("a", "nothing");
        scene.ingest(ACME, "near", 1, "wombat");
        AccessScope scope = scene.world.scope(ACME);
        float[] vector = SealedWorld.vectorOf("wombat");

        assertThat(LuceneScene.ids(scene.byVector(scope, vector, 9)))
                .containsExactly("acme/near/1/0", "acme/a/1/0", "acme/b/1/0");
        assertThat(LuceneScene.ids(scene.hybrid(scope, vector, "absent", 9)))
                .containsExactly("acme/near/1/0", "acme/a/1/0", "acme/b/1/0");
        assertThat(LuceneScene.ids(scene.byText(scope, "wombat", 2))).containsExactly("acme/near/1/0", "acme/a/1/0");
    }

    @Test
    void queryOfVeryManyWordsIsAnswered() {
        scene.ingest(ACME, "a", 1, "quokka");
        StringBuilder text = new StringBuilder("quokka");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5_000; i++) {
            text.append(" w").append(random.nextInt());
        }
        assertThat(scene.byText(scene.world.scope(ACME), text.toString(), 5)).hasSize(1);
    }

    private void ingestWithoutVector(String document, String text) {
        ChunkDraft chunk =
                new ChunkDraft(text, "body", 0, text.length(), List.of(), new EmbeddingBinding.Absent(), new float[0]);
        scene.world.ingest(
                scene.store(),
                scene.world.grant(ACME, WriteAction.INGEST),
                scene.world.draft(
                        document, 1, "test:x", "batch-1", DocumentHead.NEVER, SealedWorld.stamp(1), List.of(chunk)));
    }

    private static Erasure others(String document, long keep) {
        return new Erasure.OtherVersions(new DocumentId(document), keep);
    }

    private static double bm25(double idf, double frequency, double relativeLength) {
        return idf * frequency / (frequency + 1.2 * (1 - 0.75 + 0.75 * relativeLength));
    }
}
