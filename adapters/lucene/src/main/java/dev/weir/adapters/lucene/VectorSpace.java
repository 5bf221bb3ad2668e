package dev.weir.adapters.lucene;

import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.SealedChunk;
import java.util.List;

/**
 * What vectors must share to be compared.
 *
 * @param dimension 0 if there is no vector
 * @param model empty if no seal names one
 */
record VectorSpace(int dimension, String model) {
    /**
     * The space of a document's vectors.
     *
     * @throws IllegalArgumentException if there is more than one
     */
    static VectorSpace of(List<SealedChunk> chunks) {
        VectorSpace space = new VectorSpace(0, "");
        for (SealedChunk chunk : chunks) {
            if (chunk.vector().length > 0) {
                space = space.with(chunk);
            }
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

    private static String model(EmbeddingBinding embedding) {
        return switch (embedding) {
            case EmbeddingBinding.Exact exact -> exact.model();
            case EmbeddingBinding.StoredForm stored -> stored.model();
            case EmbeddingBinding.Absent absent -> "";
        };
    }
}
