package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.Erasure;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;

/**
 * I7 of a store that keeps vectors: what other tenants write, replace and erase changes no row, no order and no score of a
 * tenant's exact answers. Extend it and open a scene.
 */
public abstract class NonInterferenceContract {
    private static final String[] WORDS = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta"};
    private static final int OWN_DOCUMENTS = 8;
    private static final int FOREIGN_STEPS = 8;

    /** A scene with an empty store. */
    protected abstract StoreScene<?> newScene();

    @RepeatedTest(4)
    void answersWhenOtherTenantsChangeTheirsThenStayTheSame() {
        long seed = Long.getLong("test.seed", new SecureRandom().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        try (StoreScene<?> scene = newScene()) {
            for (int i = 0; i < OWN_DOCUMENTS; i++) {
                scene.ingestTexts(ACME, "doc-" + i, 1, texts(random));
            }
            // Deleted rows of the tenant's own, which the store drops later: they must not count before either.
            scene.ingestTexts(ACME, "doc-0", 2, texts(random));
            scene.store()
                    .erase(
                            scene.world.grant(ACME, WriteAction.INGEST),
                            new Erasure.OtherVersions(new DocumentId("doc-0"), 2));
            AccessScope scope = scene.world.scope(ACME);
            List<String> before = answers(scene, scope);
            for (int i = 0; i < FOREIGN_STEPS; i++) {
                foreignStep(scene, random);
            }
            assertThat(answers(scene, scope))
                    .as("seed %d", seed)
                    .isEqualTo(before)
                    .hasSizeGreaterThan(12);
            scene.reopen();
            assertThat(answers(scene, scope)).as("seed %d, opened again", seed).isEqualTo(before);
        }
    }

    private static void foreignStep(StoreScene<?> scene, SplittableRandom random) {
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

    private static List<String> answers(StoreScene<?> scene, AccessScope scope) {
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
