package dev.weir.retrieve.screen;

import dev.weir.retrieve.verify.WithholdCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects to all but one of the passages that say the same thing in the same words: two passages are near-duplicates if
 * the Jaccard index of their sets of three-word runs is at least a threshold. The most trusted is kept, among equals the
 * highest ranked: a text counts once, however often it was planted. The score is the index. Thread-safe.
 *
 * <p>The index is exact. A sketch of 1,024 bits rules out most pairs first and can rule out no near-duplicate; with it, all
 * pairs of some hundred passages cost less than MinHash signatures would.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That paraphrases are seen: their index is far below any threshold that spares honest texts. That of two passages which
 * differ in few words and are trusted alike the true one is kept: it is the higher ranked.
 */
public final class NearDuplicates implements SetScreen {
    /** The threshold that {@link SetScreens#standard()} uses. */
    public static final double STANDARD_THRESHOLD = 0.80;

    private final double threshold;

    /**
     * @param threshold above 0, at most 1
     * @throws IllegalArgumentException if it is not
     */
    public NearDuplicates(double threshold) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be in (0, 1], got " + threshold);
        }
        this.threshold = threshold;
    }

    @Override
    public WithholdCode code() {
        return WithholdCode.NEAR_DUPLICATE;
    }

    @Override
    public List<Objection> objections(PassageSet set) {
        List<Integer> byTrust = set.byTrust();
        List<Objection> objections = new ArrayList<>();
        List<Words> kept = new ArrayList<>(set.size());
        for (int rank : byTrust) {
            Words words = set.words(rank);
            double index = indexWith(words, kept);
            if (index > 0) {
                objections.add(new Objection(rank, index));
            } else {
                kept.add(words);
            }
        }
        return objections;
    }

    /** The index with the first near-duplicate, 0 if there is none. */
    private double indexWith(Words words, List<Words> kept) {
        if (words.runs() == 0) {
            return 0;
        }
        for (Words other : kept) {
            // The index is (s - d) / (s + d), s the sum of both sizes and d the number of runs that only one has.
            // Counting repeated runs again makes the allowance larger, never too small.
            double allowance = (1 - threshold) / (1 + threshold) * (words.runs() + other.runs());
            if (words.sketchDistance(other) <= allowance && areNear(words.shingles(), other.shingles(), threshold)) {
                return index(words.shingles(), other.shingles());
            }
        }
        return 0;
    }

    /** The Jaccard index of two ascending sets that are not both empty. */
    private static double index(long[] a, long[] b) {
        int shared = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                shared++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return (double) shared / (a.length + b.length - shared);
    }

    /** Whether the Jaccard index of two ascending sets is at least {@code threshold}. */
    static boolean areNear(long[] a, long[] b, double threshold) {
        // |a ∩ b| / |a ∪ b| >= t is the same as |a ∩ b| >= t / (1 + t) * (|a| + |b|).
        int needed = (int) Math.ceil(threshold / (1 + threshold) * (a.length + b.length) - 1e-9);
        int shared = 0;
        int i = 0;
        int j = 0;
        while (shared + Math.min(a.length - i, b.length - j) >= needed) {
            if (i == a.length || j == b.length) {
                return shared >= needed;
            }
            if (a[i] == b[j]) {
                shared++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }
}
