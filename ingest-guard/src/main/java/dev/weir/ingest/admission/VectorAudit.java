package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.Embeddings;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.ChunkStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Embeds a sample of stored chunks again and compares: does each vector belong to its text? A seal says that text and vector
 * were sealed together, not that they fit; and of a vector in a store's own form it says nothing. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Only verified text is embedded. Which chunks are picked depends on the tenant's secret key and the period: nobody without
 * the key knows which chunks are safe, and over many periods every one is picked.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a bad vector outside the sample is found: a share {@code s} misses {@code n} bad ones with probability
 * {@code (1 − s)ⁿ}.
 */
public final class VectorAudit {
    /** Two vectors of one model for one text have at least this cosine; a quantised store needs less. */
    public static final double SAME = 0.999;

    private static final int BATCH = 32;

    private final KeyedSample sample;
    private final Embedder embedder;
    private final double leastCosine;

    /**
     * @param embedder of the index
     * @param share of the chunks that are embedded again, in (0, 1]
     * @param leastCosine from which on two vectors are the same
     * @throws IllegalArgumentException if the share is outside its range
     */
    public VectorAudit(TenantDigests digests, Embedder embedder, double share, double leastCosine) {
        this.sample = new KeyedSample(digests, share);
        this.embedder = requireNonNull(embedder, "embedder is null");
        this.leastCosine = leastCosine;
    }

    /**
     * Audits a store.
     *
     * @param scope over everything that is to be audited
     * @param period a number that grows with time: another one picks anew
     * @throws dev.weir.models.embed.EmbeddingException if there are no vectors now
     */
    public VectorReport run(
            ChunkStore store, BreakGlass opening, SealVerifier verifier, AccessScope scope, long period) {
        Audit audit = new Audit(period);
        store.forEach(opening, row -> audit.take(row, verifier.verifyAnyStamp(row, scope)));
        audit.embed();
        return audit.report();
    }

    /** One run. */
    private final class Audit {
        private final long period;
        private final List<Candidate> rows = new ArrayList<>(BATCH);
        private final List<VerifiedChunk> chunks = new ArrayList<>(BATCH);
        private final List<ChunkId> foreign = new ArrayList<>();
        private long seen;
        private long unverified;
        private long unaudited;
        private long audited;

        Audit(long period) {
            this.period = period;
        }

        void take(Candidate row, SealCheck check) {
            seen++;
            if (!(check instanceof SealCheck.Intact intact)) {
                unverified++;
                return;
            }
            VerifiedChunk chunk = intact.chunk();
            if (!sample.picks(chunk.id().tenant(), period + "\n" + chunk.id())) {
                return;
            }
            if (row.vector().isEmpty() || !isOfThisModel(chunk.facts().embedding())) {
                unaudited++;
                return;
            }
            rows.add(row);
            chunks.add(chunk);
            if (rows.size() == BATCH) {
                embed();
            }
        }

        void embed() {
            List<float[]> made = Embeddings.of(
                    embedder, chunks.stream().map(VerifiedChunk::text).toList());
            for (int i = 0; i < made.size(); i++) {
                float[] stored = rows.get(i).vector().orElseThrow();
                audited++;
                if (Vectors.cosine(made.get(i), stored) < leastCosine) {
                    foreign.add(chunks.get(i).id());
                }
            }
            rows.clear();
            chunks.clear();
        }

        VectorReport report() {
            return new VectorReport(seen, unverified, unaudited, audited, foreign);
        }

        private boolean isOfThisModel(EmbeddingBinding binding) {
            return switch (binding) {
                case EmbeddingBinding.Exact exact -> exact.model().equals(embedder.modelId());
                case EmbeddingBinding.StoredForm stored -> stored.model().equals(embedder.modelId());
                case EmbeddingBinding.Absent absent -> false;
            };
        }
    }
}
