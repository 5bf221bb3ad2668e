package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

/**
 * A chunk in which spans were replaced by a marker.
 *
 * @param chunk its ordinal in the document, from 0
 * @param before as it was read
 * @param after as it is embedded, sealed and served
 */
public record RedactedText(int chunk, Excerpt before, Excerpt after) {
    public RedactedText {
        requireNonNull(before, "before is null");
        requireNonNull(after, "after is null");
    }
}
