package dev.weir.tenancy.chunk;

import static java.util.Objects.requireNonNull;

/**
 * A span that was replaced by a marker before the text was sealed.
 *
 * @param start of the marker in the sealed text, in UTF-16 code units
 * @param end exclusive
 * @param original digest of the UTF-8 of what stood there
 */
public record Redaction(int start, int end, Sha256 original) {
    /** @throws IllegalArgumentException if the offsets are not 0 ≤ start ≤ end */
    public Redaction {
        requireNonNull(original, "original is null");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("offsets must be 0 <= start <= end, got " + start + " and " + end);
        }
    }
}
