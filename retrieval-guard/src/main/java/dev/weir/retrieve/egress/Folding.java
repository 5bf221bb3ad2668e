package dev.weir.retrieve.egress;

import dev.weir.models.lexical.NormalizedText;

/**
 * Turns a text that comes one code unit after the other into its letters and digits, folded for matching: without case,
 * accents, look-alikes, and anything that stands between letters.
 *
 * <p>Behaves as {@link NormalizedText#forMatching} of the whole text without all that is neither letter nor digit. Each code
 * point folds alone: the composition that a folded text loses again is all that neighbours could change.
 */
final class Folding {
    /** So many code units that are neither letter nor digit part what is before from what follows. */
    static final int MAX_GAP = 32;

    /** Gets the letters and digits in order. */
    interface Sink {
        /** A folded letter or digit, and the range of the text that it came from. */
        void kept(int codePoint, int start, int end);

        /** What comes next does not continue what was before. */
        void parted();

        /** Feeds a whole text. */
        default void acceptAll(String text) {
            Folding folding = new Folding(this);
            for (int i = 0; i < text.length(); i++) {
                folding.accept(text.charAt(i), i);
            }
            folding.finish();
        }
    }

    private final Sink sink;
    private int dropped;
    private char high;
    private int highAt = -1;

    Folding(Sink sink) {
        this.sink = sink;
    }

    void accept(char unit, int at) {
        if (unit < 0x80) {
            dropHigh();
            ascii(unit, at);
        } else if (Character.isHighSurrogate(unit)) {
            dropHigh();
            high = unit;
            highAt = at;
        } else if (highAt >= 0 && Character.isLowSurrogate(unit)) {
            int start = highAt;
            highAt = -1;
            fold(new String(new char[] {high, unit}), start, at + 1);
        } else {
            dropHigh();
            fold(String.valueOf(unit), at, at + 1);
        }
    }

    /** Where a character of two code units begins of which only one has come, else a place behind every text. */
    int pending() {
        return highAt >= 0 ? highAt : Integer.MAX_VALUE;
    }

    void finish() {
        dropHigh();
        sink.parted();
    }

    private void dropHigh() {
        if (highAt >= 0) {
            highAt = -1;
            drop(1);
        }
    }

    private void ascii(char unit, int at) {
        if ((unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9')) {
            keep(unit, at, at + 1);
        } else if (unit >= 'A' && unit <= 'Z') {
            keep(unit + ('a' - 'A'), at, at + 1);
        } else {
            drop(1);
        }
    }

    private void fold(String character, int start, int end) {
        String folded = NormalizedText.forMatching(character).text();
        boolean any = false;
        for (int i = 0; i < folded.length(); i += Character.charCount(folded.codePointAt(i))) {
            int point = folded.codePointAt(i);
            if (Character.isLetterOrDigit(point)) {
                keep(point, start, end);
                any = true;
            }
        }
        if (!any) {
            drop(end - start);
        }
    }

    private void keep(int codePoint, int start, int end) {
        dropped = 0;
        sink.kept(codePoint, start, end);
    }

    private void drop(int units) {
        boolean whole = dropped <= MAX_GAP;
        dropped += units;
        if (whole && dropped > MAX_GAP) {
            sink.parted();
        }
    }
}
