package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

/**
 * A chunk that somebody else cut. {@link ExternalText} checks it against the text it is from.
 *
 * @param text exactly what the body says from {@code start} to {@code end}
 * @param start first UTF-16 code unit in the body
 * @param end code unit after the last one
 */
public record ReadyChunk(String text, int start, int end) {
    public ReadyChunk {
        requireNonNull(text, "text is null");
    }

    /** The offsets only. */
    @Override
    public String toString() {
        return "ReadyChunk[" + start + ", " + end + ")";
    }
}
