package dev.weir.benchmarks.interval;

/**
 * A figure with a 95 % interval from a bootstrap over clusters.
 *
 * @param value the figure
 * @param low lower end
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {
    private static final double DIGITS = 1e5;

    /** Rounds to five decimals, which is more than any of them means. */
    public Estimate {
        value = rounded(value);
        low = rounded(low);
        high = rounded(high);
    }

    public static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
