package dev.weir.adapters.opensearch;

import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.store.StoreException;
import java.util.List;

/**
 * What vectors must share to be compared.
 *
 * @param dimension 0 if there is no vector
 * @param model empty if no seal names one
 */
record VectorSpace(int dimension, String model) {
    /** OpenSearch's k-NN plugin keeps no longer vectors. */
    static final int MAX_DIMENSION = 16_000;

    static final VectorSpace OPEN = new VectorSpace(0, "");

    /**
     * The space of a document's vectors.
     *
     * @throws IllegalArgumentException if there is more than one, or a vector that OpenSearch cannot keep
     */
    static VectorSpace of(List<SealedChunk> chunks) {
        VectorSpace space = OPEN;
        for (SealedChunk chunk : chunks) {
            requireFinite(chunk.vector(), "the vector of chunk " + chunk.id());
            if (chunk.vector().length > 0) {
                space = space.with(chunk);
            }
        }
        if (space.dimension > MAX_DIMENSION) {
            throw new IllegalArgumentException(
                    "vectors must have at most " + MAX_DIMENSION + " dimensions, got " + space.dimension);
        }
        return space;
    }

    private VectorSpace with(SealedChunk chunk) {
        int length = chunk.vector().length;
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

    /** @throws StoreException if vectors of that space do not belong into this one */
    VectorSpace accepts(VectorSpace other) {
        if (other.dimension > 0) {
            requireDimension(other.dimension);
        }
        if (!model.isEmpty() && !other.model.isEmpty() && !model.equals(other.model)) {
            throw new StoreException("the store holds vectors of model " + model + ", got " + other.model
                    + "; keep another model's vectors in another index");
        }
        return this;
    }

    /** @throws StoreException if this has a dimension, and another one */
    void requireDimension(int got) {
        if (dimension > 0 && dimension != got) {
            throw new StoreException("the store holds vectors of dimension " + dimension + ", got " + got);
        }
    }

    VectorSpace fixedBy(VectorSpace other) {
        return new VectorSpace(dimension == 0 ? other.dimension : dimension, model.isEmpty() ? other.model : model);
    }

    /** @throws IllegalArgumentException if a component is NaN or infinite; the message names the index, not the value */
    static void requireFinite(float[] vector, String what) {
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException(what + " holds a NaN or an infinity at index " + i);
            }
        }
    }

    /** The vector at unit length, which the index compares; empty if it has no direction. */
    static float[] direction(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares <= 0) {
            return new float[0];
        }
        double length = Math.sqrt(squares);
        float[] direction = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            direction[i] = (float) (vector[i] / length);
        }
        return direction;
    }

    /** The cosine, or -1 where there is none. */
    static double cosine(float[] a, float[] b) {
        if (a.length != b.length) {
            return -1;
        }
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        double norm = Math.sqrt(squaresOfA * squaresOfB);
        return norm > 0 ? dot / norm : -1;
    }

    private static String model(EmbeddingBinding embedding) {
        return switch (embedding) {
            case EmbeddingBinding.Exact exact -> exact.model();
            case EmbeddingBinding.StoredForm stored -> stored.model();
            case EmbeddingBinding.Absent absent -> "";
        };
    }
}
