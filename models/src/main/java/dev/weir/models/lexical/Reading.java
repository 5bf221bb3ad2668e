package dev.weir.models.lexical;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A way to read words. */
enum Reading {
    ROT13("rot13"),
    REVERSED("reversed"),
    TURNED("upside-down"),
    DIGITS("digits-for-letters"),
    STYLED("styled-letters");

    private static final Map<String, String> ROT13_WORDS = byReading(Reading::rot13);
    private static final Map<String, String> REVERSED_WORDS = byReading(Reading::reversed);
    private static final String STAND_INS = "0123456789@$!|+(";

    /** Signs that stand for one of two letters are tried in both; so many in one word. */
    private static final int MOST_CHOICES = 4;

    private final String encoding;

    Reading(String encoding) {
        this.encoding = encoding;
    }

    String encoding() {
        return encoding;
    }

    private static Map<String, String> byReading(UnaryOperator<String> reading) {
        Map<String, String> words = new HashMap<>();
        Vocabulary.all().forEach(word -> words.put(reading.apply(word), word));
        return Map.copyOf(words);
    }

    static boolean isWordCharacter(int codePoint) {
        if (codePoint < 0x80) {
            return (codePoint >= 'a' && codePoint <= 'z')
                    || (codePoint >= 'A' && codePoint <= 'Z')
                    || STAND_INS.indexOf(codePoint) >= 0;
        }
        int type = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || StyledLetters.isSign(codePoint);
    }

    /** What a word is made of. */
    enum Shape {
        LETTERS,
        LETTERS_AND_SIGNS,
        SIGNS,
        OTHER
    }

    /** The shape of a word in lower case: Latin letters, signs that stand for letters, both, or anything else. */
    static Shape shape(String word) {
        boolean letters = false;
        boolean signs = false;
        for (int i = 0; i < word.length(); i++) {
            char unit = word.charAt(i);
            if (unit >= 0x80) {
                return Shape.OTHER;
            }
            boolean letter = unit >= 'a' && unit <= 'z';
            letters |= letter;
            signs |= !letter;
        }
        return !signs ? Shape.LETTERS : letters ? Shape.LETTERS_AND_SIGNS : Shape.SIGNS;
    }

    /** Whether words like this one, in lower case, can be written in this way. */
    boolean concerns(String word, Shape shape) {
        return switch (this) {
            case ROT13, REVERSED -> shape == Shape.LETTERS;
            case DIGITS -> shape == Shape.LETTERS_AND_SIGNS;
            case TURNED -> shape == Shape.OTHER && StyledLetters.isTurned(word);
            case STYLED -> shape == Shape.OTHER && StyledLetters.isStyled(word);
        };
    }

    /** The word in clear if that is a known word, else an empty text. */
    String known(String word) {
        String clear = switch (this) {
            case ROT13 -> ROT13_WORDS.getOrDefault(word, "");
            case REVERSED -> REVERSED_WORDS.getOrDefault(word, "");
            case TURNED, DIGITS, STYLED -> read(word);
        };
        return Vocabulary.isCommon(clear) ? clear : "";
    }

    /** The word in clear; some text that is no word if it is not written in this way. */
    String read(String word) {
        return switch (this) {
            case ROT13 -> rot13(word);
            case REVERSED -> reversed(word);
            case TURNED -> StyledLetters.turned(word);
            case DIGITS -> letters(word);
            case STYLED -> StyledLetters.plain(word);
        };
    }

    /** Whether one such word in clear is enough. */
    boolean counts(String clear) {
        return switch (this) {
            case ROT13, REVERSED, TURNED, STYLED -> Vocabulary.isKey(clear);
            case DIGITS -> Vocabulary.isFirmKey(clear);
        };
    }

    /** The sentence in clear, where that is more than its words one by one. */
    Optional<String> sentence(String text) {
        return switch (this) {
            case REVERSED -> Optional.of(reversed(text));
            case TURNED -> Optional.of(StyledLetters.turned(text));
            case ROT13, DIGITS, STYLED -> Optional.empty();
        };
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String rot13(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean isLetter = unit >= 'a' && unit <= 'z';
            turned.append(isLetter ? (char) ('a' + (unit - 'a' + 13) % 26) : unit);
        }
        return turned.toString();
    }

    /** The signs that stand for two letters each are read in the way that gives a known word. */
    private static String letters(String word) {
        String first = letters(word, 0);
        int choices = 1;
        for (int i = 0; i < word.length() && choices < 1 << MOST_CHOICES; i++) {
            choices <<= "1|!62".indexOf(word.charAt(i)) >= 0 ? 1 : 0;
        }
        for (int choice = 0; choice < choices; choice++) {
            String clear = letters(word, choice);
            if (Vocabulary.isCommon(clear)) {
                return clear;
            }
        }
        return first;
    }

    private static String letters(String word, int choice) {
        StringBuilder plain = new StringBuilder(word.length());
        int left = choice;
        for (int i = 0; i < word.length(); i++) {
            char unit = word.charAt(i);
            boolean other = (left & 1) == 1;
            left >>= "1|!62".indexOf(unit) >= 0 ? 1 : 0;
            plain.append(
                    switch (unit) {
                        case '0' -> 'o';
                        case '1', '!', '|' -> other ? 'l' : 'i';
                        case '2' -> other ? 'r' : 'z';
                        case '3' -> 'e';
                        case '4', '@' -> 'a';
                        case '5', '$' -> 's';
                        case '6' -> other ? 'b' : 'g';
                        case '7', '+' -> 't';
                        case '8' -> 'b';
                        case '9' -> 'g';
                        case '(' -> 'c';
                        default -> unit;
                    });
        }
        return plain.toString();
    }
}
