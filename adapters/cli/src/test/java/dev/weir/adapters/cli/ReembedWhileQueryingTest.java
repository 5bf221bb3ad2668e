package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.reembed.IndexPair;
import dev.weir.ingest.reembed.ReembedLeave;
import dev.weir.ingest.reembed.ReembedListener;
import dev.weir.ingest.reembed.ReembedOutcome;
import dev.weir.ingest.reembed.Reembedding;
import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.MiniLmEmbedder;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread asks a real index without a pause while another changes its model, dimension included. Every question finds its
 * chunk, first and once, unless the log moved while it was under way.
 */
class ReembedWhileQueryingTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final int DOCUMENTS = 12;

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Timeout(300)
    void questionsWhenTheModelChangesMeanwhileThenEachFindsItsChunkOnce() throws Exception {
        Path store = directory.resolve("kb");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            texts.add("Shelf " + i + " of the archive holds the maps of the district.");
            write("in/" + i + ".txt", texts.getLast());
        }
        assertThat(Console.run("ingest", "--store", store, "--tenant", "acme", directory.resolve("in"))
                        .exit())
                .isZero();
        InstantSource clock = InstantSource.system();
        try (LocalStore local = LocalStore.open(
                        store, KeyPlace.withoutPassphrase(store.resolve("keys")), Settings.defaults(), clock);
                MiniLmEmbedder old = MiniLmEmbedder.open();
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Asking asking = new Asking(local, clock, texts, List.of(old.embed(texts), new OtherModel().embed(texts)));
            Future<int[]> asked = executor.submit(asking);
            assertThat(asking.begun.await(60, TimeUnit.SECONDS)).isTrue();
            ReembedOutcome outcome = run(local, clock, asking);
            asking.end.set(true);
            int[] counts = asked.get(60, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(ReembedOutcome.Switched.class);
            assertThat(counts[0]).isGreaterThan(20);
            assertThat(counts[1]).isGreaterThan(0);
            assertThat(counts[2]).isGreaterThan(0);
        }
    }

    private static ReembedOutcome run(LocalStore local, InstantSource clock, Asking asking) {
        Principal operator = local.localUser(ACME);
        local.reader().refresh(ACME);
        ReembedLeave leave = new ReembedLeave(
                local.tenants(),
                local.everyTag(operator).orElseThrow(),
                local.openGlass(operator, "a test embeds a store anew"),
                tenant -> local.writeGrant(local.localUser(tenant), WriteAction.INGEST));
        IndexPair pair = asking.switching(local.indexes().pair());
        return new Reembedding(new OtherModel(), local.reader(), local.writer(), local.keys(), clock)
                .run(pair, leave, new ReembedListener() {
                    @Override
                    public void begins(IndexPair.Stage stage, int documents) {
                        assertThat(documents).isEqualTo(DOCUMENTS);
                    }

                    @Override
                    public void finished(DocumentHead head) {
                        assertThat(head.tenant()).isEqualTo(ACME);
                    }
                });
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** Asks until it is told to end; knows which model the index in use is of, and lets the switch wait for a question. */
    private static final class Asking implements Callable<int[]> {
        final CountDownLatch begun = new CountDownLatch(1);
        final AtomicBoolean end = new AtomicBoolean();
        private final LocalStore local;
        private final InstantSource clock;
        private final List<String> texts;
        private final List<List<float[]>> vectors;
        private final ReadWriteLock underWay = new ReentrantReadWriteLock();
        private final AtomicReference<IndexPair.Stage> stage = new AtomicReference<>(IndexPair.Stage.BUILDING);

        Asking(LocalStore local, InstantSource clock, List<String> texts, List<List<float[]>> vectors) {
            this.local = local;
            this.clock = clock;
            this.texts = texts;
            this.vectors = vectors;
        }

        /** The pair, with a switch that waits. */
        IndexPair switching(IndexPair pair) {
            return new IndexPair() {
                @Override
                public Stage stage() {
                    return pair.stage();
                }

                @Override
                public ChunkStore first() {
                    return pair.first();
                }

                @Override
                public ChunkStore second() {
                    return pair.second();
                }

                @Override
                public void switchOver() {
                    underWay.writeLock().lock();
                    try {
                        pair.switchOver();
                        stage.set(Stage.SWITCHED);
                    } finally {
                        underWay.writeLock().unlock();
                    }
                }

                @Override
                public void dropFirst() {
                    pair.dropFirst();
                }
            };
        }

        /** {@return questions in all, and how many of each model's found their chunk} */
        @Override
        public int[] call() {
            int[] counts = new int[3];
            while (!end.get() || counts[2] == 0) {
                int question = counts[0] % texts.size();
                underWay.readLock().lock();
                try {
                    LogPosition before = local.reader().position(ACME);
                    int model = stage.get() == IndexPair.Stage.BUILDING ? 0 : 1;
                    List<VerifiedChunk> found = ask(vectors.get(model).get(question));
                    if (local.reader().position(ACME).equals(before)) {
                        requireOnce(found, texts.get(question));
                        counts[1 + model]++;
                    }
                } finally {
                    underWay.readLock().unlock();
                }
                counts[0]++;
                begun.countDown();
            }
            return counts;
        }

        private List<VerifiedChunk> ask(float[] vector) {
            AccessScope scope = local.resolver().resolve(local.localUser(ACME));
            local.reader().refresh(ACME);
            ScopedQuery query = ScopedQuery.byVector(
                    scope, local.reader(), clock.instant(), vector, 100, ApplicationFilter.everything());
            SealVerifier verifier = new SealVerifier(local.reader(), clock);
            List<VerifiedChunk> found = new ArrayList<>();
            for (Candidate row : local.chunks().search(query).rows()) {
                if (verifier.verify(row, scope) instanceof SealCheck.Intact intact) {
                    found.add(intact.chunk());
                }
            }
            return found;
        }

        private void requireOnce(List<VerifiedChunk> found, String text) {
            assertThat(found).extracting(VerifiedChunk::text).containsExactlyInAnyOrderElementsOf(texts);
            assertThat(found.getFirst().text()).isEqualTo(text);
            assertThat(found.getFirst().score()).isGreaterThan(0.999);
        }
    }

    /** Another model of another dimension, whose vectors are not of unit length. */
    private static final class OtherModel implements Embedder {
        @Override
        public String modelId() {
            return "other-model/1";
        }

        @Override
        public int dimension() {
            return 24;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(OtherModel::vectorOf).toList();
        }

        private static float[] vectorOf(String text) {
            SplittableRandom random = new SplittableRandom(Sha256.ofText(text).w0());
            float[] vector = new float[24];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (3 * random.nextGaussian());
            }
            return vector;
        }
    }
}
