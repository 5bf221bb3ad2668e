package dev.weir.models.lexical;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import dev.weir.models.detect.Span;
import java.util.Arrays;

/**
 * A text in a normal form, with the way back: every range of it maps to the range of the original that
 * produced it.
 *
 * <h2>Guarantees</h2>
 *
 * Folding the original of a range again gives a text that contains the range, and equals it if the range
 * does not cut a character that several originals produced together. Time and memory are linear in the text.
 *
 * <h2>Not guaranteed</h2>
 *
 * Folding is for comparing and never for display: it joins what only looks alike.
 */
public final class NormalizedText {

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 NFKD = Normalizer2.getNFKDInstance();

    /** Code units; marks that pile up on one letter are put in order by insertion, so work on a pile is quadratic. */
    private static final int LONGEST_SEGMENT = 256;

    private final String text;
    private final int[] starts;
    private final int[] ends;

    private NormalizedText(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    /** What is done to each segment of the original. */
    private enum Form {
        FOR_MODEL,
        FOR_MATCHING
    }

    /**
     * The form in which a classifier reads a text: compatibility composition (NFKC) without characters that
     * are not shown. Case and accents stay.
     *
     * @param original any text
     * @return its normal form
     */
    public static NormalizedText forModel(String original) {
        return new Folder(original, Form.FOR_MODEL).fold();
    }

    /**
     * The form in which rules match a text: as {@link #forModel}, and then without case and accents, and with
     * the look-alikes of Latin letters replaced by those letters.
     *
     * @param original any text
     * @return its folded form
     */
    public static NormalizedText forMatching(String original) {
        return new Folder(original, Form.FOR_MATCHING).fold();
    }

    /** {@return the normal form} */
    public String text() {
        return text;
    }

    /**
     * Maps a range back.
     *
     * @param start first code unit of the normal form
     * @param end code unit after the last one, {@code >= start}
     * @return the range of the original that produced it; empty if the range is empty
     */
    public Span original(int start, int end) {
        if (start < 0 || end < start || end > text.length()) {
            throw new IndexOutOfBoundsException(
                    "range must lie in [0, " + text.length() + "], got [" + start + ", " + end + ")");
        }
        if (start == end) {
            int at = start < starts.length ? starts[start] : ends.length == 0 ? 0 : ends[ends.length - 1];
            return new Span(at, at);
        }
        return new Span(starts[start], ends[end - 1]);
    }

    /** Walks the original in segments whose normal forms do not depend on their neighbours. */
    private static final class Folder {
        private final String original;
        private final Form form;
        private final StringBuilder out;
        private int[] starts;
        private int[] ends;
        private final StringBuilder segment = new StringBuilder();
        private int segmentStart;
        private int segmentEnd;

        Folder(String original, Form form) {
            this.original = original;
            this.form = form;
            this.out = new StringBuilder(original.length());
            this.starts = new int[original.length()];
            this.ends = new int[original.length()];
        }

        NormalizedText fold() {
            int index = 0;
            while (index < original.length()) {
                int codePoint = original.codePointAt(index);
                int next = index + Character.charCount(codePoint);
                if (!Invisibles.isInvisible(codePoint)) {
                    boolean full = segment.length() >= LONGEST_SEGMENT;
                    if (!segment.isEmpty() && (full || NFKC.hasBoundaryBefore(codePoint))) {
                        flush();
                    }
                    if (segment.isEmpty()) {
                        segmentStart = index;
                    }
                    segment.appendCodePoint(codePoint);
                    segmentEnd = next;
                }
                index = next;
            }
            flush();
            return new NormalizedText(
                    out.toString(), Arrays.copyOf(starts, out.length()), Arrays.copyOf(ends, out.length()));
        }

        private void flush() {
            if (segment.isEmpty()) {
                return;
            }
            if (segment.length() == 1 && segment.charAt(0) < 0x80) {
                char unit = segment.charAt(0);
                emit(form == Form.FOR_MATCHING && unit >= 'A' && unit <= 'Z' ? (char) (unit + 32) : unit);
            } else if (form == Form.FOR_MODEL) {
                emit(NFKC.normalize(segment));
            } else {
                emit(match(segment));
            }
            segment.setLength(0);
        }

        private void emit(CharSequence folded) {
            for (int i = 0; i < folded.length(); i++) {
                emit(folded.charAt(i));
            }
        }

        private void emit(char unit) {
            int size = out.length();
            if (size == starts.length) {
                int capacity = size + size / 2 + 16;
                starts = Arrays.copyOf(starts, capacity);
                ends = Arrays.copyOf(ends, capacity);
            }
            out.append(unit);
            starts[size] = segmentStart;
            ends[size] = segmentEnd;
        }
    }

    private static String match(CharSequence segment) {
        String decomposed = NFKD.normalize(UCharacter.foldCase(NFKD.normalize(segment), true));
        StringBuilder folded = new StringBuilder(decomposed.length());
        decomposed.codePoints().forEach(codePoint -> {
            if (codePoint < 0x80) {
                folded.appendCodePoint(codePoint);
            } else if (!isLatinAccent(codePoint) && !Invisibles.isInvisible(codePoint)) {
                folded.append(Confusables.latinLookAlike(codePoint));
            }
        });
        return folded.toString();
    }

    /** The combining marks that Latin, Greek and Cyrillic letters carry; marks of other scripts are letters. */
    private static boolean isLatinAccent(int codePoint) {
        return codePoint >= 0x0300 && codePoint <= 0x036F;
    }
}
