package dev.weir.models.embed;

/**
 * What embedding has cost.
 *
 * @param texts that were embedded
 * @param tokens of these texts
 * @param batches that were answered
 * @param retries times that a batch was sent again
 */
public record EmbeddingUsage(long texts, long tokens, long batches, long retries) {

    /** Nothing so far. */
    public static final EmbeddingUsage NONE = new EmbeddingUsage(0, 0, 0, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public EmbeddingUsage {
        if (texts < 0 || tokens < 0 || batches < 0 || retries < 0) {
            throw new IllegalArgumentException("counts must be >= 0, got " + texts + " texts, " + tokens + " tokens, "
                    + batches + " batches and " + retries + " retries");
        }
    }

    EmbeddingUsage plusBatch(int batchTexts, long batchTokens) {
        return new EmbeddingUsage(texts + batchTexts, tokens + batchTokens, batches + 1, retries);
    }

    EmbeddingUsage plusRetry() {
        return new EmbeddingUsage(texts, tokens, batches, retries + 1);
    }
}
