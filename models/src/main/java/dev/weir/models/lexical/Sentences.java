package dev.weir.models.lexical;

import dev.weir.models.detect.Span;

/** Cuts a text roughly into sentences: at the end of a line, and after a full stop or question mark before a blank. */
final class Sentences {

    /** No sentence is longer, in code units, so that work on one stays small. */
    private static final int LONGEST = 2000;

    private Sentences() {}

    /** Where the sentence that begins at {@code start} ends. */
    static int end(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST);
        for (int i = start; i < limit; i++) {
            if (isBorder(text, i)) {
                return i + 1;
            }
        }
        return whole(text, limit);
    }

    /** The range, widened to the borders of sentences, but by no more than {@code reach} code units on a side. */
    static Span around(String text, int start, int end, int reach) {
        int from = start;
        while (from > 0 && start - from < reach && !isBorder(text, from - 1)) {
            from--;
        }
        int to = end;
        while (to < text.length() && to - end < reach && (to == 0 || !isBorder(text, to - 1))) {
            to++;
        }
        return new Span(whole(text, from), whole(text, to));
    }

    private static boolean isBorder(String text, int at) {
        char unit = text.charAt(at);
        return unit == '\n'
                || ((unit == '.' || unit == '?' || unit == '!')
                        && at + 1 < text.length()
                        && Character.isWhitespace(text.charAt(at + 1)));
    }

    /** The offset, or the one before it if it lies inside a surrogate pair. */
    static int whole(String text, int at) {
        boolean inside = at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
        return inside ? at - 1 : at;
    }
}
