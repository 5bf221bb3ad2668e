package dev.weir.ingest.admission;

/** How often each whole number from 0 to a highest one was seen. Not for use by several threads. */
final class Tally {
    /** Turns a median absolute deviation into a standard deviation, were the values normal. */
    private static final double NORMAL = 1.4826;

    /** Counts that are nearly all equal would make everything else an outlier. */
    private static final double LEAST_DEVIATION = 1;

    private final int[] counts;
    private long total;

    Tally(int highest) {
        this.counts = new int[highest + 1];
    }

    long total() {
        return total;
    }

    void add(int value) {
        counts[Math.clamp(value, 0, counts.length - 1)]++;
        total++;
    }

    /** The lower median. */
    int median() {
        return at((total + 1) / 2, counts);
    }

    /** The lower median of the absolute deviations from the median. */
    int deviation() {
        int median = median();
        int[] deviations = new int[counts.length];
        for (int value = 0; value < counts.length; value++) {
            deviations[Math.abs(value - median)] += counts[value];
        }
        return at((total + 1) / 2, deviations);
    }

    /** How many robust standard deviations a value lies above the median. */
    double z(double value) {
        return (value - median()) / (NORMAL * Math.max(LEAST_DEVIATION, deviation()));
    }

    /** The least value that at most {@code share} of what was seen reaches. */
    int exceededBy(double share) {
        long allowed = (long) Math.floor(share * total);
        int value = counts.length;
        long above = 0;
        while (value > 0 && above + counts[value - 1] <= allowed) {
            value--;
            above += counts[value];
        }
        return value;
    }

    private static int at(long rank, int[] counts) {
        long seen = 0;
        for (int value = 0; value < counts.length; value++) {
            seen += counts[value];
            if (seen >= rank) {
                return value;
            }
        }
        return counts.length - 1;
    }
}
