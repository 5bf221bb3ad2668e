package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

/**
 * One chunk of a document that is about to be sealed.
 *
 * @param text exactly what would be sealed
 * @param vector of the text, not all zero; not copied and not to be changed
 * @param origin who made the vector
 */
@SuppressWarnings("ArrayRecordComponent") // a vector of thousands of chunks is not worth a copy each
public record ArrivingChunk(String text, float[] vector, Origin origin) {
    public ArrivingChunk {
        requireNonNull(text, "text is null");
        requireNonNull(vector, "vector is null");
        requireNonNull(origin, "origin is null");
    }

    /** Who made a vector. */
    public enum Origin {
        /** The index's own embedder, for this text. */
        EMBEDDED,
        /** Whoever submitted the document. */
        BROUGHT
    }

    /** Lengths only, never the text. */
    @Override
    public String toString() {
        return "ArrivingChunk[" + text.length() + " code units, " + vector.length + " floats, " + origin + "]";
    }
}
