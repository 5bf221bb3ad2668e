package dev.weir.models.embed;

import java.util.List;

/**
 * Turns texts into vectors: an SPI. Implementations are safe for use by several threads at once and give the
 * same vector for the same text, whatever else is in the list.
 *
 * <p>Vectors may have any length but zero. Stores rank by the cosine, to which the length is nothing, and keep
 * the floats as they are; nobody scales them, because seals bind their bits.
 *
 * <p>What an embedder answers is checked by {@link Embeddings#of} before it is used.
 */
public interface Embedder {

    /** {@return the stable name of the model, 1 to 64 characters, bound into seals} */
    String modelId();

    /** {@return the number of components of every vector, from 1 to 65,535} */
    int dimension();

    /**
     * Embeds texts.
     *
     * @param texts any number of well-formed texts of any length; an empty list gives an empty list
     * @return one new array for each text, in the same order, of length {@link #dimension()}, finite and not
     *     all zero; the caller owns the arrays
     * @throws IllegalArgumentException if a text is not well-formed Unicode or holds NUL
     * @throws IllegalStateException if the embedder was closed
     * @throws EmbeddingException if there are no vectors to be had now, for any of the texts
     */
    List<float[]> embed(List<String> texts);
}
