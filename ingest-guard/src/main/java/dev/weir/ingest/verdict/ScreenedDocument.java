package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.models.detect.Gap;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.List;

/**
 * Everything a verdict may rest on. It holds no text.
 *
 * @param source where the document is from
 * @param trust the tier it would be sealed with
 * @param limits what it was read under; they say what a broken one means
 * @param layers whole layers of every channel
 * @param segments what would be indexed, by ordinal
 * @param findings everything that was seen, accepted findings included
 * @param accepted findings that somebody accepted for this source; they count towards no risk
 * @param gaps everything that was not read or not judged
 */
public record ScreenedDocument(
        SourceRef source,
        TrustTier trust,
        DocumentLimits limits,
        List<ScreenedLayer> layers,
        List<ScreenedSegment> segments,
        List<LocatedFinding> findings,
        List<LocatedFinding> accepted,
        List<Gap> gaps) {
    /** @throws IllegalArgumentException if the ordinals of the segments are not 0, 1, 2 and so on */
    public ScreenedDocument {
        requireNonNull(source, "source is null");
        requireNonNull(trust, "trust is null");
        requireNonNull(limits, "limits is null");
        layers = List.copyOf(layers);
        segments = List.copyOf(segments);
        findings = findings.stream().distinct().sorted(LocatedFinding.ORDER).toList();
        accepted = accepted.stream().distinct().sorted(LocatedFinding.ORDER).toList();
        gaps = gaps.stream().distinct().sorted(Gap.ORDER).toList();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).ordinal() != i) {
                throw new IllegalArgumentException(
                        "segment " + i + " has ordinal " + segments.get(i).ordinal());
            }
        }
    }

    /** The segments that reach their operating point. */
    public List<ScreenedSegment> flagged() {
        return segments.stream().filter(ScreenedSegment::flagged).toList();
    }

    /** Whether a gap stands that forbids admission. */
    public boolean isBlocked() {
        return gaps.stream().anyMatch(Gap::isBlocking);
    }
}
