package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TrustTier;

/**
 * One passage of a set, as screens see it. Its rank is its place in the set.
 *
 * @param id unique within the set
 * @param source empty if it is not known
 * @param uploader empty if it is not known
 * @param batch empty if it is not known
 * @param score higher is better, within one set; screens go by rank
 */
public record RankedPassage(
        String id, String text, String source, String uploader, String batch, TrustTier trust, double score) {
    public RankedPassage {
        requireNonNull(id, "id is null");
        requireNonNull(text, "text is null");
        requireNonNull(source, "source is null");
        requireNonNull(uploader, "uploader is null");
        requireNonNull(batch, "batch is null");
        requireNonNull(trust, "trust is null");
    }

    /** The id, never the text. */
    @Override
    public String toString() {
        return "RankedPassage[" + id + "]";
    }
}
