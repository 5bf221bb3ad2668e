package dev.weir.models.calibration;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A document that is taken for clean, as a scan would judge it.
 *
 * @param name as it was given or found
 * @param sha256 digest of its bytes, lower-case hex
 * @param texts its chunks in order, then the texts of other channels
 * @param highest the highest level of any part read whole, chunks apart, in [0, 1]
 */
public record CleanDocument(String name, String sha256, List<CleanText> texts, double highest) {

    /** Copies the list. */
    public CleanDocument {
        requireNonNull(name, "name is null");
        requireNonNull(sha256, "sha256 is null");
        texts = List.copyOf(texts);
    }
}
