package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.Estimate;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the classifier's scores are probabilities, on the attacks and harmless chunks of one source.
 *
 * @param source the data set
 * @param n all of them
 * @param attacks how many are attacks
 * @param error expected calibration error (Naeini et al. 2015): the mean over units of the distance between the mean score
 *     and the share of attacks in the unit's bin
 * @param curve the bins that hold a unit
 */
record Reliability(String source, int n, int attacks, double error, List<Bin> curve) {
    private static final int BINS = 10;

    /** Copies the curve. */
    Reliability {
        curve = List.copyOf(curve);
    }

    /**
     * The units of scores in {@code [from, from + 0.1)}; the last bin holds 1 too.
     *
     * @param from lowest score
     * @param n units in it
     * @param score their mean score
     * @param share the share of attacks among them
     */
    record Bin(double from, int n, double score, double share) {}

    /** A score and what the text was. */
    record Scored(double score, boolean attack) {}

    /** Measures; at least one unit. */
    static Reliability of(String source, List<Scored> units) {
        List<Bin> curve = new ArrayList<>();
        double error = 0.0;
        for (int bin = 0; bin < BINS; bin++) {
            int number = bin;
            List<Scored> inside = units.stream()
                    .filter(unit -> Math.min(BINS - 1, (int) Math.floor(unit.score() * BINS)) == number)
                    .toList();
            if (inside.isEmpty()) {
                continue;
            }
            double score = inside.stream().mapToDouble(Scored::score).sum() / inside.size();
            double share = (double) inside.stream().filter(Scored::attack).count() / inside.size();
            curve.add(new Bin((double) bin / BINS, inside.size(), Estimate.rounded(score), Estimate.rounded(share)));
            error += Math.abs(score - share) * inside.size() / units.size();
        }
        int attacks = (int) units.stream().filter(Scored::attack).count();
        return new Reliability(source, units.size(), attacks, Estimate.rounded(error), curve);
    }
}
