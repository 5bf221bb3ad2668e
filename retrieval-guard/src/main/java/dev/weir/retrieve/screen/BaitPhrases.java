package dev.weir.retrieve.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Phrases that speak to whoever answers, and how much they weigh: 2 if no honest text holds them, else 1. Immutable. */
final class BaitPhrases {
    /** The weight that is enough by itself. */
    static final int ENOUGH = 2;

    /** Spoken to a machine that answers, by nobody else. */
    private static final List<String> CERTAIN = List.of(
            "when you are asked to",
            "if you are asked to",
            "when asked the following question",
            "to provide the answer for the following question",
            "as an AI language model",
            "as a large language model",
            "outdated corpora",
            "corpora stating that",
            "corpus stating that",
            "you must answer with",
            "respond only with",
            "answer this question with",
            "always answer with",
            "ignore the other passages",
            "ignore all other passages",
            "ignore the other documents",
            "ignore all other documents",
            "ignore the context",
            "ignore previous instructions",
            "ignore all previous instructions",
            "disregard previous instructions",
            "disregard all previous instructions",
            "I cannot answer this question",
            "I can't answer this question",
            "I cannot answer that question",
            "I can't answer that question",
            "I'm sorry but I cannot",
            "I'm sorry but I can't",
            "I am unable to answer",
            "I'm unable to answer",
            "I cannot provide an answer",
            "I can't provide an answer",
            "I cannot assist with",
            "I can't assist with");

    /** Found in honest texts too. */
    private static final List<String> DOUBTFUL = List.of(
            "the correct answer",
            "the right answer",
            "the answer is",
            "the incorrect answer",
            "answer to the question",
            "answer to this question",
            "latest data confirms",
            "please output",
            "I don't know",
            "I do not know",
            "cannot provide",
            "can't provide",
            "unable to provide",
            "cannot be answered",
            "do not mention",
            "must not be mentioned",
            "is outdated",
            "are outdated",
            "ignore previous",
            "disregard previous");

    /** Marks of chat templates; of one form, so that they are looked for as they are written. */
    private static final List<String> MARKS = List.of("[INST]", "<|im_start|>", "<|start_header_id|>", "### System");

    private static final Set<String> ASKS = Set.of("query", "question");
    private static final Set<String> ANSWERS = Set.of("answer", "response");
    private static final int LONGEST_LABEL = 8;

    /** By first word, the longest first. */
    private static final Map<Long, List<Phrase>> BY_FIRST_WORD = byFirstWord();

    /** The first words, each at the bit that its last six bits say: most words of a text are none of them. */
    private static final long FIRST_WORDS =
            BY_FIRST_WORD.keySet().stream().mapToLong(word -> 1L << word).reduce(0, (one, other) -> one | other);

    private BaitPhrases() {}

    private record Phrase(Words words, int weight) {
        boolean isAt(Words text, int start) {
            if (start + words.size() > text.size()) {
                return false;
            }
            for (int i = 0; i < words.size(); i++) {
                if (text.hash(start + i) != words.hash(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The weight of all that a text holds; each phrase counts once. */
    static int weight(String text, Words words) {
        int weight = marks(text);
        Set<Phrase> found = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            long word = words.hash(i);
            if ((FIRST_WORDS >>> word & 1) == 0) {
                continue;
            }
            for (Phrase phrase : BY_FIRST_WORD.getOrDefault(word, List.of())) {
                if (phrase.isAt(words, i)) {
                    weight += found.add(phrase) ? phrase.weight() : 0;
                    i += phrase.words().size() - 1;
                    break;
                }
            }
        }
        return weight;
    }

    private static int marks(String text) {
        for (String mark : MARKS) {
            if (text.contains(mark)) {
                return ENOUGH;
            }
        }
        // A question and its answer, as in a transcript; of one pair many an honest text consists.
        int asks = 0;
        int answers = 0;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
            String label = label(text, colon);
            asks += ASKS.contains(label) ? 1 : 0;
            answers += ANSWERS.contains(label) ? 1 : 0;
        }
        return Math.min(ENOUGH, Math.min(asks, answers));
    }

    /** The ASCII letters before a colon in lower case; empty if there are too many. */
    private static String label(String text, int colon) {
        StringBuilder label = new StringBuilder();
        for (int i = colon - 1; i >= 0 && isLetter(text.charAt(i)); i--) {
            if (label.length() == LONGEST_LABEL) {
                return "";
            }
            label.append((char) (text.charAt(i) | 0x20));
        }
        return label.reverse().toString();
    }

    private static boolean isLetter(char unit) {
        return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
    }

    private static Map<Long, List<Phrase>> byFirstWord() {
        Map<Long, List<Phrase>> phrases = new HashMap<>();
        CERTAIN.forEach(phrase -> add(phrases, phrase, ENOUGH));
        DOUBTFUL.forEach(phrase -> add(phrases, phrase, 1));
        phrases.values()
                .forEach(each -> each.sort(Comparator.comparingInt(
                                (Phrase phrase) -> phrase.words().size())
                        .reversed()));
        return Map.copyOf(phrases);
    }

    private static void add(Map<Long, List<Phrase>> phrases, String phrase, int weight) {
        Words words = Words.of(phrase);
        phrases.computeIfAbsent(words.hash(0), first -> new ArrayList<>()).add(new Phrase(words, weight));
    }
}
