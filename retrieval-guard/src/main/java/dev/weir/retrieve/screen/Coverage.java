package dev.weir.retrieve.screen;

import java.util.Arrays;

/**
 * How much each passage of a set says of what is asked: the share of the question's words that it holds, each weighing as
 * much as it is rare among the passages. Immutable.
 */
final class Coverage {
    private final double[] shares;

    private Coverage(double[] shares) {
        this.shares = shares;
    }

    static Coverage of(PassageSet set) {
        long[] asked = distinct(set.queryWords());
        long[] holds = new long[set.size()];
        int[] holders = new int[asked.length];
        for (int rank = 0; rank < set.size(); rank++) {
            holds[rank] = held(asked, set.words(rank));
            for (int i = 0; i < asked.length; i++) {
                holders[i] += (int) (holds[rank] >>> i & 1);
            }
        }
        double[] weights = new double[asked.length];
        double all = 0;
        for (int i = 0; i < asked.length; i++) {
            // One that no passage holds tells as little as one that all hold.
            weights[i] = holders[i] == 0 ? Math.log(2) : Math.log(1 + (double) set.size() / holders[i]);
            all += weights[i];
        }
        double[] shares = new double[set.size()];
        for (int rank = 0; rank < shares.length && all > 0; rank++) {
            for (int i = 0; i < asked.length; i++) {
                shares[rank] += (holds[rank] >>> i & 1) == 0 ? 0 : weights[i] / all;
            }
        }
        return new Coverage(shares);
    }

    /** From 0, nothing of it, to 1. */
    double share(int rank) {
        return Math.min(1, shares[rank]);
    }

    /** The first 64 distinct words, ascending. */
    private static long[] distinct(Words words) {
        long[] sorted = new long[Math.min(Long.SIZE, words.size())];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = words.hash(i);
        }
        return Arrays.stream(sorted).sorted().distinct().toArray();
    }

    /** Bit i is set if the passage holds word i of the question. */
    private static long held(long[] asked, Words passage) {
        long filter = 0;
        for (long word : asked) {
            filter |= 1L << word;
        }
        long held = 0;
        for (int i = 0; i < passage.size(); i++) {
            long word = passage.hash(i);
            if ((filter >>> word & 1) != 0) {
                int at = Arrays.binarySearch(asked, word);
                held |= at < 0 ? 0 : 1L << at;
            }
        }
        return held;
    }
}
