package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.testkit.NonInterferenceContract;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.StoreScene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class NonInterferenceTest extends NonInterferenceContract {
    private static final int ROUNDS = 40;

    @Override
    protected StoreScene<?> newScene() {
        return new PgScene();
    }

    @Test
    void answersWhenTwoTenantsAskAtOnceOverFewConnectionsThenHoldOnlyTheirOwn() throws Exception {
        try (PgScene scene = new PgScene();
                PgVectorChunkStore narrow = PgVectorChunkStore.open(
                        PgConnections.pooled(
                                scene.server.url(), "weir_application", scene.server.password("application"), 2),
                        scene.world.clock());
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            scene.ingestTexts(ACME, "doc", 1, "one", "two", "three");
            scene.ingestTexts(GLOBEX, "doc", 1, "one", "two");
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                TenantId tenant = i % 2 == 0 ? ACME : GLOBEX;
                AccessScope scope = scene.world.scope(tenant);
                work.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        List<Candidate> rows = narrow.search(
                                        scene.world.byVector(scope, SealedWorld.vectorOf("one"), 10))
                                .rows();
                        assertThat(PgScene.ids(rows))
                                .hasSize(tenant.equals(ACME) ? 3 : 2)
                                .allMatch(id -> id.startsWith(tenant.value() + "/"));
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get(120, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void versionWhenWrittenByTwoAtOnceThenIsWhollyOneOfThem() throws Exception {
        try (PgScene scene = new PgScene();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
            SealedDocument three = scene.world.sealer().seal(grant, scene.world.draft("doc", 1, "a", "b", "c"));
            SealedDocument two = scene.world.sealer().seal(grant, scene.world.draft("doc", 1, "d", "e"));
            List<Future<?>> work = new ArrayList<>();
            for (SealedDocument document : List.of(three, two)) {
                work.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        scene.store().write(grant, document, Map.of());
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get(120, TimeUnit.SECONDS);
            }
            assertThat(scene.everything().stream()
                            .map(row -> row.text().orElse("?"))
                            .sorted())
                    .isIn(List.of("a", "b", "c"), List.of("d", "e"));
        }
    }
}
