package dev.weir.ingest.layout;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a value that speaks from a name, a number or a setting. A word has two letters or stands alone between blanks;
 * letters of scripts that are written without blanks count two for a word.
 */
public final class Words {

    /** Fewer words are a name. */
    private static final int FEWEST_WORDS = 3;

    private static final int LETTERS_FOR_A_WORD = 2;

    private static final int MAX_CHARS = 100_000;

    /** Sixteen digits serve as well as ten to number things. */
    private static final Pattern NUMBER =
            Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|(?<![0-9a-fA-F])[0-9a-fA-F]{24,128}");

    private static final Pattern WORD =
            Pattern.compile("\\p{L}\\p{M}*+\\p{L}[\\p{L}\\p{M}]*+|(?<![^\\p{Z}\\s])\\p{L}\\p{M}*+(?![^\\p{Z}\\s])");

    private static final Set<UnicodeScript> WITHOUT_BLANKS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private Words() {}

    /** {@return whether there are words enough to say something} */
    public static boolean speak(String text) {
        return speak(text, FEWEST_WORDS);
    }

    /** {@return whether there are words enough, parted as people part them and not as in the name of a setting} */
    public static boolean speakPlainly(String text) {
        return speak(text) && text.codePoints().anyMatch(c -> c == ' ' || isWithoutBlanks(c));
    }

    /** {@return whether there are so many words} */
    public static boolean speak(String text, int fewestWords) {
        String head = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
        int words = 0;
        Matcher matcher = WORD.matcher(NUMBER.matcher(head).replaceAll("0"));
        while (words < fewestWords && matcher.find()) {
            words++;
        }
        return words >= fewestWords
                || head.codePoints().filter(Words::isWithoutBlanks).count() >= (long) LETTERS_FOR_A_WORD * fewestWords;
    }

    private static boolean isWithoutBlanks(int codePoint) {
        return Character.isLetter(codePoint) && WITHOUT_BLANKS.contains(UnicodeScript.of(codePoint));
    }
}
