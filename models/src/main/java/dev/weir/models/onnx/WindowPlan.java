package dev.weir.models.onnx;

/**
 * Cuts a sequence of tokens into overlapping windows.
 *
 * <h2>Guarantees</h2>
 *
 * Every token is in at least one window, no window is longer than the limit, and neighbours share at least
 * the overlap, so a phrase of up to that many tokens stands whole in some window. If there is more than one
 * window, each is full: the last one is moved back, which gives the end of a text as much context as its
 * start.
 *
 * <h2>Not guaranteed</h2>
 *
 * A phrase longer than the overlap may be cut by every window that it touches.
 *
 * @param tokens number of tokens in the text, {@code >= 0}
 * @param windowTokens most tokens in a window, {@code >= 1}
 * @param overlapTokens fewest tokens that neighbours share, in {@code [0, windowTokens)}
 */
public record WindowPlan(int tokens, int windowTokens, int overlapTokens) {

    /**
     * A window as a half-open range of tokens.
     *
     * @param start first token
     * @param end token after the last one
     */
    public record Window(int start, int end) {}

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public WindowPlan {
        if (tokens < 0) {
            throw new IllegalArgumentException("tokens must be >= 0, got " + tokens);
        }
        if (windowTokens < 1) {
            throw new IllegalArgumentException("windowTokens must be >= 1, got " + windowTokens);
        }
        if (overlapTokens < 0 || overlapTokens >= windowTokens) {
            throw new IllegalArgumentException(
                    "overlapTokens must be in [0, " + windowTokens + "), got " + overlapTokens);
        }
    }

    /** {@return the number of windows; 0 only if there are no tokens} */
    public int count() {
        if (tokens == 0) {
            return 0;
        }
        if (tokens <= windowTokens) {
            return 1;
        }
        return 1 + Math.ceilDiv(tokens - windowTokens, windowTokens - overlapTokens);
    }

    /**
     * One window.
     *
     * @param index from 0 to {@link #count()}, exclusive
     * @return its range of tokens, not empty
     * @throws IndexOutOfBoundsException if there is no such window
     */
    public Window window(int index) {
        if (index < 0 || index >= count()) {
            throw new IndexOutOfBoundsException("window must be in [0, " + count() + "), got " + index);
        }
        if (tokens <= windowTokens) {
            return new Window(0, tokens);
        }
        // The product stays below tokens for every valid index, so it cannot overflow.
        int start = Math.min(index * (windowTokens - overlapTokens), tokens - windowTokens);
        return new Window(start, start + windowTokens);
    }
}
