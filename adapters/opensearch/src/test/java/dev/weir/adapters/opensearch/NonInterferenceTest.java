package dev.weir.adapters.opensearch;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.testkit.NonInterferenceContract;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.StoreScene;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What others write, replace and erase changes no exact answer; and writers of several processes do not mix their rows. */
@Tag("opensearch")
class NonInterferenceTest extends NonInterferenceContract {
    private static final int ROUNDS = 12;

    private final SealedWorld world = SealedWorld.inMemory();
    private final ChunkStore store = OpenSearchServer.empty(world.clock());

    @Override
    protected StoreScene<?> newScene() {
        return new OpenSearchScene();
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
}
