package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.Embeddings;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.TenantDigests;
import java.util.List;

/**
 * Objects to vectors that were brought along and are not what the embedder gives for their texts: a sample of them is made
 * again. Stateless; thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Which vectors are made again depends on the tenant's secret key, the document and the text: whoever brings them cannot know.
 * Without a vector to compare with, the document is not ingested.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That one bad vector among many is found, unless the share is 1.
 */
public final class BroughtVectors implements AdmissionScreen {
    private final KeyedSample sample;
    private final Embedder embedder;
    private final double leastCosine;

    /**
     * @param embedder that made the vectors, or should have
     * @param share of the vectors that are made again, in (0, 1]
     * @param leastCosine from which on two vectors are the same, {@link VectorAudit#SAME} for one model on one machine
     * @throws IllegalArgumentException if the share is outside its range
     */
    public BroughtVectors(TenantDigests digests, Embedder embedder, double share, double leastCosine) {
        this.sample = new KeyedSample(digests, share);
        this.embedder = requireNonNull(embedder, "embedder is null");
        this.leastCosine = leastCosine;
    }

    @Override
    public String id() {
        return "brought-vectors/1:" + sample.share() + ":" + leastCosine;
    }

    @Override
    public List<CorpusSign> screen(Arrival arrival) {
        List<ArrivingChunk> picked = arrival.chunks().stream()
                .filter(chunk -> chunk.origin() == ArrivingChunk.Origin.BROUGHT)
                .filter(chunk -> sample.picks(
                        arrival.tenant(),
                        arrival.document().value() + "\n"
                                + Sha256.ofText(chunk.text()).hex()))
                .toList();
        List<float[]> made =
                Embeddings.of(embedder, picked.stream().map(ArrivingChunk::text).toList());
        double least = 1;
        for (int i = 0; i < made.size(); i++) {
            least = Math.min(least, Vectors.cosine(made.get(i), picked.get(i).vector()));
        }
        return least < leastCosine
                ? List.of(CorpusSign.of(RationaleCode.FOREIGN_VECTOR, least, leastCosine, CorpusSign.Effect.HOLDS))
                : List.of();
    }
}
