package dev.weir.models.onnx;

import dev.weir.models.detect.Span;
import java.util.Arrays;

/**
 * A whole text as tokens, without special tokens.
 *
 * <p>Not a record: it holds large arrays, and it hands out ranges of them and never the arrays themselves.
 */
public final class EncodedText {

    private final long[] ids;
    private final int[] starts;
    private final int[] ends;

    EncodedText(long[] ids, int[] starts, int[] ends) {
        this.ids = ids;
        this.starts = starts;
        this.ends = ends;
    }

    /** {@return the number of tokens} */
    public int size() {
        return ids.length;
    }

    /**
     * The place of a run of tokens in the text.
     *
     * @param from first token
     * @param to token after the last one, {@code > from}
     * @return UTF-16 code units of the encoded text
     */
    public Span span(int from, int to) {
        return new Span(starts[from], ends[to - 1]);
    }

    long id(int token) {
        return ids[token];
    }

    /** Copies the ids of tokens {@code [from, to)}. */
    long[] ids(int from, int to) {
        return Arrays.copyOfRange(ids, from, to);
    }

    /** Copies a window's ids between the two special tokens. */
    long[] framed(WindowPlan.Window window, long first, long last) {
        int length = window.end() - window.start();
        long[] framed = new long[length + 2];
        framed[0] = first;
        System.arraycopy(ids, window.start(), framed, 1, length);
        framed[length + 1] = last;
        return framed;
    }
}
