package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.LocatedFinding;
import dev.weir.tenancy.chunk.Sha256;
import java.util.List;

/**
 * A finding as a ticket keeps it.
 *
 * @param texts digests of the normalised text that the finding stands in: one for each segment it touches, in their order,
 *     or one for the whole layer where that is not indexed
 */
public record HeldFinding(LocatedFinding found, List<Sha256> texts) {
    /** @throws IllegalArgumentException if there is no digest */
    public HeldFinding {
        requireNonNull(found, "found is null");
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a finding stands in some text");
        }
    }
}
