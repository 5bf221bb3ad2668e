package dev.weir.models.lexical;

import dev.weir.models.lexical.Decoders.Decoded;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Runs of base64, plain or URL-safe, also when wrapped over lines. Scanned by hand: runs may be very long. */
final class Base64Runs {

    private static final int SHORTEST = 20;
    private static final int SHORTEST_LINE = 40;

    private Base64Runs() {}

    static List<Decoded> decode(String text) {
        List<Decoded> found = new ArrayList<>();
        int index = 0;
        while (index < text.length()) {
            if (!isDigit(text.charAt(index))) {
                index++;
                continue;
            }
            int end = runEnd(text, index);
            if (end - index >= SHORTEST) {
                int start = index;
                Decoders.prose(bytes(text.substring(start, end)), start, end, "base64")
                        .ifPresent(found::add);
            }
            index = end;
        }
        return found;
    }

    /** The end of the run, over line breaks between full lines. */
    private static int runEnd(String text, int start) {
        int lineStart = start;
        int index = start;
        while (true) {
            while (index < text.length() && isDigit(text.charAt(index))) {
                index++;
            }
            int next = index;
            while (next < text.length() && (text.charAt(next) == '\r' || text.charAt(next) == '\n')) {
                next++;
            }
            boolean wrapped = next > index
                    && next - index <= 2
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

    private static Optional<String> bytes(String run) {
        StringBuilder digits = new StringBuilder(run.length());
        for (int i = 0; i < run.length(); i++) {
            char digit = run.charAt(i);
            if (digit != '\r' && digit != '\n') {
                digits.append(digit == '-' ? '+' : digit == '_' ? '/' : digit);
            }
        }
        // One digit over holds no whole byte; it belongs to whatever follows the run.
        digits.setLength(digits.length() - (digits.length() % 4 == 1 ? 1 : 0));
        try {
            return Prose.utf8(Base64.getDecoder().decode(digits.toString()));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static boolean isDigit(char unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || unit == '+'
                || unit == '/'
                || unit == '-'
                || unit == '_';
    }
}
