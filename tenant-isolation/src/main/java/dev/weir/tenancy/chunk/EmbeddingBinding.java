package dev.weir.tenancy.chunk;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/** How far a seal vouches for a chunk's vector. */
public sealed interface EmbeddingBinding {
    /**
     * The vector's bits are bound: the store gives back exactly the floats it was given.
     *
     * @param model the embedder's id, 1 to 64 characters
     * @param dimension from 1 to 65,535
     * @param digest of the floats, each as four big-endian IEEE 754 bytes
     */
    record Exact(String model, int dimension, Sha256 digest) implements EmbeddingBinding {
        public Exact {
            requireNonNull(digest, "digest is null");
            check(model, dimension);
        }
    }

    /** The store keeps the vector in a form of its own (quantised, normalised); only model and dimension are bound. */
    record StoredForm(String model, int dimension) implements EmbeddingBinding {
        public StoredForm {
            check(model, dimension);
        }
    }

    /** Nothing about a vector is bound. */
    record Absent() implements EmbeddingBinding {}

    /** Whether a vector may be stored under this binding. */
    default boolean describes(float[] vector) {
        return switch (this) {
            case Absent absent -> true;
            case StoredForm stored -> stored.dimension() == vector.length;
            case Exact exact ->
                exact.dimension() == vector.length && exact.digest().equals(digest(vector));
        };
    }

    /** The binding of exactly these floats. */
    static Exact exact(String model, float[] vector) {
        return new Exact(model, vector.length, digest(vector));
    }

    /** The digest of the floats, each as four big-endian bytes of its raw bits. */
    static Sha256 digest(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        for (float value : vector) {
            bytes.putInt(Float.floatToRawIntBits(value));
        }
        return Sha256.of(bytes.array());
    }

    private static void check(String model, int dimension) {
        WellFormed.requireName(model, 64, "embedding model");
        if (dimension < 1 || dimension > 0xFFFF) {
            throw new IllegalArgumentException("dimension must be 1-65535, got " + dimension);
        }
    }
}
