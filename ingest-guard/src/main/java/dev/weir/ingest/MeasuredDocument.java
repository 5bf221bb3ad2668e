package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.models.calibration.CleanDocument;
import dev.weir.models.detect.Gap;
import java.util.List;

/**
 * How far the texts of one document are from being flagged, and what of it nobody read.
 *
 * @param clean the levels of what was read
 * @param gaps everything that was not read or not judged
 */
public record MeasuredDocument(CleanDocument clean, List<Gap> gaps) {
    public MeasuredDocument {
        requireNonNull(clean, "clean is null");
        gaps = List.copyOf(gaps);
    }

    /** A document that could not be opened. */
    public static MeasuredDocument unread(String name, Gap gap) {
        return new MeasuredDocument(new CleanDocument(name, "", List.of(), 0), List.of(gap));
    }

    /** The same under another name. */
    public MeasuredDocument named(String name) {
        return new MeasuredDocument(new CleanDocument(name, clean.sha256(), clean.texts(), clean.highest()), gaps);
    }

    /** Whether enough was read to say anything of it: some text, bytes with a digest, and no blocking gap. */
    public boolean counts() {
        return !clean.sha256().isEmpty()
                && !clean.texts().isEmpty()
                && gaps.stream().noneMatch(Gap::isBlocking);
    }
}
