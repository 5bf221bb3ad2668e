package dev.weir.models.embed;

import java.time.Duration;

/**
 * How often and for how long an embedder that takes no more is asked again.
 *
 * @param maxAttempts times that one batch is sent, at least 1
 * @param deadline for one call with all its batches; no wait that would end later is begun. More than zero
 */
public record EmbedderPatience(int maxAttempts, Duration deadline) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public EmbedderPatience {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be >= 1, got " + maxAttempts);
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("deadline must be > 0, got " + deadline);
        }
    }
}
