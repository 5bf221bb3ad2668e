package dev.weir.benchmarks.quality;

import java.util.List;

/**
 * The lowest margin that at most a given share of the ordinary chunks reach.
 *
 * @param falsePositiveRate the share, in (0, 1)
 * @param margin the margin
 * @param chunks how many ordinary chunks it was taken from
 * @param reached how many of them reach it; where chunks are few this is 0 and the threshold lies just above all
 */
record Threshold(double falsePositiveRate, double margin, int chunks, int reached) {

    /**
     * Takes it.
     *
     * @param ordinary margins of ordinary chunks, at least one
     */
    static Threshold of(List<Double> ordinary, double falsePositiveRate) {
        if (ordinary.isEmpty()) {
            throw new IllegalArgumentException("a threshold needs at least one ordinary chunk, got none");
        }
        double[] sorted =
                ordinary.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int allowed = (int) Math.floor(falsePositiveRate * sorted.length);
        double margin = Math.nextUp(sorted[sorted.length - 1 - allowed]);
        int reached = (int) ordinary.stream().filter(each -> each >= margin).count();
        return new Threshold(falsePositiveRate, margin, sorted.length, reached);
    }
}
