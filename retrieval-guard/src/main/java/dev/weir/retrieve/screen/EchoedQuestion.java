package dev.weir.retrieve.screen;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A question, prepared for finding it in many passages. For one thread. */
final class EchoedQuestion {
    /** The fewest words of a piece: shorter ones stand in many a text. */
    static final int SHORTEST_PIECE = 3;

    private static final long BEGINNING = (1L << SHORTEST_PIECE) - 1;

    /** Words that may stand between those of the question when its order is changed. */
    private static final int SLACK = 2;

    private final Words words;
    private final int[] ending;
    private final long filter;
    private final Map<Long, Integer> counts = new HashMap<>();
    private final String opening;
    private final long[] asciiPlaces = new long[128];
    private final Map<Character, Long> otherPlaces = new HashMap<>();

    EchoedQuestion(Words words) {
        this.words = words;
        this.ending = new int[words.size() + 1];
        long bits = 0;
        for (int i = 0; i < words.size(); i++) {
            bits |= 1L << words.hash(i);
            counts.merge(words.hash(i), 1, Integer::sum);
        }
        this.filter = bits;
        this.opening = words.opening();
        for (int i = 0; i < opening.length(); i++) {
            char unit = opening.charAt(i);
            if (unit < asciiPlaces.length) {
                asciiPlaces[unit] |= 1L << i;
            } else {
                otherPlaces.merge(unit, 1L << i, (one, other) -> one | other);
            }
        }
    }

    /**
     * What a passage holds of the question in its order.
     *
     * @param longestRun the most consecutive words
     * @param pieces bit i is set if word i, of the first 64, is in a run of at least {@value #SHORTEST_PIECE}
     */
    record Runs(int longestRun, long pieces) {
        static final Runs NONE = new Runs(0, 0);
    }

    Runs runs(Words passage) {
        int longest = 0;
        long pieces = 0;
        boolean running = false;
        for (int i = 0; i < passage.size(); i++) {
            long word = passage.hash(i);
            if ((filter >>> word & 1) != 0) {
                // From the back, so that ending[j - 1] is still that of the passage's word before.
                for (int j = words.size(); j > 0; j--) {
                    ending[j] = words.hash(j - 1) == word ? ending[j - 1] + 1 : 0;
                    longest = Math.max(longest, ending[j]);
                    if (ending[j] >= SHORTEST_PIECE && j <= Long.SIZE) {
                        pieces |= BEGINNING << (j - SHORTEST_PIECE);
                    }
                }
                running = true;
            } else if (running) {
                // Most words of a passage are not in the question at all.
                Arrays.fill(ending, 0);
                running = false;
            }
        }
        Arrays.fill(ending, 0);
        return new Runs(longest, pieces);
    }

    /** The share of the question that a run makes up. */
    double share(Runs runs) {
        return words.size() == 0 ? 0 : (double) runs.longestRun() / words.size();
    }

    /**
     * The share of the question, up to its first 64 words, that pieces make up, 0 if its beginning is not among them. An
     * honest text that states what is asked holds much of a question, and not the words that ask.
     */
    double share(long pieces) {
        return (pieces & BEGINNING) != BEGINNING
                ? 0
                : (double) Long.bitCount(pieces) / Math.min(Long.SIZE, words.size());
    }

    /** The share of the question's words, each as often as there, in the best stretch of about its length, in any order. */
    double gathered(Words passage) {
        int stretch = words.size() + SLACK;
        Map<Long, Integer> missing = new HashMap<>(counts);
        int held = 0;
        int most = 0;
        for (int i = 0; i < passage.size(); i++) {
            if (i >= stretch && (filter >>> passage.hash(i - stretch) & 1) != 0) {
                Integer left = missing.computeIfPresent(passage.hash(i - stretch), (word, count) -> count + 1);
                held -= left != null && left > 0 ? 1 : 0;
            }
            if ((filter >>> passage.hash(i) & 1) != 0) {
                Integer left = missing.computeIfPresent(passage.hash(i), (word, count) -> count - 1);
                held += left != null && left >= 0 ? 1 : 0;
                most = Math.max(most, held);
            }
        }
        return words.size() == 0 ? 0 : (double) most / words.size();
    }

    /** Whether a passage begins with the whole question as a sentence of its own. */
    boolean begins(Words passage) {
        if (words.size() == 0 || passage.size() < words.size()) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (passage.hash(i) != words.hash(i)) {
                return false;
            }
        }
        return passage.isStopAfter(words.size() - 1);
    }

    /**
     * 1 - d / n, where n is the length of the question's opening and d the Levenshtein distance between it and as many
     * characters of the passage's, a column of the table at a time (Myers 1999, Hyyrö 2003).
     */
    double similarity(String passage) {
        int length = opening.length();
        if (length == 0) {
            return 0;
        }
        long last = 1L << (length - 1);
        long up = -1;
        long down = 0;
        int distance = length;
        for (int i = 0; i < Math.min(length, passage.length()); i++) {
            char unit = passage.charAt(i);
            long equal = unit < asciiPlaces.length ? asciiPlaces[unit] : otherPlaces.getOrDefault(unit, 0L);
            long diagonal = (((equal & up) + up) ^ up) | equal | down;
            long right = down | ~(diagonal | up);
            long left = up & diagonal;
            distance += (right & last) != 0 ? 1 : (left & last) != 0 ? -1 : 0;
            right = right << 1 | 1;
            left = left << 1;
            up = left | ~(diagonal | right);
            down = right & diagonal;
        }
        return 1 - (double) distance / length;
    }
}
