package dev.weir.benchmarks;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.Sealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Many sealed documents of one tenant, and of each one row as an honest store would return it. Everything is real but the
 * text, which is words drawn by Zipf's law with typographic quotes and dashes in between, and the log, which is in memory.
 */
final class GuardedCorpus {
    static final long SEED = 20_260_101L;
    static final int CHUNKS_OF_A_DOCUMENT = 16;
    static final int WORDS_OF_A_CHUNK = 170;

    private static final TenantId TENANT = new TenantId("bench");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final int VOCABULARY = 8_000;

    private final List<Candidate> rows;
    private final HeadReader heads;
    private final SealVerifier verifier;
    private final AccessScope scope;
    private final String question;

    private GuardedCorpus(List<Candidate> rows, HeadReader heads, AccessScope scope, String question) {
        this.rows = rows;
        this.heads = heads;
        this.verifier = new SealVerifier(heads, CLOCK);
        this.scope = scope;
        this.question = question;
    }

    /** Seals and publishes so many documents with vectors of so many floats, bound exactly. */
    static GuardedCorpus of(int documents, int dimension) {
        return of(documents, dimension, 0);
    }

    /** The same; with a minimum above 1 every scan is too old to count. */
    static GuardedCorpus of(int documents, int dimension, int minimumEpoch) {
        TenantPolicy policy = TenantPolicy.of(new PolicyVersion("bench-1"), Set.of(TENANT), TrustTier.INTERNAL);
        ScopeResolver scopes = new ScopeResolver(policy, CLOCK, Duration.ofHours(1));
        Principal principal = new Principal("bench", TENANT, Set.of(), Principal.AuthenticatedBy.SERVICE);
        WriteGrant grant = scopes.resolveWrite(
                principal, new WriteRequest(TENANT, WriteAction.INGEST, "bench:", Set.of(), Set.of()));
        KeyDirectory keys = keys();
        ListLog log = new ListLog();
        HeadReader heads = new HeadReader(log, keys::trusted, SeenPositions.inMemory(), CLOCK, Duration.ofHours(1));
        HeadLogWriter writer = new HeadLogWriter(log, heads, keys, keys::trusted, CLOCK, Duration.ofHours(1));
        Sealer sealer = new Sealer(keys, CLOCK);
        Prose prose = new Prose(new SplittableRandom(SEED));
        List<Candidate> rows = new ArrayList<>(documents);
        List<DocumentHead> published = new ArrayList<>(documents);
        for (int i = 0; i < documents; i++) {
            var sealed = sealer.seal(grant, draft(i, dimension, prose));
            published.add(sealed.head());
            rows.add(row(sealed.chunks().get(i % CHUNKS_OF_A_DOCUMENT)));
        }
        for (int from = 0; from < documents; from += LogEntry.Published.MAX_HEADS) {
            writer.publish(grant, published.subList(from, Math.min(documents, from + LogEntry.Published.MAX_HEADS)));
        }
        writer.requireEpoch(
                scopes.resolveWrite(
                        principal, new WriteRequest(TENANT, WriteAction.REVOKE, "bench:", Set.of(), Set.of())),
                minimumEpoch);
        heads.refresh(TENANT);
        return new GuardedCorpus(rows, heads, scopes.resolve(principal), prose.words(12));
    }

    private static KeyDirectory keys() {
        try {
            KeyDirectory keys = KeyDirectory.create(Files.createTempDirectory("weir-bench"), CLOCK);
            keys.ensureTenant(TENANT);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One row of each document. */
    List<Candidate> rows() {
        return rows;
    }

    HeadReader heads() {
        return heads;
    }

    SealVerifier verifier() {
        return verifier;
    }

    AccessScope scope() {
        return scope;
    }

    String question() {
        return question;
    }

    private static DocumentDraft draft(int number, int dimension, Prose prose) {
        List<ChunkDraft> chunks = new ArrayList<>();
        for (int i = 0; i < CHUNKS_OF_A_DOCUMENT; i++) {
            // Only the chunk that becomes a row needs a whole text and a vector.
            boolean shown = i == number % CHUNKS_OF_A_DOCUMENT;
            String text = prose.words(shown ? WORDS_OF_A_CHUNK : 5);
            float[] vector = shown ? prose.vector(dimension) : new float[0];
            EmbeddingBinding binding =
                    shown ? EmbeddingBinding.exact("bench/1", vector) : new EmbeddingBinding.Absent();
            chunks.add(new ChunkDraft(text, "body", 0, text.length(), List.of(), binding, vector));
        }
        Sha256 digest = Sha256.ofText("bench");
        ScanStamp stamp =
                new ScanStamp(1, "bench-rules/1", digest, digest, "bench", "bench", ScanStamp.Outcome.ADMITTED, 0);
        return new DocumentDraft(
                new DocumentId("document-" + number),
                1,
                new SourceRef("file:///bench/document-" + number + ".pdf"),
                "batch-1",
                "bench/1",
                DocumentHead.NEVER,
                stamp,
                chunks);
    }

    private static Candidate row(SealedChunk chunk) {
        return new Candidate(chunk.id().toString(), chunk.text(), chunk.seal(), chunk.vector(), Map.of(), 1);
    }

    /** Draws words by Zipf's law. */
    private static final class Prose {
        private final SplittableRandom random;
        private final String[] vocabulary = new String[VOCABULARY];
        private final Zipf ranks = new Zipf(VOCABULARY);

        Prose(SplittableRandom random) {
            this.random = random;
            for (int i = 0; i < VOCABULARY; i++) {
                StringBuilder word = new StringBuilder();
                for (int length = 2 + random.nextInt(3) * 2 + (i > 100 ? 2 : 0); length > 0; length -= 2) {
                    word.append("bcdfghlmnprstvw".charAt(random.nextInt(15))).append("aeiou".charAt(random.nextInt(5)));
                }
                vocabulary[i] = word.toString();
            }
        }

        String words(int count) {
            StringBuilder text = new StringBuilder(count * 7);
            for (int i = 0; i < count; i++) {
                String word = vocabulary[ranks.draw(random)];
                int style = random.nextInt(60);
                text.append(style == 0 ? "\u201c" + word + "\u201d" : word);
                text.append(style == 1 ? " \u2013 " : style < 8 ? ". " : " ");
            }
            return text.toString().strip();
        }

        float[] vector(int dimension) {
            float[] vector = new float[dimension];
            for (int i = 0; i < dimension; i++) {
                vector[i] = (float) random.nextGaussian();
            }
            return vector;
        }
    }

    /** The log of the one tenant, in memory. */
    private static final class ListLog implements HeadLog {
        private final List<byte[]> entries = new ArrayList<>();
        private LogPosition tail = LogPosition.start(TENANT);

        @Override
        public Set<TenantId> tenants() {
            return Set.of(TENANT);
        }

        @Override
        public synchronized List<byte[]> read(TenantId tenant, long sequence, int limit) {
            int from = (int) Math.min(sequence, entries.size());
            return List.copyOf(entries.subList(from, Math.min(entries.size(), from + limit)));
        }

        @Override
        public synchronized void append(TenantId tenant, Function<LogPosition, List<byte[]>> added) {
            for (byte[] entry : added.apply(tail)) {
                entries.add(entry);
                tail = tail.after(entry);
            }
        }

        @Override
        public void close() {
            // Nothing is held but memory.
        }
    }
}
