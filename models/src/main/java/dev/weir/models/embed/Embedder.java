package dev.weir.models.embed;

import java.util.List;

/**
 * Turns texts into vectors of unit length. Implementations are safe for use by several threads at once and
 * give the same vector for the same text, whatever else is in the list.
 */
public interface Embedder {

    /** {@return the stable name of the model, bound into seals} */
    String modelId();

    /** {@return the number of components of every vector, at least 1} */
    int dimension();

    /**
     * Embeds texts.
     *
     * @param texts any number of well-formed texts of any length; an empty list gives an empty list
     * @return one new array for each text, in the same order, of length {@link #dimension()} and Euclidean
     *     length 1; the caller owns the arrays
     * @throws IllegalArgumentException if a text is not well-formed Unicode or holds NUL
     * @throws IllegalStateException if the embedder was closed
     */
    List<float[]> embed(List<String> texts);
}
