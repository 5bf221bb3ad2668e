package dev.weir.ingest.layout.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Stretches of text among other bytes, in UTF-8 or in two bytes a character. Bytes that are packed have none: what is taken
 * has several words, or many characters that only text has in a row.
 */
final class TextRuns {

    private static final int FEWEST_BYTES = 12;
    private static final int FEWEST_WORDS = 3;
    private static final int FEWEST_FAR_LETTERS = 8;
    private static final int LETTERS_OF_TEN = 6;
    private static final int MAX_RUN_BYTES = 1_000_000;

    /** Takes the stretches in their order. */
    interface Taker {
        /** {@return whether to go on} */
        boolean take(String text);
    }

    private final ByteBuffer bytes;
    private final Taker taker;

    TextRuns(ByteBuffer bytes, Taker taker) {
        this.bytes = bytes;
        this.taker = taker;
    }

    void find(int from, int to) {
        int at = from;
        boolean wanted = true;
        while (at < to && wanted) {
            int wide = wideEnd(at, to);
            int end = wide - at >= 2 * FEWEST_BYTES ? wide : plainEnd(at, to);
            if (end - at >= FEWEST_BYTES) {
                String text = end == wide ? wide(at, end) : text(at, end);
                wanted = !isText(text) || taker.take(text);
            }
            at = Math.max(end, at + 1);
        }
    }

    /** How many of these bytes belong to text of one kind or the other. */
    static int textBytes(ByteBuffer bytes, int from, int to) {
        TextRuns runs = new TextRuns(bytes, text -> true);
        int count = 0;
        int at = from;
        while (at < to) {
            int end = Math.max(runs.plainEnd(at, to), runs.wideEnd(at, to));
            count += end - at;
            at = Math.max(end, at + 1);
        }
        return count;
    }

    private int plainEnd(int from, int to) {
        int stop = Math.min(to, from + MAX_RUN_BYTES);
        int at = from;
        int length = 1;
        while (at < stop && length > 0) {
            length = charBytes(at, to);
            at += length;
        }
        return at;
    }

    private int wideEnd(int from, int to) {
        int stop = Math.min(to, from + MAX_RUN_BYTES) - 1;
        int at = from;
        while (at < stop && bytes.get(at + 1) == 0 && isPlain(bytes.get(at))) {
            at += 2;
        }
        return at;
    }

    private static boolean isPlain(byte value) {
        return (value >= ' ' && value < 0x7F) || value == '\n' || value == '\r' || value == '\t';
    }

    /** How many bytes the character has that begins here, or 0 if none does. */
    private int charBytes(int at, int to) {
        int lead = bytes.get(at);
        if (lead >= 0) {
            return isPlain((byte) lead) ? 1 : 0;
        }
        int length = 0;
        if ((lead & 0xFF) >= 0xC2 && (lead & 0xFF) <= 0xF4) {
            length = (lead & 0xE0) == 0xC0 ? 2 : (lead & 0xF0) == 0xE0 ? 3 : 4;
        }
        if (length > to - at) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes.get(at + i) & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private String text(int from, int to) {
        byte[] copy = new byte[to - from];
        bytes.get(from, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }

    private String wide(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < to; at += 2) {
            text.append((char) bytes.get(at));
        }
        return text.toString();
    }

    private static boolean isText(String text) {
        int letters = 0;
        int far = 0;
        int words = 0;
        int inWord = 0;
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            boolean letter = Character.isLetter(codePoint);
            inWord = letter ? inWord + 1 : 0;
            letters += letter ? 1 : 0;
            far += letter && codePoint >= 0x80 ? 1 : 0;
            words += inWord == 3 ? 1 : 0;
            at += Character.charCount(codePoint);
        }
        boolean mostly = letters * 10 >= text.codePointCount(0, text.length()) * LETTERS_OF_TEN;
        boolean marked = text.indexOf("<rdf:RDF") >= 0;
        return marked || (mostly && text.indexOf(' ') > 0 && words >= FEWEST_WORDS) || far >= FEWEST_FAR_LETTERS;
    }
}
