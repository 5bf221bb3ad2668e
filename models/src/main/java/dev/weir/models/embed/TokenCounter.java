package dev.weir.models.embed;

/** Counts what a text costs a model. Implementations are safe for use by several threads at once. */
@FunctionalInterface
public interface TokenCounter {

    /**
     * Counts the tokens that the model is run over, special ones included.
     *
     * @param text well-formed, of any length
     * @return at least 0
     */
    long count(String text);
}
