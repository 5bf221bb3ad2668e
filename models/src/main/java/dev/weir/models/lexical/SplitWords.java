package dev.weir.models.lexical;

import dev.weir.models.lexical.Decoders.Decoded;
import dev.weir.models.lexical.InPlace.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words in pieces: letter by letter, cut by a mark, a blank or the end of a line, or run together. Pieces are joined where
 * they give key words, letters also where they give the words of a sentence.
 */
final class SplitWords {

    private static final int FEWEST_LETTERS = 4;
    private static final int MOST_LETTERS = 2000;
    private static final int LONGEST_SEPARATOR = 4;
    private static final int LONGEST_GAP = 6;
    private static final int LONG_TOKEN = 14;
    private static final int LONGEST_TOKEN = 100;
    private static final int FEWEST_WORDS = 4;
    private static final int MOST_PIECES = 6;
    private static final int FEWEST_IDEOGRAPHS = 8;

    /** So many words spelled out, of lengths that words have, are a sentence whatever they say. */
    private static final int FEWEST_SPELLED = 4;

    private static final int MEAN_WORD_FROM = 2;
    private static final int MEAN_WORD_TO = 9;
    private static final double PLAUSIBLE_SHARE = 0.8;
    private static final Pattern NOT_LETTERS = Pattern.compile("\\P{L}+");

    private static final String MARKS = ".-_*·~|/\\^+=:,;‐‑•…";
    /** Signs that stand among spelled-out letters like one of them. */
    private static final String SIGNS = "@?!'\"()<>&%$#€£";

    private static final String HYPHENS = "-‐‑\u00ad";

    private final String text;
    private final List<Replacement> concealed = new ArrayList<>();
    private final List<Replacement> ordinary = new ArrayList<>();
    private final List<Token> pieces = new ArrayList<>();
    private final List<Token> letters = new ArrayList<>();

    private SplitWords(String text) {
        this.text = text;
    }

    static List<Decoded> decode(String text) {
        SplitWords split = new SplitWords(text);
        split.scan();
        List<Decoded> found = new ArrayList<>(InPlace.views(text, split.concealed, "split-words", Writing.CONCEALED));
        found.addAll(InPlace.views(text, split.ordinary, "cut-words", Writing.ORDINARY));
        return found;
    }

    /** A run of letters. */
    private record Token(int start, int end, boolean isLetter) {}

    private void scan() {
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            if (!isLetter(codePoint)) {
                int next = index + Character.charCount(codePoint);
                if (isLoneSign(index, next, codePoint)) {
                    addLetter(new Token(index, next, true));
                }
                index = next;
                continue;
            }
            int start = index;
            int count = 0;
            while (index < text.length() && isLetter(text.codePointAt(index))) {
                index += Character.charCount(text.codePointAt(index));
                count++;
            }
            add(new Token(start, index, count == 1));
        }
        endLetters();
        endPieces();
    }

    private static boolean isLetter(int codePoint) {
        return Character.isLetter(codePoint)
                || StyledLetters.isSign(codePoint)
                || Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    /** Whether a digit or a sign stands alone. */
    private boolean isLoneSign(int start, int end, int codePoint) {
        return (Character.isDigit(codePoint) || SIGNS.indexOf(codePoint) >= 0) && isApart(start - 1) && isApart(end);
    }

    private boolean isApart(int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    private void addLetter(Token letter) {
        boolean continues = !letters.isEmpty() && isGap(letters.getLast().end(), letter.start());
        if (!continues || letters.size() >= MOST_LETTERS) {
            endLetters();
        }
        letters.add(letter);
    }

    private void add(Token token) {
        if (token.isLetter()) {
            addLetter(token);
        } else {
            endLetters();
            if (token.end() - token.start() >= LONG_TOKEN) {
                runTogether(token);
            }
        }
        if (!pieces.isEmpty() && !isCut(pieces.getLast().end(), token.start())) {
            endPieces();
        }
        pieces.add(token);
        if (pieces.size() > MOST_LETTERS) {
            endPieces();
        }
    }

    /** Whether letters may be separated by this: blanks and marks. */
    private boolean isGap(int from, int to) {
        if (to - from > LONGEST_GAP || from == to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            boolean blank = Character.isWhitespace(unit) || unit == '\u00a0';
            if (!blank && !Invisibles.isInvisible(unit) && MARKS.indexOf(unit) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether one mark, blank, or end of a line stands here. */
    private boolean isCut(int from, int to) {
        String between = text.substring(from, Math.min(to, from + LONGEST_SEPARATOR + 1));
        String cut = between.strip();
        return between.length() <= LONGEST_SEPARATOR
                && (cut.isEmpty() ? between.length() <= 2 : (cut.length() == 1 && MARKS.contains(cut)) || isHyphen(cut))
                && (cut.length() == between.length() || cut.isEmpty() || between.indexOf('\n') >= 0);
    }

    private static boolean isHyphen(String cut) {
        return cut.length() == 1 && HYPHENS.contains(cut);
    }

    private void endLetters() {
        long written = letters.stream()
                .filter(token -> Character.isLetter(text.codePointAt(token.start())))
                .count();
        if (written >= FEWEST_LETTERS) {
            joinLetters();
        }
        letters.clear();
    }

    private void joinLetters() {
        String base = baseSeparator();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int ideographs = 0;
        for (int i = 0; i < letters.size(); i++) {
            Token letter = letters.get(i);
            String separator = i == 0 ? base : text.substring(letters.get(i - 1).end(), letter.start());
            if (!separator.equals(base)) {
                words.add(word + punctuation(separator, base));
                word.setLength(0);
            }
            word.append(text, letter.start(), letter.end());
            ideographs += isUnspaced(text.codePointAt(letter.start())) ? 1 : 0;
        }
        words.add(word.toString());
        int start = letters.getFirst().start();
        int end = letters.getLast().end();
        if (ideographs >= FEWEST_IDEOGRAPHS && ideographs >= letters.size() / 2) {
            ordinary.add(new Replacement(start, end, String.join("", words)));
            return;
        }
        String clear = isSpelled(words) ? String.join(" ", words) : known(words);
        if (!clear.isEmpty()) {
            boolean heading =
                    text.substring(start, end).equals(text.substring(start, end).toUpperCase(Locale.ROOT));
            (heading ? ordinary : concealed).add(new Replacement(start, end, clear));
        }
    }

    /** What a separator between words holds besides blanks and what stands between letters. */
    private static String punctuation(String separator, String base) {
        String left = separator.strip().replaceFirst(Pattern.quote(base.strip()), "");
        return left.isEmpty() ? "" : left.substring(0, 1);
    }

    /** Whether these look like the words of a sentence, known or not: in tables all are of one length. */
    private static boolean isSpelled(List<String> all) {
        List<String> words = all.stream()
                .map(word -> NOT_LETTERS.matcher(word).replaceAll(""))
                .filter(word -> !word.isEmpty())
                .toList();
        long letters = words.stream().mapToLong(String::length).sum();
        long lengths = words.stream().mapToInt(String::length).distinct().count();
        long plausible = words.stream().filter(SplitWords::isPlausible).count();
        return words.size() >= FEWEST_SPELLED
                && lengths > 1
                && letters >= (long) MEAN_WORD_FROM * words.size()
                && letters <= (long) MEAN_WORD_TO * words.size()
                && plausible >= PLAUSIBLE_SHARE * words.size();
    }

    private static boolean isPlausible(String word) {
        return word.length() < FEWEST_LETTERS - 1
                || word.chars().anyMatch(unit -> unit > 0x7F || "aeiouyAEIOUY".indexOf(unit) >= 0);
    }

    private static boolean isUnspaced(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI -> true;
            default -> false;
        };
    }

    /** The separator that most letters of the run stand apart by. */
    private String baseSeparator() {
        String base = text.substring(letters.get(0).end(), letters.get(1).start());
        int lead = 0;
        for (int i = 1; i < letters.size(); i++) {
            String separator =
                    text.substring(letters.get(i - 1).end(), letters.get(i).start());
            if (separator.equals(base)) {
                lead++;
            } else if (--lead < 0) {
                base = separator;
                lead = 1;
            }
        }
        return base;
    }

    /** The words in clear, or an empty text if there is no key word among them and they are not mostly common ones. */
    private static String known(List<String> words) {
        StringBuilder clear = new StringBuilder();
        int common = 0;
        int all = 0;
        boolean key = false;
        for (String word : words) {
            String plain = StyledLetters.plain(word);
            String lower = Vocabulary.isCommon(plain) ? plain : word.toLowerCase(Locale.ROOT);
            String split = Vocabulary.isCommon(lower) ? lower : Vocabulary.segmented(plain);
            for (String part : split.split(" ", -1)) {
                key |= Vocabulary.isKey(part);
                common += Vocabulary.isCommon(part) ? part.length() : 0;
                all += part.length();
            }
            clear.append(clear.isEmpty() ? "" : " ").append(split);
        }
        return key && 2 * common >= all ? clear.toString() : "";
    }

    /** A key word in pieces. */
    private record Joined(Replacement replacement, int count, boolean firm, boolean plain) {}

    private void endPieces() {
        List<Joined> found = new ArrayList<>();
        int from = 0;
        while (from < pieces.size()) {
            Optional<Joined> joined = joinFrom(from);
            joined.ifPresent(found::add);
            from += joined.map(Joined::count).orElse(1);
        }
        if (found.stream().anyMatch(Joined::firm)) {
            found.forEach(word -> (word.plain() ? ordinary : concealed).add(word.replacement()));
        } else {
            underscored();
        }
        pieces.clear();
    }

    /** Words joined by low lines, as in names of files. */
    private void underscored() {
        int from = 0;
        for (int i = 1; i <= pieces.size(); i++) {
            boolean joined = i < pieces.size()
                    && pieces.get(i).start() - pieces.get(i - 1).end() == 1
                    && text.charAt(pieces.get(i).start() - 1) == '_';
            if (!joined) {
                int start = pieces.get(from).start();
                int end = pieces.get(i - 1).end();
                if (i - from >= FEWEST_WORDS && end - start <= LONGEST_TOKEN) {
                    String words = text.substring(start, end).replace('_', ' ');
                    long keys = Stream.of(words.toLowerCase(Locale.ROOT).split(" ", -1))
                            .filter(Vocabulary::isFirmKey)
                            .count();
                    if (keys >= 2) {
                        ordinary.add(new Replacement(start, end, words));
                    }
                }
                from = i;
            }
        }
    }

    /** Joins the longest group of pieces from here that gives a key word. */
    private Optional<Joined> joinFrom(int from) {
        StringBuilder joined = new StringBuilder();
        Optional<Joined> longest = Optional.empty();
        boolean odd = false;
        Token first = pieces.get(from);
        for (int count = 1; count <= MOST_PIECES && from + count <= pieces.size(); count++) {
            Token last = pieces.get(from + count - 1);
            String part = text.substring(last.start(), last.end()).toLowerCase(Locale.ROOT);
            joined.append(part);
            String word = joined.toString();
            if (count > 1 && (odd || !Vocabulary.isCommon(part)) && Vocabulary.isKey(word)) {
                String cut = text.substring(first.end(), pieces.get(from + 1).start());
                boolean plain = cut.isBlank() || cut.indexOf('\n') >= 0;
                longest = Optional.of(new Joined(
                        new Replacement(first.start(), last.end(), word), count, Vocabulary.isFirmKey(word), plain));
            }
            // Nearly all words of ordinary text end the search here, with one look-up.
            if (!Vocabulary.beginsKey(word)) {
                return longest;
            }
            odd |= !Vocabulary.isCommon(part);
        }
        return longest;
    }

    /** Words without blanks, as in names of files: only if all are known, for programs name their parts like this. */
    private void runTogether(Token token) {
        if (token.end() - token.start() > LONGEST_TOKEN) {
            return;
        }
        String written = text.substring(token.start(), token.end());
        String[] words = Vocabulary.segmented(written.toLowerCase(Locale.ROOT)).split(" ", -1);
        int keys = 0;
        for (String word : words) {
            if (!Vocabulary.isCommon(word)) {
                return;
            }
            keys += Vocabulary.isFirmKey(word) ? 1 : 0;
        }
        if (words.length >= FEWEST_WORDS && keys >= 2) {
            ordinary.add(new Replacement(token.start(), token.end(), String.join(" ", words)));
        }
    }
}
