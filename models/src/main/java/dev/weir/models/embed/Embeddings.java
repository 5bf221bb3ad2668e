package dev.weir.models.embed;

import java.util.List;

/** Asks embedders and believes nothing: the way in which every vector comes into an index. */
public final class Embeddings {

    private Embeddings() {}

    /**
     * Embeds texts and checks the answer.
     *
     * @return one finite vector of the embedder's dimension, not all zero, for each text, in the same order
     * @throws EmbedderContractException if the answer is something else; the message names model and index
     * @throws EmbeddingException if the embedder has no vectors now
     */
    public static List<float[]> of(Embedder embedder, List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        List<float[]> vectors = embedder.embed(texts);
        if (vectors.size() != texts.size()) {
            throw new EmbedderContractException(
                    embedder.modelId(), "gave " + vectors.size() + " vectors for " + texts.size() + " texts");
        }
        for (int i = 0; i < vectors.size(); i++) {
            require(embedder.modelId(), embedder.dimension(), vectors.get(i), "text " + i);
        }
        return vectors;
    }

    /** Checks one vector. */
    static void require(String modelId, int dimension, float[] vector, String of) {
        if (vector.length != dimension) {
            throw new EmbedderContractException(
                    modelId, "gave a vector of dimension " + vector.length + " for " + of + ", not " + dimension);
        }
        boolean zero = true;
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new EmbedderContractException(
                        modelId, "gave a NaN or an infinity at index " + i + " of the vector for " + of);
            }
            zero &= vector[i] == 0;
        }
        if (zero) {
            throw new EmbedderContractException(modelId, "gave a vector without a direction for " + of);
        }
    }
}
