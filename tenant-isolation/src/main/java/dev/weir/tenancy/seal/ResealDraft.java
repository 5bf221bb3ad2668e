package dev.weir.tenancy.seal;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.EmbeddingBinding;

/**
 * One verified chunk that is to be sealed again, with this vector.
 *
 * @param embedding how far the seal shall vouch for {@code vector}
 * @param vector of the embedding, empty if there is none; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a vector of thousands of chunks is not worth a copy each
public record ResealDraft(VerifiedChunk chunk, EmbeddingBinding embedding, float[] vector) {
    /** @throws IllegalArgumentException if the vector is not what is bound */
    public ResealDraft {
        requireNonNull(chunk, "chunk is null");
        if (!embedding.describes(vector)) {
            throw new IllegalArgumentException("the vector is not the one that the embedding binding describes");
        }
    }
}
