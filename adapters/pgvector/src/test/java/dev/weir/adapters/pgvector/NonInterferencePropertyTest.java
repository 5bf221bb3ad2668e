package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** What other tenants write, replace and erase changes no row, no order and no score of a tenant's exact answers. */
@Tag("postgres")
class NonInterferencePropertyTest {
    private static final String[] WORDS = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta"};
    private static final int OWN_DOCUMENTS = 8;
    private static final int FOREIGN_STEPS = 8;
    private static final int ROUNDS = 40;

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void answersWhenOtherTenantsChangeTheirsThenStayTheSame(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (PgScene scene = new PgScene()) {
            for (int i = 0; i < OWN_DOCUMENTS; i++) {
                scene.ingestTexts(ACME, "doc-" + i, texts(random));
            }
            AccessScope scope = scene.world.scope(ACME);
            List<String> before = answers(scene, scope);
            for (int i = 0; i < FOREIGN_STEPS; i++) {
                foreignStep(scene, random);
            }
            assertThat(answers(scene, scope)).isEqualTo(before).hasSizeGreaterThan(12);
        }
    }

    @Example
    void answersWhenTwoTenantsAskAtOnceOverFewConnectionsThenHoldOnlyTheirOwn() throws Exception {
        try (PgScene scene = new PgScene();
                PgVectorChunkStore narrow = PgVectorChunkStore.open(
                        PgConnections.pooled(
                                scene.server.url(), "weir_application", scene.server.password("application"), 2),
                        scene.world.clock());
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            scene.ingestTexts(ACME, "doc", "one", "two", "three");
            scene.ingestTexts(GLOBEX, "doc", "one", "two");
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

    @Example
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

    private static void foreignStep(PgScene scene, SplittableRandom random) {
        String document = "doc-" + random.nextInt(4);
        switch (random.nextInt(4)) {
            case 0 ->
                scene.store()
                        .erase(
                                scene.world.grant(GLOBEX, WriteAction.ERASE),
                                new Erasure.ByDocument(new DocumentId(document)));
            case 1 -> scene.store().erase(scene.world.grant(GLOBEX, WriteAction.ERASE), new Erasure.ByBatch("batch-1"));
            default -> {
                WriteGrant grant = scene.world.grant(GLOBEX, WriteAction.INGEST);
                SealedDocument sealed = scene.world.sealer().seal(grant, scene.world.draft(document, 1, texts(random)));
                scene.store().write(grant, sealed, Map.of());
            }
        }
    }

    private static List<String> answers(PgScene scene, AccessScope scope) {
        List<String> answers = new ArrayList<>();
        for (int k : new int[] {1, 5, 100}) {
            add(answers, scene.byVector(scope, SealedWorld.vectorOf("alpha"), k));
            add(answers, scene.byText(scope, "alpha gamma", k));
            add(answers, scene.byText(scope, "epsilon", k));
            add(answers, scene.hybrid(scope, SealedWorld.vectorOf("beta"), "beta zeta", k));
        }
        return answers;
    }

    private static void add(List<String> answers, List<Candidate> rows) {
        rows.forEach(row -> answers.add(row.id().orElseThrow() + " " + Double.toHexString(row.score())));
        answers.add("end");
    }

    private static String[] texts(SplittableRandom random) {
        String[] texts = new String[1 + random.nextInt(4)];
        for (int i = 0; i < texts.length; i++) {
            StringBuilder text = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
            for (int word = random.nextInt(60); word > 0; word--) {
                text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
            }
            texts[i] = text.toString();
        }
        return texts;
    }
}
