package dev.weir.retrieve.egress;

import dev.weir.models.lexical.DecodedViews;
import java.util.function.Consumer;

/**
 * Cuts stretches that may be encoded out of an answer and has them decoded. A stretch is a word of digits of some encoding,
 * or several behind each other: wrapped lines, or pairs of hexadecimal digits.
 */
final class EncodedScan {
    /** What is decoded at once; a longer stretch is decoded in pieces that overlap. */
    static final int MAX_STRETCH = 4096;

    /** More than a canary takes under two encodings. */
    private static final int OVERLAP = 512;

    private static final int LONG_TOKEN = 16;
    private static final int SHORTEST_RUN = 20;
    private static final int FEWEST_PAIRS = 12;
    private static final int LONGEST_PAIR = 8;
    private static final double UNREAD_SCORE = 0.5;
    private static final int LONGEST_BLANK = 12;
    private static final String MARKS = "+/=_-%\\&#;:,{}";
    private static final String ESCAPES = "%\\&";

    private final Decoder decoder;
    private final Consumer<EgressFinding> found;
    private final StringBuilder stretch = new StringBuilder();
    private int at;
    private int tokenStart;
    private int blanks;
    private int longest;
    private int pairs;
    private int escapes;

    /** Looks at a decoded text. */
    interface Decoder {
        /** Says what it finds in {@code view}, which was decoded from {@code [start, end)} of the answer. */
        void look(String view, int start, int end);
    }

    EncodedScan(Decoder decoder, Consumer<EgressFinding> found) {
        this.decoder = decoder;
        this.found = found;
    }

    void accept(char unit, int position) {
        if (stretch.isEmpty()) {
            if (!isDense(unit)) {
                return;
            }
            at = position;
            tokenStart = 0;
        }
        if (isDense(unit)) {
            beginToken();
            stretch.append(unit);
            escapes += ESCAPES.indexOf(unit) >= 0 ? 1 : 0;
            longest = Math.max(longest, stretch.length() - tokenStart);
        } else if (isBlank(unit) && (blanks > 0 || endToken())) {
            stretch.append(unit);
            blanks++;
            if (blanks > LONGEST_BLANK) {
                end();
            }
        } else {
            end();
        }
        if (stretch.length() >= MAX_STRETCH) {
            decode();
            String rest = stretch.substring(MAX_STRETCH - OVERLAP);
            at += MAX_STRETCH - OVERLAP;
            tokenStart = Math.max(0, tokenStart - (MAX_STRETCH - OVERLAP));
            stretch.setLength(0);
            stretch.append(rest);
        }
    }

    /** Where a stretch begins that has not ended, else a place behind every text. */
    int pending() {
        return stretch.isEmpty() ? Integer.MAX_VALUE : at;
    }

    void finish() {
        end();
    }

    private void beginToken() {
        if (blanks > 0) {
            tokenStart = stretch.length();
            blanks = 0;
        }
    }

    /** Whether the stretch may go on behind a blank. */
    private boolean endToken() {
        int length = stretch.length() - tokenStart;
        if (isPair(length)) {
            pairs++;
            return true;
        }
        return length >= LONG_TOKEN;
    }

    /** Whether the last token is one octet in hexadecimal, however it is written. */
    private boolean isPair(int length) {
        int end = stretch.length();
        while (end > tokenStart && ",;:h".indexOf(stretch.charAt(end - 1)) >= 0) {
            end--;
        }
        if (length > LONGEST_PAIR || end - tokenStart < 2 || !isHex(end - 1) || !isHex(end - 2)) {
            return false;
        }
        return end - tokenStart == 2 || !isHex(end - 3) || stretch.charAt(end - 3) == '0';
    }

    private boolean isHex(int index) {
        return Character.digit(stretch.charAt(index), 16) >= 0;
    }

    private void end() {
        if (!stretch.isEmpty()) {
            decode();
        }
        stretch.setLength(0);
        blanks = 0;
        longest = 0;
        pairs = 0;
        escapes = 0;
    }

    private void decode() {
        if (longest < SHORTEST_RUN && pairs < FEWEST_PAIRS) {
            return;
        }
        String encoded = stretch.toString();
        if (escapes > 0) {
            String clear = DecodedViews.unescaped(encoded);
            if (!clear.equals(encoded)) {
                decoder.look(clear, at, at + encoded.length());
            }
        }
        DecodedViews decoded = DecodedViews.of(encoded);
        for (DecodedViews.View view : decoded.views()) {
            decoder.look(
                    view.text(), at + view.source().start(), at + view.source().end());
        }
        if (!decoded.gaps().isEmpty()) {
            found.accept(EgressFinding.of(EgressCode.UNREAD, at, at + encoded.length(), UNREAD_SCORE, ""));
        }
    }

    private static boolean isBlank(char unit) {
        return unit == ' ' || unit == '\n' || unit == '\r' || unit == '\t' || unit == '>';
    }

    private static boolean isDense(char unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || MARKS.indexOf(unit) >= 0;
    }
}
