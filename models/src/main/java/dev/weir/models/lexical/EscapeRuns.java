package dev.weir.models.lexical;

import dev.weir.models.detect.Span;
import dev.weir.models.lexical.Decoders.Decoded;
import dev.weir.models.lexical.InPlace.Replacement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Characters written as escapes: percent, backslash and HTML. Escaped blanks, punctuation and letters outside ASCII are how
 * addresses, programs and pages are written; escaped ASCII letters are not.
 */
final class EscapeRuns {

    /** So many escapes, no further apart than {@link #NEAR}, are read together. */
    private static final int FEWEST = 6;

    /** So many escapes in one word of an address are read. */
    private static final int FEWEST_ORDINARY = 2;

    private static final int NEAR = 16;

    /** A decoded text this short is read in its sentence. */
    private static final int LONGEST_IN_PLACE = 400;

    /** So often one percent sign is read as the escape of another. */
    private static final int MOST_NESTED = 16;

    private static final Pattern PLUS = Pattern.compile("(?<=[A-Za-z0-9])\\+(?=[A-Za-z0-9])");
    private static final Pattern NOT_LETTERS = Pattern.compile("\\P{L}+");

    private EscapeRuns() {}

    static List<Decoded> decode(String text) {
        List<Decoded> found = new ArrayList<>();
        for (Escapes escapes : Escapes.values()) {
            if (text.indexOf(escapes.mark()) >= 0) {
                new Scan(text, escapes).read(found);
            }
        }
        return found;
    }

    /** One text under one kind of escapes. */
    private static final class Scan {
        private final String text;
        private final Escapes escapes;
        private final List<Replacement> words = new ArrayList<>();
        private final List<Replacement> ordinary = new ArrayList<>();

        Scan(String text, Escapes escapes) {
            this.text = text;
            this.escapes = escapes;
        }

        void read(List<Decoded> found) {
            Matcher matcher = escapes.pattern().matcher(text);
            int start = -1;
            int end = -1;
            int count = 0;
            boolean letters = false;
            while (matcher.find()) {
                if (start >= 0 && matcher.start() - end > NEAR) {
                    region(start, end, count, letters, found);
                    start = -1;
                    count = 0;
                    letters = false;
                }
                start = start < 0 ? matcher.start() : start;
                end = matcher.end();
                count++;
                letters |= isPlain(escapes.unescape(matcher.group()));
            }
            if (start >= 0) {
                region(start, end, count, letters, found);
            }
            found.addAll(InPlace.views(text, words, escapes.encoding(), Writing.CONCEALED));
            found.addAll(InPlace.views(text, ordinary, escapes.encoding() + "-text", Writing.ORDINARY));
        }

        private boolean spellsLetter(String escaped) {
            Matcher matcher = escapes.pattern().matcher(escaped);
            while (matcher.find()) {
                if (isPlain(escapes.unescape(matcher.group()))) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isPlain(String character) {
            return character.length() == 1 && character.charAt(0) < 0x80 && Character.isLetter(character.charAt(0));
        }

        private void region(int start, int end, int count, boolean outer, List<Decoded> found) {
            Span word = word(start, end);
            String clear = escapes.unescape(text.substring(word.start(), word.end()));
            boolean letters = outer;
            // An address inside an address is escaped once more each time; that is one writing, not one for each time.
            for (int i = 0; escapes == Escapes.PERCENT && i < MOST_NESTED; i++) {
                String inner = escapes.unescape(clear);
                if (inner.equals(clear)) {
                    break;
                }
                letters |= spellsLetter(clear);
                clear = inner;
            }
            if (!letters) {
                String spaced = escapes == Escapes.PERCENT ? PLUS.matcher(clear).replaceAll(" ") : clear;
                if ((count >= FEWEST_ORDINARY && Prose.isProse(spaced)) || revealsKey(word, clear)) {
                    ordinary.add(new Replacement(word.start(), word.end(), spaced));
                }
                return;
            }
            boolean prose = count >= FEWEST && Prose.isProse(clear);
            if (prose) {
                found.add(new Decoded(clear, word, escapes.encoding(), Writing.CONCEALED));
            }
            // A sentence is read alone and, if it is short, among its neighbours as well.
            if (prose ? clear.length() <= LONGEST_IN_PLACE : revealsKey(word, clear)) {
                words.add(new Replacement(word.start(), word.end(), clear));
            }
        }

        /** The range with what is joined to it without a blank. */
        private Span word(int start, int end) {
            int from = start;
            while (from > 0 && start - from < NEAR && isJoined(text.charAt(from - 1))) {
                from--;
            }
            int to = end;
            while (to < text.length() && to - end < NEAR && isJoined(text.charAt(to))) {
                to++;
            }
            return new Span(Sentences.whole(text, from), Sentences.whole(text, to));
        }

        private boolean isJoined(char unit) {
            return unit != escapes.mark() && !Character.isWhitespace(unit);
        }

        private boolean revealsKey(Span word, String clear) {
            Set<String> before = lettersOf(text.substring(word.start(), word.end()));
            return lettersOf(clear).stream().anyMatch(key -> Vocabulary.isKey(key) && !before.contains(key));
        }

        private static Set<String> lettersOf(String text) {
            return new HashSet<>(List.of(
                    NOT_LETTERS.split(NormalizedText.forModel(text).text().toLowerCase(Locale.ROOT), -1)));
        }
    }
}
