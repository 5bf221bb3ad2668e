package dev.weir.adapters.lucene;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.chunk.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches that go through the graph: inside the scope, as many as there are, and nearly always the nearest. */
class GraphSearchTest {
    private static final int ROWS = 2_000;
    private static final int ROWS_PER_DOCUMENT = 250;
    private static final int FEW = 30;
    private static final int K = 20;
    private static final int QUERIES = 100;

    private final SplittableRandom random = new SplittableRandom(Long.getLong("test.seed", 20_260_103L));
    private final LuceneScene scene = LuceneScene.ofGraphs();
    private final List<float[]> own = vectors(ROWS);
    private final List<float[]> shared = vectors(FEW);

    @BeforeEach
    void fill() {
        for (int i = 0; i < ROWS; i += ROWS_PER_DOCUMENT) {
            scene.ingest(GLOBEX, "doc-" + i, vectors(ROWS_PER_DOCUMENT));
            scene.ingest(ACME, "doc-" + i, own.subList(i, i + ROWS_PER_DOCUMENT));
        }
        scene.ingest(HANDBOOK, "doc", shared);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void rowsLieInTheScopeAndAreNearlyAlwaysTheNearest() {
        AccessScope scope = scene.world.scope(ACME);
        List<float[]> all = new ArrayList<>(own);
        all.addAll(shared);
        int nearest = 0;
        for (int i = 0; i < QUERIES; i++) {
            float[] query = LuceneScene.vector(random, 16);
            double worst = all.stream()
                    .map(vector -> Vectors.cosine(query, Vectors.dot(query, query), vector))
                    .sorted(Comparator.reverseOrder())
                    .toList()
                    .get(K - 1);

            List<Candidate> rows = scene.byVector(scope, query, K);

            assertThat(rows).hasSize(K).isSortedAccordingTo(Comparator.comparingDouble(row -> -row.score()));
            assertThat(LuceneScene.ids(rows)).allMatch(id -> id.startsWith("acme/") || id.startsWith("handbook/"));
            nearest += (int) rows.stream().filter(row -> row.score() >= worst).count();
        }
        assertThat((double) nearest / (K * QUERIES)).as("recall").isGreaterThan(0.9);
    }

    @Test
    void scopeSmallerThanKIsGivenWhole() {
        AccessScope scope = scene.world.scope(HANDBOOK);

        assertThat(LuceneScene.ids(scene.byVector(scope, LuceneScene.vector(random, 16), 100)))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, FEW)
                        .mapToObj(i -> "handbook/doc/1/" + i)
                        .toList());
    }

    @Test
    void wholeScopeIsGivenWhereKReachesAllOfIt() {
        assertThat(scene.byVector(scene.world.scope(ACME), LuceneScene.vector(random, 16), ROWS + FEW))
                .hasSize(ROWS + FEW);
    }

    @Test
    void queryWithoutDirectionIsAnswered() {
        assertThat(scene.byVector(scene.world.scope(ACME), new float[16], K)).hasSize(K);
    }

    private List<float[]> vectors(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> LuceneScene.vector(random, 16))
                .toList();
    }
}
