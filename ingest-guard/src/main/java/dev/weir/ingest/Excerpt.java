package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

/**
 * Text of a finding, for a person who asked to see it. It is hostile: escape control and bidirectional characters before
 * showing it, and put it into no log.
 */
public final class Excerpt {
    /** The most UTF-16 code units of a finding that a report keeps. */
    public static final int MAX_LENGTH = 400;

    private final String text;

    private Excerpt(String text) {
        this.text = text;
    }

    /** The first {@link #MAX_LENGTH} code units from {@code start} to {@code end}. */
    static Excerpt of(String text, int start, int end) {
        requireNonNull(text, "text is null");
        int stop = Math.min(end, Math.min(text.length(), start + MAX_LENGTH));
        return new Excerpt(text.substring(Math.min(start, stop), stop));
    }

    /** All of a text. */
    static Excerpt ofWhole(String text) {
        return new Excerpt(requireNonNull(text, "text is null"));
    }

    /** The text as it stands in the document. */
    public String text() {
        return text;
    }

    /** The length only. */
    @Override
    public String toString() {
        return "Excerpt[" + text.length() + " code units]";
    }
}
