package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

/**
 * A ceiling and what happens to a document that goes over it.
 *
 * @param value the largest amount still allowed, in the unit of the limit it stands for
 * @param onLimit what becomes of the document beyond it
 */
public record Limit(long value, OnLimit onLimit) {

    /**
     * Checks that the ceiling is not negative.
     *
     * @throws IllegalArgumentException if it is
     */
    public Limit {
        requireNonNull(onLimit, "onLimit is null");
        if (value < 0) {
            throw new IllegalArgumentException("value must be >= 0, got " + value);
        }
    }

    /** A ceiling whose breach refuses the document. */
    public static Limit reject(long value) {
        return new Limit(value, OnLimit.REJECT);
    }

    /** A ceiling whose breach holds the document for review. */
    public static Limit quarantine(long value) {
        return new Limit(value, OnLimit.QUARANTINE);
    }
}
