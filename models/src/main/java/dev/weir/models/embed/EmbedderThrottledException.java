package dev.weir.models.embed;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** An embedder takes no more for now. Nothing of the call was embedded. */
public final class EmbedderThrottledException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param modelId whose embedder it is
     * @param retryAfter after how long it may be asked again, zero or more
     * @throws IllegalArgumentException if {@code retryAfter} is negative
     */
    public EmbedderThrottledException(String modelId, Duration retryAfter) {
        super("the embedder of model " + requireNonNull(modelId, "modelId is null") + " takes no more for "
                + requireNonNull(retryAfter, "retryAfter is null").toMillis() + " ms");
        if (retryAfter.isNegative()) {
            throw new IllegalArgumentException("retryAfter must be >= 0, got " + retryAfter);
        }
        this.retryAfter = retryAfter;
    }

    /** {@return after how long it may be asked again} */
    public Duration retryAfter() {
        return retryAfter;
    }
}
