package dev.weir.adapters.opensearch;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.testkit.SealedWorld;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What others write, replace and erase changes no exact answer; and writers of several processes do not mix their rows. */
@Tag("opensearch")
class NonInterferenceTest {
    private static final String[] WORDS = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta"};
    private static final int OWN_DOCUMENTS = 6;
    private static final int FOREIGN_STEPS = 8;
    private static final int ROUNDS = 12;

    private final SealedWorld world = SealedWorld.inMemory();
    private final ChunkStore store = OpenSearchServer.empty(world.clock());

    @RepeatedTest(3)
    void answersWhenOtherTenantsChangeTheirsThenStayTheSame() {
        long seed = new SecureRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < OWN_DOCUMENTS; i++) {
            world.ingest(
                    store, world.grant(ACME, WriteAction.INGEST), world.draft("doc-" + i, 1, texts(random)), Map.of());
        }
        AccessScope scope = world.scope(ACME);
        List<String> before = answers(scope);
        for (int i = 0; i < FOREIGN_STEPS; i++) {
            foreignStep(random);
        }

        assertThat(answers(scope)).as("seed %d", seed).isEqualTo(before).hasSizeGreaterThan(12);
    }

    @Test
    void versionWhenReplacedByAnotherProcessThenReadersSeeItWhole() throws Exception {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        SealedDocument three = world.sealer().seal(grant, world.draft("doc", 1, "a", "b", "c"));
        SealedDocument five = world.sealer().seal(grant, world.draft("doc", 1, "d", "e", "f", "g", "h"));
        store.write(grant, three, Map.of());
        world.publish(grant, three.head());
        ChunkStore another = OpenSearchServer.open(world.clock());
        ScopedQuery query = world.byVector(world.scope(ACME), SealedWorld.vectorOf("a"), 100);
        Set<Set<String>> seen = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<?> writes = threads.submit(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    another.write(grant, i % 2 == 0 ? five : three, Map.of());
                }
            });
            while (!writes.isDone()) {
                seen.add(texts(store.search(query).rows()));
            }
            writes.get(120, TimeUnit.SECONDS);
        }

        assertThat(seen).isSubsetOf(Set.of(Set.of("a", "b", "c"), Set.of("d", "e", "f", "g", "h")));
    }

    @Test
    void versionWhenWrittenByTwoProcessesAtOnceThenIsWhollyOneOfThem() throws Exception {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        SealedDocument three = world.sealer().seal(grant, world.draft("doc", 1, "a", "b", "c"));
        SealedDocument two = world.sealer().seal(grant, world.draft("doc", 1, "d", "e"));
        world.publish(grant, three.head());
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> work = new ArrayList<>();
            for (SealedDocument document : List.of(three, two)) {
                ChunkStore own = OpenSearchServer.open(world.clock());
                work.add(threads.submit(() -> {
                    for (int round = 0; round < 4; round++) {
                        own.write(grant, document, Map.of());
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get(120, TimeUnit.SECONDS);
            }
        }
        ScopedQuery query = world.byVector(world.scope(ACME), SealedWorld.vectorOf("a"), 100);

        assertThat(texts(store.search(query).rows())).isIn(Set.of("a", "b", "c"), Set.of("d", "e"));
    }

    private static Set<String> texts(List<Candidate> rows) {
        Set<String> texts = new TreeSet<>();
        rows.forEach(row -> texts.add(row.text().orElse("?")));
        return texts;
    }

    private void foreignStep(SplittableRandom random) {
        String document = "doc-" + random.nextInt(4);
        WriteGrant erase = world.grant(GLOBEX, WriteAction.ERASE);
        switch (random.nextInt(4)) {
            case 0 -> store.erase(erase, new Erasure.ByDocument(new DocumentId(document)));
            case 1 -> store.erase(erase, new Erasure.ByBatch("batch-1"));
            default -> {
                WriteGrant grant = world.grant(GLOBEX, WriteAction.INGEST);
                store.write(grant, world.sealer().seal(grant, world.draft(document, 1, texts(random))), Map.of());
            }
        }
    }

    private List<String> answers(AccessScope scope) {
        List<String> answers = new ArrayList<>();
        for (int k : new int[] {1, 5, 100}) {
            add(answers, world.byVector(scope, SealedWorld.vectorOf("alpha"), k));
            add(answers, world.byText(scope, "alpha gamma", k));
            add(answers, world.byText(scope, "epsilon", k));
            add(answers, world.hybrid(scope, SealedWorld.vectorOf("beta"), "beta zeta", k));
        }
        return answers;
    }

    private void add(List<String> answers, ScopedQuery query) {
        store.search(query)
                .rows()
                .forEach(row -> answers.add(row.id().orElseThrow() + " " + Double.toHexString(row.score())));
        answers.add("end");
    }

    private static String[] texts(SplittableRandom random) {
        String[] texts = new String[1 + random.nextInt(3)];
        for (int i = 0; i < texts.length; i++) {
            StringBuilder text = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
            for (int word = random.nextInt(6); word > 0; word--) {
                text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
            }
            texts[i] = text.toString();
        }
        return texts;
    }
}
