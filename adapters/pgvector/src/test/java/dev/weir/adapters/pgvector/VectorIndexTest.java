package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches through HNSW stay inside the scope, are full, and come close to the exact answer. */
@Tag("postgres")
class VectorIndexTest {
    private static final long SEED = Long.getLong("test.seed", 20_260_103L);
    private static final int DIMENSION = 24;
    private static final int FOREIGN_DOCUMENTS = 19;
    private static final int CHUNKS = 200;

    private final PgScene scene = new PgScene();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @AfterEach
    void close() {
        scene.close();
    }

    /** A tenant with a twentieth of the rows. */
    private void fill() {
        scene.ingest(ACME, "own", PgScene.vectors(random, CHUNKS, DIMENSION));
        for (int i = 0; i < FOREIGN_DOCUMENTS; i++) {
            scene.ingest(GLOBEX, "foreign-" + i, PgScene.vectors(random, CHUNKS, DIMENSION));
        }
    }

    @Test
    void searchWhenThroughTheIndexThenIsFullInsideTheScopeAndNearlyExact() {
        fill();
        List<float[]> questions = PgScene.vectors(random, 40, DIMENSION);
        AccessScope scope = scene.world.scope(ACME);
        List<Set<String>> exact = new ArrayList<>();
        questions.forEach(question -> exact.add(new HashSet<>(PgScene.ids(scene.byVector(scope, question, 20)))));
        assertThat(scene.server.index()).isTrue();
        scene.reopen(0);

        int found = 0;
        for (int i = 0; i < questions.size(); i++) {
            List<Candidate> rows = scene.byVector(scope, questions.get(i), 20);
            assertThat(rows).hasSize(20).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            assertThat(PgScene.ids(rows)).doesNotHaveDuplicates().allMatch(id -> id.startsWith("acme/own/1/"));
            assertThat(rows)
                    .allSatisfy(row -> assertThat(scene.world.verifier().verify(row, scope))
                            .isInstanceOf(SealCheck.Intact.class));
            found += (int)
                    PgScene.ids(rows).stream().filter(exact.get(i)::contains).count();
        }
        double recall = found / (20.0 * questions.size());
        System.out.println("recall@20 through HNSW of a tenant with a twentieth of the rows: " + recall);
        assertThat(recall).as("seed %d", SEED).isGreaterThan(0.9);
    }

    @Test
    void searchWhenMoreRowsMatchThanAreComparedOneByOneThenScansTheIndexAndNotBefore() {
        fill();
        assertThat(scene.server.index()).isTrue();

        assertThat(scans(CHUNKS)).isZero();
        assertThat(scans(CHUNKS - 1)).isEqualTo(1);
    }

    /** How often one search in a session of its own scans the index. */
    private long scans(int exactRows) {
        AccessScope scope = scene.world.scope(ACME);
        float[] question = PgScene.vectors(random, 1, DIMENSION).getFirst();
        Sql filter = FilterCompiler.compile(scene.world.byVector(scope, question, 5));
        try (PgConnections connections = scene.server.connections("application")) {
            return connections.<Long>read(Set.of(ACME), connection -> {
                assertThat(new VectorSearch(connection, filter, question, exactRows).nearest(5))
                        .hasSize(5);
                return PgConnections.number(
                        connection, Sql.of("SELECT pg_stat_get_xact_numscans('weir.chunk_embedding'::regclass)"));
            });
        }
    }

    @Test
    void searchWhenMoreRowsAreWantedThanTheIndexGivesThenIsFilledFromTheScope() {
        fill();
        scene.ingest(ACME, "without", List.of(new float[0], new float[DIMENSION]));
        assertThat(scene.server.index()).isTrue();
        scene.reopen(0);

        List<Candidate> rows = scene.byVector(
                scene.world.scope(ACME), PgScene.vectors(random, 1, DIMENSION).getFirst(), 1_000);

        assertThat(rows).hasSize(CHUNKS + 2);
        assertThat(PgScene.ids(rows.subList(CHUNKS, CHUNKS + 2)))
                .containsExactly("acme/without/1/0", "acme/without/1/1");
        assertThat(rows).allMatch(row -> Double.isFinite(row.score()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2_000, 2_001, 4_000})
    void indexWhenTheDimensionIsAtAnEdgeThenIsBuiltAndUsed(int dimension) {
        List<float[]> vectors = PgScene.vectors(random, 30, dimension);
        scene.ingest(ACME, "doc", vectors);
        assertThat(scene.server.index()).isTrue();
        scene.reopen(0);

        List<Candidate> rows = scene.byVector(scene.world.scope(ACME), vectors.get(7), 5);

        assertThat(rows).hasSize(5);
        if (dimension > 1) {
            assertThat(PgScene.ids(rows).getFirst()).isEqualTo("acme/doc/1/7");
        }
    }

    @Test
    void indexWhenTheVectorsAreTooLongThenIsRefusedAndSearchesStayExact() {
        List<float[]> vectors = PgScene.vectors(random, 5, 4_001);
        scene.ingest(ACME, "doc", vectors);

        assertThatThrownBy(scene.server::index)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("at most 4000 dimensions, got 4001");
        scene.reopen(0);
        assertThat(PgScene.ids(scene.byVector(scene.world.scope(ACME), vectors.get(3), 1)))
                .containsExactly("acme/doc/1/3");
    }

    @Test
    void indexWhenThereIsNoVectorThenIsNotBuilt() {
        scene.ingest(ACME, "doc", List.of(new float[0]));
        assertThat(scene.server.index()).isFalse();
    }
}
