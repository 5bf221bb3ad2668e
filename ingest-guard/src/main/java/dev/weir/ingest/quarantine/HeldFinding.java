package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.LocatedFinding;
import dev.weir.tenancy.chunk.Sha256;

/**
 * A finding as a ticket keeps it.
 *
 * @param text digest of the normalised text that the finding stands in: the segments it touches, or the whole layer where
 *     that is not indexed
 */
public record HeldFinding(LocatedFinding found, Sha256 text) {
    public HeldFinding {
        requireNonNull(found, "found is null");
        requireNonNull(text, "text is null");
    }
}
