package dev.weir.models.lexical;

import dev.weir.models.lexical.Decoders.Decoded;
import dev.weir.models.lexical.InPlace.Replacement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Runs of base64, plain or URL-safe, also when wrapped over lines or joined to a path, and single words of it. Scanned by
 * hand: runs may be very long.
 */
final class Base64Runs {

    private static final int SHORTEST = 20;
    private static final int SHORTEST_LINE = 16;
    private static final int SHORTEST_WORD = 8;
    private static final int SHORTEST_PADDED = 6;
    private static final int LONGEST_INDENT = 8;

    /** Digits that are decoded to see whether the rest is worth it; whole quartets. */
    private static final int PROBE = 96;

    /** So many places at which a run may begin are tried, and so many pieces of it. */
    private static final int TRIES = 16;

    /** A decoded text this short is read in its sentence. */
    private static final int FEW_WORDS = 5;

    private Base64Runs() {}

    static List<Decoded> decode(String text) {
        List<Decoded> found = new ArrayList<>();
        List<Replacement> words = new ArrayList<>();
        int index = 0;
        while (index < text.length()) {
            if (!isDigit(text.charAt(index))) {
                index++;
                continue;
            }
            int end = runEnd(text, index);
            if (end - index >= SHORTEST) {
                run(text, index, end, found, words);
            } else {
                word(text, index, end, words);
            }
            index = end;
        }
        found.addAll(InPlace.views(text, words, "base64", Writing.CONCEALED));
        return found;
    }

    private static void run(String text, int start, int end, List<Decoded> found, List<Replacement> words) {
        List<Integer> pieces = new ArrayList<>(List.of(start));
        for (int i = start; i < end && pieces.size() < TRIES; i++) {
            if (isJoint(text.charAt(i))) {
                pieces.add(i + 1);
            }
        }
        List<Integer> starts = new ArrayList<>(pieces);
        starts.addAll(List.of(start + 1, start + 2, start + 3));
        for (int from : starts) {
            Optional<String> decoded = end - from < SHORTEST ? Optional.empty() : bytes(text, from, end);
            String prose = decoded.orElse("");
            if (Prose.isProse(prose) || Prose.isRun(prose)) {
                if (!Prose.isData(prose) && prose.split("\\s+", FEW_WORDS + 1).length < FEW_WORDS) {
                    words.add(new Replacement(from, padded(text, end), prose));
                } else {
                    Decoders.prose(decoded, from, end, "base64").ifPresent(found::add);
                }
                return;
            }
        }
        for (int i = 0; i < pieces.size(); i++) {
            word(text, pieces.get(i), i + 1 < pieces.size() ? pieces.get(i + 1) - 1 : end, words);
        }
        if (pieces.size() > 1) {
            word(text, start, end, words);
        }
    }

    /** The end of the run, over line breaks between full lines. */
    private static int runEnd(String text, int start) {
        int lineStart = start;
        int index = start;
        while (true) {
            while (index < text.length() && isDigit(text.charAt(index))) {
                index++;
            }
            int next = nextLine(text, index);
            boolean wrapped = next > index
                    && index - lineStart >= SHORTEST_LINE
                    && next < text.length()
                    && isDigit(text.charAt(next));
            if (!wrapped) {
                return index;
            }
            index = next;
            lineStart = next;
        }
    }

    /** Where the line after a break here begins, behind indentation and quotation marks; the same place if there is none. */
    private static int nextLine(String text, int at) {
        int next = at;
        if (text.startsWith("\\r\\n", next) || text.startsWith("\\n", next)) {
            return text.indexOf("\\n", next) + 2;
        }
        if (next < text.length() && text.charAt(next) == '\r') {
            next++;
        }
        if (next >= text.length() || text.charAt(next) != '\n') {
            return at;
        }
        next++;
        int indent = next;
        while (next < text.length() && next - indent < LONGEST_INDENT && " \t>".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next;
    }

    private static void word(String text, int start, int end, List<Replacement> words) {
        int length = end - start;
        boolean padded = end < text.length() && text.charAt(end) == '=';
        if (length < (padded ? SHORTEST_PADDED : SHORTEST_WORD)
                || !mayBeLetters(text.charAt(start), text.charAt(start + 1))) {
            return;
        }
        bytes(text, start, end)
                .filter(word -> word.length() < PROBE && Prose.isPlainWords(word))
                .ifPresent(word -> words.add(new Replacement(start, padded(text, end), word)));
    }

    /** Whether two Latin letters may begin with these digits. Nearly all words fail here, which keeps them cheap. */
    private static boolean mayBeLetters(char first, char second) {
        return "QRSTUVWXYZabcde".indexOf(first) >= 0 && "GHWXmn23".indexOf(second) >= 0;
    }

    private static int padded(String text, int end) {
        int padded = end;
        while (padded < text.length() && padded - end < 2 && text.charAt(padded) == '=') {
            padded++;
        }
        return padded;
    }

    private static Optional<String> bytes(String text, int start, int end) {
        if (end - start > 2 * PROBE
                && digits(text, start, end, PROBE).filter(Prose::isPrintable).isEmpty()) {
            return Optional.empty();
        }
        return digits(text, start, end, Integer.MAX_VALUE);
    }

    private static Optional<String> digits(String text, int start, int end, int most) {
        StringBuilder digits = new StringBuilder(Math.min(end - start, most));
        for (int i = start; i < end && digits.length() < most; i++) {
            char digit = text.charAt(i);
            if (digit == '\\') {
                i++;
            } else if (isDigit(digit)) {
                digits.append(digit == '-' ? '+' : digit == '_' ? '/' : digit);
            }
        }
        // One digit over holds no whole byte; it belongs to whatever follows the run.
        digits.setLength(digits.length() - (digits.length() % 4 == 1 ? 1 : 0));
        try {
            return Prose.text(Base64.getDecoder().decode(digits.toString()));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean isJoint(char unit) {
        return unit == '/' || unit == '-' || unit == '_' || unit == '+';
    }

    private static boolean isDigit(char unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || isJoint(unit);
    }
}
