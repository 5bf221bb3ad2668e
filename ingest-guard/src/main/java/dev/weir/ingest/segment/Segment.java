package dev.weir.ingest.segment;

import static java.util.Objects.requireNonNull;

/**
 * A piece of a body layer.
 *
 * @param ordinal position among the segments of the whole document, from 0
 * @param location of the layer, as {@link dev.weir.ingest.parse.Layer#location()} has it
 * @param text what the layer says from {@code start} to {@code end}; neither blank nor longer than {@link #MAX_LENGTH}, and no
 *     surrogate pair is cut
 * @param start first UTF-16 code unit in the layer's text
 * @param end code unit after the last one
 */
public record Segment(int ordinal, String location, String text, int start, int end) {

    /** The most UTF-16 code units a segment has; those that {@link Segmenter} cuts are much shorter. */
    public static final int MAX_LENGTH = 8_000;

    /**
     * Checks that text and offsets belong together.
     *
     * @throws IllegalArgumentException if they do not, or the text is blank, too long or cut inside a surrogate pair
     */
    public Segment {
        requireNonNull(location, "location is null");
        requireNonNull(text, "text is null");
        if (ordinal < 0) {
            throw new IllegalArgumentException("ordinal must be >= 0, got " + ordinal);
        }
        if (start < 0 || end - start != text.length()) {
            throw new IllegalArgumentException(
                    "end - start must be the length " + text.length() + ", got [" + start + ", " + end + ")");
        }
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "text must have 1 to " + MAX_LENGTH + " code units and not be blank, got " + text.length());
        }
        if (Character.isLowSurrogate(text.charAt(0)) || Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            throw new IllegalArgumentException("text must not be cut inside a surrogate pair");
        }
    }
}
