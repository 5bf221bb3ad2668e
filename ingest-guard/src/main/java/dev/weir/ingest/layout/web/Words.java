package dev.weir.ingest.layout.web;

import java.util.regex.Pattern;

/** Whether a value is one that speaks, and not a name or a number. */
public final class Words {

    private static final int FEWEST_WORDS = 3;

    /** Writing without spaces counts by its letters. */
    private static final int FEWEST_IDEOGRAPHS = 6;

    /** Sixteen digits serve as well as ten to number things. */
    private static final Pattern NUMBER =
            Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|(?<![0-9a-fA-F])[0-9a-fA-F]{24,128}");

    private static final Pattern NOT_LETTERS = Pattern.compile("\\P{L}+");

    private Words() {}

    /** {@return whether there are several words in it} */
    public static boolean speaks(String text) {
        if (text.length() < FEWEST_IDEOGRAPHS) {
            return false;
        }
        int words = 0;
        for (String word : NOT_LETTERS.split(NUMBER.matcher(text).replaceAll(" "), -1)) {
            words += word.length() > 1 ? 1 : 0;
        }
        return words >= FEWEST_WORDS
                || text.codePoints().filter(Character::isIdeographic).count() >= FEWEST_IDEOGRAPHS;
    }
}
