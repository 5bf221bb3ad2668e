package dev.weir.retrieve.screen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a text states near the words of a question: numbers (parts of dates among them) and names, which are capitalised
 * words inside a sentence. Words of the question are none of them. Immutable.
 *
 * @param numbers digits without grouping and leading zeros, {@code 15500} for 15,500
 * @param names in lower case
 */
record Values(Set<String> numbers, Set<String> names) {
    /** Words between a value and a word of the question. */
    private static final int REACH = 8;

    /** Characters of a question's word that something can be near to. */
    private static final int SHORTEST_ANCHOR = 4;

    Values {
        numbers = Set.copyOf(numbers);
        names = Set.copyOf(names);
    }

    /** The words of a question in lower case. */
    static Set<String> wordsOf(String question) {
        Set<String> words = new HashSet<>();
        tokens(question).forEach(token -> words.add(token.folded()));
        return words;
    }

    static Values near(Set<String> question, String text) {
        List<Token> tokens = tokens(text);
        int[] distances = distances(question, tokens);
        Set<String> numbers = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (distances[i] > REACH || question.contains(token.folded())) {
                continue;
            }
            if (token.isNumber()) {
                numbers.add(token.folded());
            } else if (token.isName()) {
                names.add(token.folded());
            }
        }
        return new Values(numbers, names);
    }

    /** Whether both state numbers and share none, or both state names and share none. */
    boolean differ(Values other) {
        return areApart(numbers, other.numbers) || areApart(names, other.names);
    }

    private static boolean areApart(Set<String> one, Set<String> other) {
        return !one.isEmpty() && !other.isEmpty() && one.stream().noneMatch(other::contains);
    }

    /** Words from each word to the nearest anchor. */
    private static int[] distances(Set<String> question, List<Token> tokens) {
        int[] distances = new int[tokens.size()];
        int far = REACH + 1;
        int distance = far;
        for (int i = 0; i < distances.length; i++) {
            distance = isAnchor(question, tokens.get(i)) ? 0 : Math.min(far, distance + 1);
            distances[i] = distance;
        }
        distance = far;
        for (int i = distances.length - 1; i >= 0; i--) {
            distance = isAnchor(question, tokens.get(i)) ? 0 : Math.min(far, distance + 1);
            distances[i] = Math.min(distances[i], distance);
        }
        return distances;
    }

    private static boolean isAnchor(Set<String> question, Token token) {
        return token.folded().length() >= SHORTEST_ANCHOR && question.contains(token.folded());
    }

    private record Token(String folded, boolean isNumber, boolean isName) {}

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        boolean begins = true;
        for (int at = 0; at < text.length(); ) {
            char unit = text.charAt(at);
            if (!Character.isLetterOrDigit(unit)) {
                begins |= unit == '.' || unit == '?' || unit == '!' || unit == ':' || unit == '\n';
                at++;
                continue;
            }
            int end = end(text, at);
            String word = text.substring(at, end);
            if (Character.isDigit(unit)) {
                tokens.add(new Token(number(word), true, false));
            } else {
                tokens.add(new Token(word.toLowerCase(Locale.ROOT), false, !begins && Character.isUpperCase(unit)));
            }
            begins = false;
            at = end;
        }
        return tokens;
    }

    /** The end of a word; a number goes on after a comma or point that a digit follows. */
    private static int end(String text, int start) {
        boolean number = Character.isDigit(text.charAt(start));
        int end = start + 1;
        while (end < text.length()) {
            char unit = text.charAt(end);
            boolean inside = number && (unit == ',' || unit == '.');
            if (inside ? end + 1 == text.length() || !Character.isDigit(text.charAt(end + 1)) : !isPart(unit, number)) {
                break;
            }
            end++;
        }
        return end;
    }

    private static boolean isPart(char unit, boolean number) {
        return number ? Character.isDigit(unit) : Character.isLetterOrDigit(unit);
    }

    private static String number(String digits) {
        String plain = digits.replace(",", "");
        int first = 0;
        while (first < plain.length() - 1 && plain.charAt(first) == '0') {
            first++;
        }
        return plain.substring(first);
    }
}
