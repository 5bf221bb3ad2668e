package dev.weir.ingest.layout.office;

/** Tells a sentence from a name. */
public final class Words {

    /** Fewer words are a name. */
    private static final int FEWEST_WORDS = 3;

    /** Scripts without blanks between words count by their letters. */
    private static final int FEWEST_IDEOGRAPHS = 6;

    private static final int MAX_CHARS = 100_000;

    private Words() {}

    /** Whether there are words enough to say something. */
    public static boolean speak(String text) {
        int words = 0;
        int ideographs = 0;
        boolean inWord = false;
        int at = 0;
        int end = Math.min(text.length(), MAX_CHARS);
        while (at < end && words < FEWEST_WORDS && ideographs < FEWEST_IDEOGRAPHS) {
            int codePoint = text.codePointAt(at);
            boolean letter = Character.isLetter(codePoint);
            words += letter && !inWord ? 1 : 0;
            ideographs += Character.isIdeographic(codePoint) ? 1 : 0;
            inWord = letter;
            at += Character.charCount(codePoint);
        }
        return words >= FEWEST_WORDS || ideographs >= FEWEST_IDEOGRAPHS;
    }
}
