package dev.weir.models.lexical;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells text that people write from the noise that comes out of decoding something else. */
final class Prose {

    private static final double PRINTABLE = 0.7;
    private static final int WORDS = 3;
    private static final int IDEOGRAPHS = 8;

    /** Share of bytes that may be no text. */
    private static final int BYTES_PER_FLAW = 20;

    private static final Pattern PLAIN_WORDS = Pattern.compile("[A-Za-z]?[a-z]{3,}(?:[ ,.'-]{1,2}[a-z]+)*[ .,!:]?");
    private static final int SHORTEST_RUN = 24;
    /** Two parameters of an address, without a blank between them. */
    private static final Pattern QUERY = Pattern.compile("&[A-Za-z0-9_.-]{1,40}=[^\\s&]*&[A-Za-z0-9_.-]{1,40}=");

    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int FEW_COMMON = 4;
    private static final double COMMON_SHARE = 0.2;
    private static final double ALMOST_ALL = 0.9;
    private static final Pattern VOWEL = Pattern.compile("[aeiouy]");

    private Prose() {}

    /**
     * The bytes as text, or nothing if they are neither UTF-8 nor Latin letters in UTF-16. A few bytes that are no text
     * are tolerated in what is otherwise printable, as a model tolerates them.
     */
    static Optional<String> text(byte[] bytes) {
        String decoded = isWide(bytes)
                ? new String(bytes, bytes[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE)
                : new String(bytes, StandardCharsets.UTF_8);
        String text = decoded.replace('\0', '\uFFFD');
        long flaws = text.chars().filter(unit -> unit == 0xFFFD).count();
        if (flaws == 0) {
            return Optional.of(text);
        }
        boolean tolerable = flaws <= 1 + bytes.length / BYTES_PER_FLAW && printable(text) >= ALMOST_ALL * text.length();
        return tolerable ? Optional.of(text) : Optional.empty();
    }

    private static boolean isWide(byte[] bytes) {
        if (bytes.length < 8 || bytes.length % 2 != 0) {
            return false;
        }
        int zero = bytes[0] == 0 ? 0 : 1;
        int zeros = 0;
        for (int i = zero; i < bytes.length; i += 2) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return zeros >= ALMOST_ALL * bytes.length / 2;
    }

    /** Whether at least 70 % of the characters are letters, digits, white space or ASCII punctuation. */
    static boolean isPrintable(String text) {
        return !text.isEmpty() && printable(text) >= PRINTABLE * text.codePointCount(0, text.length());
    }

    private static int printable(String text) {
        int printable = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            boolean ascii = codePoint >= 0x20 && codePoint < 0x7F;
            if (ascii || Character.isLetterOrDigit(codePoint) || Character.isWhitespace(codePoint)) {
                printable++;
            }
        }
        return printable;
    }

    /** Whether the text is nothing but one or more words of lower-case Latin letters, the first letter aside. */
    static boolean isPlainWords(String text) {
        return PLAIN_WORDS.matcher(text).matches() && VOWEL.matcher(text).find();
    }

    /** Whether the text is printable and has words: three of two letters or more, or eight ideographs. */
    static boolean isProse(String text) {
        if (!isPrintable(text)) {
            return false;
        }
        int words = 0;
        int ideographs = 0;
        int letters = 0;
        for (int i = 0; i <= text.length(); i++) {
            char unit = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isIdeographic(unit)) {
                ideographs++;
            }
            if (Character.isLetter(unit)) {
                letters++;
            } else {
                words += letters >= 2 ? 1 : 0;
                letters = 0;
            }
        }
        return words >= WORDS || ideographs >= IDEOGRAPHS;
    }

    /** Whether the text is one run of digits of another encoding. */
    static boolean isRun(String text) {
        return text.length() >= SHORTEST_RUN
                && text.chars()
                        .allMatch(unit ->
                                unit < 0x80 && (Character.isLetterOrDigit(unit) || "+/=_%-".indexOf(unit) >= 0));
    }

    /** Whether the text is markup, structured data, a query string or an identifier, and has hardly any common words. */
    static boolean isData(String text) {
        String stripped = text.strip();
        if (isRun(stripped)) {
            return true;
        }
        if (stripped.isEmpty()
                || ("{[<".indexOf(stripped.charAt(0)) < 0
                        && !QUERY.matcher(stripped).find())) {
            return false;
        }
        String[] words = NOT_WORDS.split(stripped.toLowerCase(Locale.ROOT), -1);
        long common = Arrays.stream(words).filter(Vocabulary::isCommon).count();
        return common < FEW_COMMON || common < COMMON_SHARE * words.length;
    }
}
