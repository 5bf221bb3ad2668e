package dev.weir.models.lexical;

import dev.weir.models.detect.Span;
import dev.weir.models.lexical.Decoders.Decoded;
import dev.weir.models.lexical.InPlace.Replacement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Words written so that only a patient reader, or a model, reads them: rot13, backwards, upside down, digits for letters,
 * letters of other shapes. A sentence is read whole if enough of it gives common words; else its key words are read.
 */
final class WordReadings {

    private static final int FEWEST_COMMON = 3;

    /** Share of known words that makes a sentence one of this reading. */
    private static final double SHARE = 0.25;

    /** Shorter common words are too often words in another reading as well. */
    private static final int SHORTEST_COMMON = 3;

    /** One word at least must be this long: short ones are words in many languages, whatever is done to them. */
    private static final int LONG = 4;

    private static final int LONGEST_WORD = 100;
    private static final String PUNCTUATION = "!|+(";

    private WordReadings() {}

    static List<Decoded> decode(String text) {
        List<Decoded> found = new ArrayList<>();
        Map<Reading, Clear> readings = new EnumMap<>(Reading.class);
        for (Reading reading : Reading.values()) {
            readings.put(reading, new Clear());
        }
        int start = 0;
        while (start < text.length()) {
            int end = Sentences.end(text, start);
            Span sentence = new Span(start, end);
            List<Word> words = words(text, start, end);
            readings.forEach((reading, clear) -> read(text, sentence, words, reading, clear));
            start = end;
        }
        readings.forEach((reading, clear) -> {
            found.addAll(clear.sentences());
            found.addAll(InPlace.views(text, clear.words(), reading.encoding(), Writing.CONCEALED));
            found.addAll(InPlace.views(text, clear.known(), reading.encoding(), Writing.CONCEALED));
        });
        overridden(text, found);
        return found;
    }

    /** A word and its lower-case form. */
    private record Word(int start, int end, String text, Reading.Shape shape, boolean isKnown) {

        /** Short numbers may be words in a sentence that has digits for letters. */
        boolean isReadInSentence(Reading reading) {
            boolean number = reading == Reading.DIGITS
                    && text.length() <= 2
                    && !reading.known(text).isEmpty();
            return number || (!isKnown && reading.concerns(text, shape));
        }

        Replacement with(String written, String clear) {
            return new Replacement(start, end, cased(written.substring(start, end), clear));
        }

        private static String cased(String written, String clear) {
            String upper = clear.toUpperCase(Locale.ROOT);
            if (written.equals(written.toLowerCase(Locale.ROOT)) || clear.isEmpty()) {
                return clear;
            }
            boolean shouted = written.length() > 1 && written.equals(written.toUpperCase(Locale.ROOT));
            return shouted ? upper : upper.charAt(0) + clear.substring(1);
        }
    }

    /** What one reading makes of a whole text. */
    private record Clear(List<Decoded> sentences, List<Replacement> words, List<Replacement> known) {

        Clear() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private static void read(String text, Span sentence, List<Word> words, Reading reading, Clear clear) {
        List<Replacement> known = new ArrayList<>();
        Set<String> common = new HashSet<>();
        int concerned = 0;
        int plain = 0;
        boolean key = false;
        for (Word word : words) {
            if (word.isKnown() || !reading.concerns(word.text(), word.shape())) {
                plain += word.isKnown() ? 1 : 0;
                continue;
            }
            concerned++;
            String read = reading.known(word.text());
            if (!read.isEmpty()) {
                common.add(read);
            }
            key |= reading.counts(read);
            if (read.length() >= SHORTEST_COMMON) {
                known.add(word.with(text, read));
            }
        }
        boolean whole = common.size() >= FEWEST_COMMON
                && common.stream().anyMatch(word -> word.length() >= LONG)
                && common.size() >= SHARE * concerned
                && common.size() >= SHARE * SHARE * words.size();
        if (whole) {
            reading.sentence(text.substring(sentence.start(), sentence.end()))
                    .ifPresent(read ->
                            clear.sentences().add(new Decoded(read, sentence, reading.encoding(), Writing.CONCEALED)));
            words.stream()
                    .filter(word -> word.isReadInSentence(reading))
                    .forEach(word -> clear.words().add(word.with(text, reading.read(word.text()))));
        }
        if (key && (!whole || plain > 0)) {
            clear.known().addAll(known);
        }
    }

    private static List<Word> words(String text, int from, int end) {
        List<Word> words = new ArrayList<>();
        int start = -1;
        int index = from;
        while (index <= end) {
            int codePoint = index < end ? text.codePointAt(index) : ' ';
            if (Reading.isWordCharacter(codePoint)) {
                start = start < 0 ? index : start;
            } else if (start >= 0) {
                addWord(text, start, index, words);
                start = -1;
            }
            index += Character.charCount(codePoint);
        }
        return words;
    }

    /** Signs that stand for letters are punctuation at the borders of a word. */
    private static void addWord(String text, int from, int to, List<Word> words) {
        int start = from;
        int end = to;
        while (start < end && PUNCTUATION.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && PUNCTUATION.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (start < end && end - start <= LONGEST_WORD) {
            String word = text.substring(start, end).toLowerCase(Locale.ROOT);
            words.add(new Word(start, end, word, Reading.shape(word), Vocabulary.isCommon(word)));
        }
    }

    /** What stands between a right-to-left override and its end is shown backwards: read it as it is shown. */
    private static void overridden(String text, List<Decoded> found) {
        int start = text.indexOf(Invisibles.RIGHT_TO_LEFT_OVERRIDE);
        while (start >= 0) {
            int end = start + 1;
            while (end < text.length() && text.charAt(end) != Invisibles.POP_DIRECTION && text.charAt(end) != '\n') {
                end++;
            }
            String shown =
                    new StringBuilder(text.substring(start + 1, end)).reverse().toString();
            if (Prose.isProse(shown)) {
                found.add(new Decoded(shown, new Span(start, end), "direction-override", Writing.CONCEALED));
            }
            start = text.indexOf(Invisibles.RIGHT_TO_LEFT_OVERRIDE, end);
        }
    }
}
