package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TrustTier;
import java.util.Arrays;
import java.util.BitSet;

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
     * @param opening the least edit similarity of the question and the passage's beginning of the same length, above 0
     *     and at most 1
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
        Words query = set.queryWords();
        if (query.size() < SHORTEST_QUESTION) {
            return objections;
        }
        for (int rank = 0; rank < set.size(); rank++) {
            if (set.passage(rank).trust().compareTo(exempt) < 0 && echoes(query, set.words(rank))) {
                objections.set(rank);
            }
        }
        return objections;
    }

    private boolean echoes(Words query, Words passage) {
        return longestRun(query, passage) >= run * query.size() - 1e-9
                || opensAlike(query.opening(), passage.opening(), opening);
    }

    /** The most consecutive words that both hold in the same order. */
    static int longestRun(Words query, Words passage) {
        int longest = 0;
        int[] ending = new int[query.size() + 1];
        for (int i = 0; i < passage.size(); i++) {
            long word = passage.hash(i);
            // From the back, so that ending[j] is still that of the word before.
            for (int j = query.size(); j > 0; j--) {
                if (query.hash(j - 1) == word) {
                    ending[j] = ending[j - 1] + 1;
                    longest = Math.max(longest, ending[j]);
                } else {
                    ending[j] = 0;
                }
            }
        }
        return longest;
    }

    /**
     * Whether 1 - d / |q| is at least {@code similarity}, where d is the Levenshtein distance between the question and as
     * many characters of the passage's beginning.
     */
    static boolean opensAlike(String query, String passage, double similarity) {
        int length = query.length();
        int most = (int) Math.floor((1 - similarity) * length + 1e-9);
        String beginning = passage.substring(0, Math.min(length, passage.length()));
        if (length - beginning.length() > most) {
            return false;
        }
        // Only cells within `most` of the diagonal can end at or below it (Ukkonen's band).
        int beyond = most + 1;
        int[] above = new int[beginning.length() + 1];
        int[] row = new int[beginning.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = Math.min(j, beyond);
        }
        for (int i = 1; i <= length; i++) {
            int from = Math.max(1, i - most);
            int to = Math.min(beginning.length(), i + most);
            Arrays.fill(row, beyond);
            row[0] = Math.min(i, beyond);
            int least = row[0];
            char unit = query.charAt(i - 1);
            for (int j = from; j <= to; j++) {
                int change = above[j - 1] + (beginning.charAt(j - 1) == unit ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return false;
            }
            int[] swap = above;
            above = row;
            row = swap;
        }
        return above[beginning.length()] <= most;
    }
}
