package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.models.calibration.Risk;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Span;
import java.util.List;

/**
 * What screening says of one segment, which would become one chunk.
 *
 * @param ordinal among the segments of the document, from 0
 * @param location of its layer
 * @param span of the segment in the layer's text, in UTF-16 code units
 * @param risk at the policy's operating point, accepted findings left out; of a segment that was not judged by itself, the
 *     most that it can be
 * @param decisive the findings that reach their threshold by themselves; spans are the layer's
 */
public record ScreenedSegment(int ordinal, String location, Span span, Risk risk, List<Finding> decisive) {
    /** @throws IllegalArgumentException if {@code ordinal} is negative */
    public ScreenedSegment {
        requireNonNull(location, "location is null");
        requireNonNull(span, "span is null");
        requireNonNull(risk, "risk is null");
        decisive = List.copyOf(decisive);
        if (ordinal < 0) {
            throw new IllegalArgumentException("ordinal must be >= 0, got " + ordinal);
        }
    }

    /** Whether it reaches its operating point. */
    public boolean flagged() {
        return risk.flagged();
    }
}
