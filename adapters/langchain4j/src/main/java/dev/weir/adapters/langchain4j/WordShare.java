package dev.weir.adapters.langchain4j;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The share of a question's distinct words that a text holds: how rows rank where an embedding store cannot search words. */
final class WordShare {
    private static final Pattern BORDER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Set<String> wanted;

    WordShare(String question) {
        this.wanted = words(question);
    }

    /** From 0 to 1; 0 for a question without words. */
    double in(String text) {
        Set<String> there = words(text);
        long found = wanted.stream().filter(there::contains).count();
        return wanted.isEmpty() ? 0 : (double) found / wanted.size();
    }

    private static Set<String> words(String text) {
        return BORDER.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
