package dev.weir.benchmarks.quality;

import java.util.List;

/**
 * A proportion with a 95 % interval: the wider one of Wilson's, which takes all values for independent, and of a bootstrap
 * over clusters, which does not but says nothing where no value or every value counts.
 *
 * @param hits values that count
 * @param n all values
 * @param rate {@code hits / n}, 0 if there is no value
 * @param low lower end
 * @param high upper end
 * @param by which interval it is
 */
public record Share(int hits, int n, double rate, double low, double high, IntervalKind by) {
    /** Two-sided 95 % point of the normal distribution. */
    private static final double Z = 1.959964;

    /** Where an interval comes from. */
    public enum IntervalKind {
        /** Wilson's score interval. */
        WILSON,
        /** Percentiles of a bootstrap over clusters. */
        BOOTSTRAP
    }

    /** Checks the counts and rounds. */
    public Share {
        if (hits < 0 || hits > n) {
            throw new IllegalArgumentException("hits must be in [0, " + n + "], got " + hits);
        }
        rate = Estimate.rounded(rate);
        low = Estimate.rounded(low);
        high = Estimate.rounded(high);
    }

    /** Wilson's score interval (1927). */
    public static Share wilson(int hits, int n) {
        if (n == 0) {
            return new Share(0, 0, 0.0, 0.0, 1.0, IntervalKind.WILSON);
        }
        double p = (double) hits / n;
        double centre = p + Z * Z / (2.0 * n);
        double spread = Z * Math.sqrt(p * (1.0 - p) / n + Z * Z / (4.0 * n * n));
        double scale = 1.0 + Z * Z / n;
        double low = hits == 0 ? 0.0 : Math.max(0.0, (centre - spread) / scale);
        double high = hits == n ? 1.0 : Math.min(1.0, (centre + spread) / scale);
        return new Share(hits, n, p, low, high, IntervalKind.WILSON);
    }

    /**
     * The wider one of both intervals.
     *
     * @param counted whether each value counts
     * @param clusters the cluster of each value
     */
    static Share of(List<Boolean> counted, List<String> clusters, ClusterBootstrap bootstrap) {
        int hits = (int) counted.stream().filter(each -> each).count();
        Share wilson = wilson(hits, counted.size());
        if (counted.isEmpty()) {
            return wilson;
        }
        List<Double> values = counted.stream().map(each -> each ? 1.0 : 0.0).toList();
        Estimate resampled = bootstrap.mean(values, Clusters.of(clusters));
        return resampled.high() - resampled.low() > wilson.high - wilson.low
                ? new Share(hits, wilson.n, wilson.rate, resampled.low(), resampled.high(), IntervalKind.BOOTSTRAP)
                : wilson;
    }
}
