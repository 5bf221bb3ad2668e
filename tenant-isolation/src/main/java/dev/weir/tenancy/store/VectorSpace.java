package dev.weir.tenancy.store;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.SealedChunk;
import java.util.List;

/**
 * What the vectors of a store must share to be compared. For those who write a {@link ChunkStore}.
 *
 * @param dimension 0 if there is no vector
 * @param model empty if no seal names one
 */
public record VectorSpace(int dimension, String model) {
    /** Of a store without vectors: it takes those of any space. */
    public static final VectorSpace OPEN = new VectorSpace(0, "");

    public VectorSpace {
        requireNonNull(model, "model is null");
        if (dimension < 0) {
            throw new IllegalArgumentException("dimension must be >= 0, got " + dimension);
        }
    }

    /**
     * The space of a document's vectors.
     *
     * @throws IllegalArgumentException if there is more than one, a vector is longer than {@code most}, or holds a NaN or an
     *     infinity
     */
    public static VectorSpace of(List<SealedChunk> chunks, int most) {
        VectorSpace space = OPEN;
        for (SealedChunk chunk : chunks) {
            float[] vector = chunk.vector();
            requireFinite(vector, "the vector of chunk " + chunk.id());
            if (vector.length > most) {
                throw new IllegalArgumentException(
                        "vectors must have at most " + most + " dimensions, got " + vector.length);
            }
            if (vector.length > 0) {
                space = space.with(chunk, vector.length);
            }
        }
        return space;
    }

    private VectorSpace with(SealedChunk chunk, int length) {
        if (dimension > 0 && length != dimension) {
            throw new IllegalArgumentException("the vectors of a document must have one dimension, got " + dimension
                    + " and " + length + " at " + chunk.id());
        }
        String named = model(chunk.facts().embedding());
        if (!model.isEmpty() && !named.isEmpty() && !named.equals(model)) {
            throw new IllegalArgumentException("the vectors of a document must be of one model, got " + model + " and "
                    + named + " at " + chunk.id());
        }
        return new VectorSpace(length, model.isEmpty() ? named : model);
    }

    /**
     * This store's space once it has taken vectors of another one, which fixes what was open.
     *
     * @throws StoreException if vectors of that space do not belong into this one
     */
    public VectorSpace joinedBy(VectorSpace other) {
        if (other.dimension > 0) {
            requireDimension(other.dimension);
        }
        if (!model.isEmpty() && !other.model.isEmpty() && !model.equals(other.model)) {
            throw new StoreException("the store holds vectors of model " + model + ", got " + other.model
                    + "; use the embedding model that it was filled with, or re-embed it into another store");
        }
        return new VectorSpace(dimension == 0 ? other.dimension : dimension, model.isEmpty() ? other.model : model);
    }

    /**
     * Refuses a vector of another dimension.
     *
     * @throws StoreException if this has a dimension, and another one
     */
    public void requireDimension(int got) {
        if (dimension > 0 && dimension != got) {
            throw new StoreException("the store holds vectors of dimension " + dimension + ", got " + got
                    + "; use the embedding model that it was filled with, or another store");
        }
    }

    /**
     * Refuses a vector that cannot be compared.
     *
     * @throws IllegalArgumentException if a component is NaN or infinite; the message names the index, not the value
     */
    public static void requireFinite(float[] vector, String what) {
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException(what + " holds a NaN or an infinity at index " + i);
            }
        }
    }

    private static String model(EmbeddingBinding embedding) {
        return switch (embedding) {
            case EmbeddingBinding.Exact exact -> exact.model();
            case EmbeddingBinding.StoredForm stored -> stored.model();
            case EmbeddingBinding.Absent absent -> "";
        };
    }
}
