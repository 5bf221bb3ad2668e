package dev.weir.models.lexical;

import dev.weir.models.detect.Span;
import dev.weir.models.lexical.Decoders.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** English written so that only a patient reader, or a model, reads it: rot13, backwards, digits for letters. */
final class Disguises {

    private static final int FEWEST_WORDS = 4;

    /** Share of common English words that makes a sentence English. */
    private static final double ENGLISH = 0.25;

    private static final int FEWEST_COMMON = 3;

    private static final int LONGEST = 2000;

    private Disguises() {}

    static List<Decoded> decode(String text) {
        List<Decoded> found = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = sentenceEnd(text, start);
            decodeSentence(text.substring(start, end), start, end, found);
            start = end;
        }
        return found;
    }

    private static int sentenceEnd(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST);
        for (int i = start; i < limit; i++) {
            char unit = text.charAt(i);
            if (unit == '\n' || ((unit == '.' || unit == '?') && i + 1 < limit && text.charAt(i + 1) == ' ')) {
                return i + 1;
            }
        }
        return limit;
    }

    private static void decodeSentence(String sentence, int start, int end, List<Decoded> found) {
        List<String> words = words(sentence);
        if (words.size() < FEWEST_WORDS || isEnglish(words, UnaryOperator.identity())) {
            return;
        }
        Span source = new Span(start, end);
        if (isEnglish(words, Disguises::rot13)) {
            found.add(new Decoded(rot13(sentence), source, "rot13"));
        }
        if (isEnglish(words, Disguises::reversed)) {
            found.add(new Decoded(reversed(sentence), source, "reversed"));
        }
        List<String> mixed = words.stream().filter(Disguises::isMixed).toList();
        if (isEnglish(mixed, Disguises::letters)) {
            found.add(new Decoded(letters(sentence), source, "digits-for-letters"));
        }
    }

    private static List<String> words(String sentence) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= sentence.length(); i++) {
            boolean inWord = i < sentence.length() && isWordUnit(sentence.charAt(i));
            if (!inWord) {
                if (i > start) {
                    words.add(sentence.substring(start, i).toLowerCase(Locale.ROOT));
                }
                start = i + 1;
            }
        }
        return words;
    }

    private static boolean isWordUnit(char unit) {
        return Character.isLetterOrDigit(unit) || unit == '@' || unit == '$' || unit == '!';
    }

    private static boolean isEnglish(List<String> words, UnaryOperator<String> reading) {
        long common = words.stream().map(reading).filter(Prose::isCommon).count();
        return common >= FEWEST_COMMON && common >= ENGLISH * words.size();
    }

    /** Whether a word has letters and something that stands for a letter. */
    private static boolean isMixed(String word) {
        return word.chars().anyMatch(Character::isLetter) && !word.chars().allMatch(Character::isLetter);
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String rot13(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= 'a' && unit <= 'z') {
                turned.append((char) ('a' + (unit - 'a' + 13) % 26));
            } else if (unit >= 'A' && unit <= 'Z') {
                turned.append((char) ('A' + (unit - 'A' + 13) % 26));
            } else {
                turned.append(unit);
            }
        }
        return turned.toString();
    }

    private static String letters(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            plain.append(
                    switch (text.charAt(i)) {
                        case '0' -> 'o';
                        case '1', '!' -> 'i';
                        case '3' -> 'e';
                        case '4', '@' -> 'a';
                        case '5', '$' -> 's';
                        case '7' -> 't';
                        default -> text.charAt(i);
                    });
        }
        return plain.toString();
    }
}
