package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

/**
 * The text of a sealed chunk and where it stood.
 *
 * @param location of the part of the document that the offsets are in
 * @param start of the chunk there, in UTF-16 code units
 * @param end exclusive; more or less than the length of the text where spans were replaced
 */
public record SealedText(String location, int start, int end, String text) {
    public SealedText {
        requireNonNull(location, "location is null");
        requireNonNull(text, "text is null");
    }

    /** Place and length, never the text. */
    @Override
    public String toString() {
        return "SealedText[" + start + "-" + end + ", " + text.length() + " code units]";
    }
}
