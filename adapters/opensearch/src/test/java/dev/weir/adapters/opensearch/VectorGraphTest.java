package dev.weir.adapters.opensearch;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Searches through HNSW stay inside the scope, are full, and come close to the exact answer. */
@Tag("opensearch")
class VectorGraphTest {
    private static final int DIMENSION = 24;
    private static final int CHUNKS = 300;

    private final OpenSearchScene scene = new OpenSearchScene();
    private final SplittableRandom random = new SplittableRandom(Long.getLong("test.seed", 20_260_107L));

    @Test
    void graphWhenATenantHasATenthOfTheRowsThenAnswersAreItsOwnFullAndNear() {
        scene.ingest(ACME, "own", OpenSearchScene.vectors(random, CHUNKS, DIMENSION));
        for (int i = 0; i < 9; i++) {
            scene.ingest(GLOBEX, "foreign-" + i, OpenSearchScene.vectors(random, CHUNKS, DIMENSION));
        }
        AccessScope scope = scene.world.scope(ACME);
        List<float[]> queries = OpenSearchScene.vectors(random, 20, DIMENSION);
        List<List<Candidate>> exact = new ArrayList<>();
        queries.forEach(query -> exact.add(scene.byVector(scope, query, 20)));
        scene.reopen(10);
        long found = 0;
        for (int i = 0; i < queries.size(); i++) {
            List<Candidate> rows = scene.byVector(scope, queries.get(i), 20);
            assertThat(rows)
                    .hasSize(20)
                    .allSatisfy(row -> assertThat(scene.world.verifier().verify(row, scope))
                            .isInstanceOf(SealCheck.Intact.class));
            assertThat(rows).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            Set<String> ids = new HashSet<>(OpenSearchScene.ids(rows));
            found += OpenSearchScene.ids(exact.get(i)).stream()
                    .filter(ids::contains)
                    .count();
        }
        System.out.println("recall@20 through the graph: " + found / 400.0);
        assertThat(found).isGreaterThanOrEqualTo(380);
        assertThat(scene.byVector(scope, queries.getFirst(), 10_000)).hasSize(CHUNKS);
    }
}
