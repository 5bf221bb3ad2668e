package dev.weir.models.embed;

/**
 * What an embedder takes at a time.
 *
 * @param maxTexts texts in one batch, at least 1
 * @param maxTokens tokens of one batch in all, at least 1
 */
public record EmbedderLimits(int maxTexts, int maxTokens) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public EmbedderLimits {
        if (maxTexts < 1) {
            throw new IllegalArgumentException("maxTexts must be >= 1, got " + maxTexts);
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be >= 1, got " + maxTokens);
        }
    }
}
