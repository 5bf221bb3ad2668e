package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TrustTier;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Objects to passages that repeat the question, as planted passages do so that they are found: the longest run of words
 * in common is at least a share of the question's words, or the passage begins with something that a few edits turn into
 * the question. Questions of fewer than {@value #SHORTEST_QUESTION} words are not looked for. Thread-safe.
 *
 * <p>A list of questions and answers repeats questions for a good reason. Passages of at least the exempt tier are
 * spared, because somebody reviewed them.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a planted passage is seen which paraphrases the question, or spreads it over several sentences.
 */
public final class QueryEcho implements SetScreen {
    /** The fewest words a question must have. */
    public static final int SHORTEST_QUESTION = 5;

    /** The share of the question's words that {@link SetScreens#standard()} uses. */
    public static final double STANDARD_RUN = 0.8;

    /** The similarity of beginnings that {@link SetScreens#standard()} uses. */
    public static final double STANDARD_OPENING = 0.7;

    private final double run;
    private final double opening;
    private final TrustTier exempt;

    /**
     * @param run the least longest common run of words, as a share of the question's words, above 0 and at most 1
     * @param opening the least edit similarity of the first 64 folded characters of the question, or all if it is
     *     shorter, and as many of the passage, above 0 and at most 1
     * @param exempt the lowest tier that is spared
     * @throws IllegalArgumentException if a share is out of range
     */
    public QueryEcho(double run, double opening, TrustTier exempt) {
        if (!(run > 0 && run <= 1) || !(opening > 0 && opening <= 1)) {
            throw new IllegalArgumentException("shares must be in (0, 1], got " + run + " and " + opening);
        }
        this.run = run;
        this.opening = opening;
        this.exempt = requireNonNull(exempt, "exempt is null");
    }

    @Override
    public WithholdCode code() {
        return WithholdCode.QUERY_ECHO;
    }

    @Override
    public BitSet objections(PassageSet set) {
        BitSet objections = new BitSet(set.size());
        if (set.queryWords().size() < SHORTEST_QUESTION) {
            return objections;
        }
        Question question = new Question(set.queryWords());
        for (int rank = 0; rank < set.size(); rank++) {
            if (set.passage(rank).trust().compareTo(exempt) < 0 && echoes(question, set.words(rank))) {
                objections.set(rank);
            }
        }
        return objections;
    }

    private boolean echoes(Question question, Words passage) {
        return question.longestRun(passage) >= run * question.words.size() - 1e-9
                || question.similarity(passage.opening()) >= opening - 1e-9;
    }

    /** A question, prepared for comparing it with many passages. For one thread. */
    static final class Question {
        private final Words words;
        private final int[] ending;
        private final long filter;
        private final String opening;
        private final long[] asciiPlaces = new long[128];
        private final Map<Character, Long> otherPlaces = new HashMap<>();

        Question(Words words) {
            this.words = words;
            this.ending = new int[words.size() + 1];
            long bits = 0;
            for (int i = 0; i < words.size(); i++) {
                bits |= 1L << words.hash(i);
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

        /** The most consecutive words that the passage holds in the same order. */
        int longestRun(Words passage) {
            int longest = 0;
            boolean running = false;
            for (int i = 0; i < passage.size(); i++) {
                long word = passage.hash(i);
                if ((filter >>> word & 1) != 0) {
                    longest = Math.max(longest, extend(word));
                    running = true;
                } else if (running) {
                    // Most words of a passage are not in the question at all.
                    Arrays.fill(ending, 0);
                    running = false;
                }
            }
            Arrays.fill(ending, 0);
            return longest;
        }

        /** The longest run that ends with this word; {@code ending[j]} is that which ends at word j - 1. */
        private int extend(long word) {
            int longest = 0;
            // From the back, so that ending[j - 1] is still that of the passage's word before.
            for (int j = words.size(); j > 0; j--) {
                ending[j] = words.hash(j - 1) == word ? ending[j - 1] + 1 : 0;
                longest = Math.max(longest, ending[j]);
            }
            return longest;
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
}
