package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.ChunkId;

/**
 * A chunk near to one that arrives.
 *
 * @param trust the tier of its document
 */
public record Neighbour(ChunkId id, TrustTier trust, String text) {
    public Neighbour {
        requireNonNull(id, "id is null");
        requireNonNull(trust, "trust is null");
        requireNonNull(text, "text is null");
    }

    /** The id, never the text. */
    @Override
    public String toString() {
        return "Neighbour[" + id + "]";
    }
}
