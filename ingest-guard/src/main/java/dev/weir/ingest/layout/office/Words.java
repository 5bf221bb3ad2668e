package dev.weir.ingest.layout.office;

/** Tells a sentence from a name. */
public final class Words {

    /** Fewer words are a name. */
    private static final int FEWEST_WORDS = 3;

    private static final int MAX_CHARS = 100_000;

    private Words() {}

    /** Whether there are words enough to say something. */
    public static boolean speak(String text) {
        return speak(text, FEWEST_WORDS);
    }

    /** Whether there are words enough, parted as people part them and not as in the name of a setting. */
    public static boolean speakPlainly(String text) {
        return speak(text) && text.codePoints().anyMatch(c -> c == ' ' || Character.isIdeographic(c));
    }

    /** Whether there are so many words, or twice as many ideographs. */
    public static boolean speak(String text, int fewestWords) {
        int fewestIdeographs = 2 * fewestWords;
        int words = 0;
        int ideographs = 0;
        boolean inWord = false;
        int at = 0;
        int end = Math.min(text.length(), MAX_CHARS);
        while (at < end && words < fewestWords && ideographs < fewestIdeographs) {
            int codePoint = text.codePointAt(at);
            boolean letter = Character.isLetter(codePoint);
            words += letter && !inWord ? 1 : 0;
            ideographs += Character.isIdeographic(codePoint) ? 1 : 0;
            inWord = letter;
            at += Character.charCount(codePoint);
        }
        return words >= fewestWords || ideographs >= fewestIdeographs;
    }
}
