package dev.weir.ingest.layout;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where a stretch of a layer's text came from, and whether a reader would have seen it.
 *
 * @param start of the stretch, in UTF-16 code units of the layer's text
 * @param end behind it, {@code > start}
 * @param place in the document
 * @param concealments why it is not seen; empty if it is
 */
public record Origin(int start, int end, Place place, Set<Concealment> concealments) {

    /** @throws IllegalArgumentException if the stretch is empty or begins before the text */
    public Origin {
        requireNonNull(place, "place is null");
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("stretch must be >= 0 and not empty, got " + start + "-" + end);
        }
        // Nearly all text is seen, and a table has an origin for each cell.
        concealments = concealments.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(concealments));
    }

    /** Whether a reader of the rendered document would have seen it. */
    public boolean isVisible() {
        return concealments.isEmpty();
    }

    /**
     * Checks the origins of one text.
     *
     * @throws IllegalArgumentException if they are not in order, overlap, or end behind the text
     */
    public static void requireOrder(List<Origin> origins, int length) {
        int end = 0;
        for (Origin origin : origins) {
            if (origin.start() < end || origin.end() > length) {
                throw new IllegalArgumentException("origin " + origin.start() + "-" + origin.end()
                        + " must begin at or after " + end + " and end at or before " + length);
            }
            end = origin.end();
        }
    }
}
