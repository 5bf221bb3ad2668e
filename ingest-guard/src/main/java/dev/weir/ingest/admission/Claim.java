package dev.weir.ingest.admission;

import dev.weir.models.lexical.NormalizedText;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sentence as a claim: what it is about, the numbers and months in it, and whether it denies.
 *
 * @param about its other words, without the most frequent ones
 * @param values numbers without grouping, and names of months, but not the one that is a verb as well
 * @param denies whether it has an odd number of words that deny
 */
record Claim(Set<String> about, Set<String> values, boolean denies) {
    /** Possessive: the engine recurses for each turn of a group that it may have to give back. */
    private static final Pattern TOKEN = Pattern.compile("\\p{Nd}+(?:[.,]\\p{Nd}++)*+|\\p{L}+(?:['’]\\p{L}++)*+");

    private static final Pattern GROUPING = Pattern.compile("[.,](?=\\p{Nd}{3}(?!\\p{Nd}))");
    private static final Set<String> DENYING =
            Set.of("not", "no", "never", "none", "neither", "nor", "without", "cannot");
    private static final Set<String> MONTHS = Set.of(
            "january",
            "february",
            "march",
            "april",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final Set<String> FREQUENT = Set.of(
            "the", "a", "an", "of", "in", "on", "at", "to", "for", "by", "is", "are", "was", "were", "be", "been", "it",
            "its", "and", "or", "that", "this", "with", "as", "from", "has", "have", "had", "will", "does", "do",
            "did");

    /** Fewer shared words are a coincidence. */
    private static final int FEWEST_SHARED = 4;

    Claim {
        about = Set.copyOf(about);
        values = Set.copyOf(values);
    }

    /** The claims of a text, one for each sentence with enough words. */
    static List<Claim> of(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        List<Claim> claims = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            Claim claim = ofSentence(text.substring(start, end));
            if (claim.about.size() >= FEWEST_SHARED) {
                claims.add(claim);
            }
            start = end;
        }
        return claims;
    }

    /** How far two claims are about the same: the Jaccard index of their words, 0 if they share too few. */
    double likeness(Claim other) {
        Set<String> shared = new HashSet<>(about);
        shared.retainAll(other.about);
        return shared.size() < FEWEST_SHARED
                ? 0
                : (double) shared.size() / (about.size() + other.about.size() - shared.size());
    }

    /** Whether each has a value that the other has not, or they have the same values and one denies. */
    boolean contradicts(Claim other) {
        return values.equals(other.values)
                ? denies != other.denies
                : !values.containsAll(other.values) && !other.values.containsAll(values);
    }

    private static Claim ofSentence(String sentence) {
        Set<String> about = new HashSet<>();
        Set<String> values = new HashSet<>();
        boolean denies = false;
        Matcher tokens = TOKEN.matcher(NormalizedText.forMatching(sentence).text());
        while (tokens.find()) {
            String token = tokens.group();
            if (Character.isDigit(token.codePointAt(0))) {
                values.add(GROUPING.matcher(token).replaceAll(""));
            } else if (MONTHS.contains(token)) {
                values.add(token);
            } else if (DENYING.contains(token) || token.endsWith("n't") || token.endsWith("n’t")) {
                denies = !denies;
            } else if (!FREQUENT.contains(token)) {
                about.add(token);
            }
        }
        return new Claim(about, values, denies);
    }
}
