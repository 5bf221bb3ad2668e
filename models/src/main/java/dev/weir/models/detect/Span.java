package dev.weir.models.detect;

/**
 * A half-open range of UTF-16 code units of a text that is named beside it.
 *
 * @param start first code unit, {@code >= 0}
 * @param end code unit after the last one, {@code >= start}
 */
public record Span(int start, int end) implements Comparable<Span> {

    /**
     * Checks the order of the offsets.
     *
     * @throws IllegalArgumentException if {@code start} is negative or {@code end} is before {@code start}
     */
    public Span {
        if (start < 0) {
            throw new IllegalArgumentException("start must be >= 0, got " + start);
        }
        if (end < start) {
            throw new IllegalArgumentException("end must be >= start " + start + ", got " + end);
        }
    }

    /** {@return the number of UTF-16 code units covered} */
    public int length() {
        return end - start;
    }

    /**
     * Tells whether two spans of the same text share at least one code unit.
     *
     * @param other a span of the same text
     * @return true if they overlap
     */
    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    /**
     * The smallest span that covers this one and another of the same text.
     *
     * @param other a span of the same text
     * @return the hull of both
     */
    public Span hull(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }

    @Override
    public int compareTo(Span other) {
        int byStart = Integer.compare(start, other.start);
        return byStart != 0 ? byStart : Integer.compare(end, other.end);
    }
}
