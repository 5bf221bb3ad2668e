package dev.weir.ingest.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the target of a link says in words. A reader does not see it, a model that gets the address does. */
final class LinkText {

    /** Fewer words are the name of a place. */
    private static final int FEWEST_WORDS = 3;

    /** Addresses without spaces between words count by their letters. */
    private static final int FEWEST_IDEOGRAPHS = 6;

    private static final Pattern HOST = Pattern.compile("^(?:[A-Za-z][A-Za-z0-9+.-]{0,20}:)?(?://[^/?#]*+)?");

    private LinkText() {}

    /** The target in clear, or nothing if there are no words in it or it is the content of a picture. */
    static Optional<String> of(String target) {
        String trimmed = target.strip();
        String start = trimmed.substring(0, Math.min(trimmed.length(), 40)).toLowerCase(Locale.ROOT);
        if (start.startsWith("embedded:") || (start.startsWith("data:") && !start.startsWith("data:text"))) {
            return Optional.empty();
        }
        String clear = decoded(trimmed);
        return speaks(HOST.matcher(clear).replaceFirst("")) || start.startsWith("data:")
                ? Optional.of(clear)
                : Optional.empty();
    }

    private static boolean speaks(String text) {
        int words = 0;
        int letters = 0;
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            int units = Character.charCount(codePoint);
            boolean continues = Character.isLetter(codePoint);
            // A word counts once it is longer than one unit.
            words += continues && letters < 2 && letters + units > 1 ? 1 : 0;
            letters = continues ? letters + units : 0;
            at += units;
        }
        return words >= FEWEST_WORDS
                || text.codePoints().filter(Character::isIdeographic).count() >= FEWEST_IDEOGRAPHS;
    }

    private static String decoded(String target) {
        if (target.indexOf('%') < 0 && target.indexOf('+') < 0) {
            return target;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(target.length());
        boolean query = false;
        int at = 0;
        while (at < target.length()) {
            int codePoint = target.codePointAt(at);
            query |= codePoint == '?';
            int octet = codePoint == '%' ? octet(target, at + 1) : -1;
            if (octet >= 0) {
                bytes.write(octet);
                at += 3;
            } else {
                String same = query && codePoint == '+' ? " " : Character.toString(codePoint);
                bytes.writeBytes(same.getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(codePoint);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int octet(String target, int at) {
        if (at + 2 > target.length()) {
            return -1;
        }
        int high = Character.digit(target.charAt(at), 16);
        int low = Character.digit(target.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }
}
