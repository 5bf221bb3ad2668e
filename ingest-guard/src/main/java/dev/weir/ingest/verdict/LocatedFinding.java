package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Finding;
import java.util.Comparator;

/**
 * A finding and the part of the document it is in. Its span counts UTF-16 code units of the text of that part's channel.
 *
 * @param location of the layer, {@code /} for the document itself and {@code /3} for its third embedded document
 */
public record LocatedFinding(String location, Finding finding) {
    /** Document order, then a fixed order of everything else. */
    public static final Comparator<LocatedFinding> ORDER =
            Comparator.comparing(LocatedFinding::location).thenComparing(LocatedFinding::finding, Finding.ORDER);

    public LocatedFinding {
        requireNonNull(location, "location is null");
        requireNonNull(finding, "finding is null");
    }
}
