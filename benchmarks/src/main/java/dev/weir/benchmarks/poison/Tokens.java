package dev.weir.benchmarks.poison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of texts as published defences count them: runs of ASCII letters and digits, in lower case, not stemmed. */
final class Tokens {
    private static final Pattern WORD = Pattern.compile("[a-z0-9]+");

    private Tokens() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** The ROUGE-L F measure (Lin 2004). */
    static double rouge(List<String> one, List<String> other) {
        int[] row = new int[other.size() + 1];
        for (String word : one) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = word.equals(other.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        int words = one.size() + other.size();
        return words == 0 ? 0 : 2.0 * row[other.size()] / words;
    }
}
