package dev.weir.adapters.lucene;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Honest chunks by the hundred thousand: written, merged, reopened, and not one seal is called broken. */
class ManyChunksTest {
    private static final int WRITERS = 4;
    private static final int CHUNKS_PER_DOCUMENT = 200;

    @Test
    void hundredThousandChunksComeBackIntact() throws Exception {
        roundTrip(500, 32);
    }

    @Test
    void thousandsOfWideVectorsComeBackIntact() throws Exception {
        roundTrip(15, 384);
        roundTrip(5, 1_536);
    }

    private static void roundTrip(int documents, int dimension) throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        long start = System.nanoTime();
        try (LuceneScene scene = new LuceneScene()) {
            write(scene, documents, dimension, new SplittableRandom(seed));
            long written = System.nanoTime();
            scene.reopen();
            AccessScope acme = scene.world.scope(ACME);
            AccessScope globex = scene.world.scope(GLOBEX);
            Set<String> intact = new HashSet<>();
            Map<SealCheck, String> others = new HashMap<>();
            scene.store().forEach(SealedWorld.opening(), row -> {
                ChunkId id = ChunkId.parse(row.id().orElseThrow()).orElseThrow();
                switch (scene.world.verifier().verify(row, id.tenant().equals(ACME) ? acme : globex)) {
                    case SealCheck.Intact check -> intact.add(id.toString());
                    case SealCheck.Broken check -> others.put(check, id.toString());
                    case SealCheck.OutOfScope check -> others.put(check, id.toString());
                }
            });
            int chunks = documents * CHUNKS_PER_DOCUMENT;
            System.out.printf(
                    Locale.ROOT,
                    "round trip seed %d: %d chunks of dimension %d in %d documents, %d intact, %d not;"
                            + " sealed and written in %.1f s, read and verified in %.1f s%n",
                    seed,
                    chunks,
                    dimension,
                    documents,
                    intact.size(),
                    others.size(),
                    (written - start) / 1e9,
                    (System.nanoTime() - written) / 1e9);
            assertThat(others).isEmpty();
            assertThat(intact).hasSize(chunks);
        }
    }

    /** Two tenants, several writers at once. */
    private static void write(LuceneScene scene, int documents, int dimension, SplittableRandom random)
            throws InterruptedException, ExecutionException {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < documents; i++) {
                TenantId tenant = i % 2 == 0 ? ACME : GLOBEX;
                String document = "doc-" + i;
                SplittableRandom its = random.split();
                work.add(writers.submit(() -> {
                    WriteGrant grant = scene.world.grant(tenant, WriteAction.INGEST);
                    List<float[]> vectors = IntStream.range(0, CHUNKS_PER_DOCUMENT)
                            .mapToObj(chunk -> LuceneScene.vector(its, dimension))
                            .toList();
                    SealedDocument sealed = scene.seal(grant, document, SealedWorld.EMBEDDER, vectors);
                    scene.store().write(grant, sealed, Map.of());
                    scene.world.writer().publish(grant, sealed.head());
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        }
        scene.world.heads().refresh(ACME);
        scene.world.heads().refresh(GLOBEX);
    }
}
