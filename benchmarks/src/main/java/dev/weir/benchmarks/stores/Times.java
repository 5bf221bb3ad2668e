package dev.weir.benchmarks.stores;

import java.util.Arrays;
import java.util.Locale;

/** Times of single operations, in nanoseconds. */
final class Times {
    private long[] nanos = new long[1_024];
    private int count;

    void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = took;
    }

    /** The time that a share of the operations took at most, in milliseconds, by the nearest rank. */
    double millis(double share) {
        if (count == 0) {
            throw new IllegalStateException("nothing was timed");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = Math.max(1, (int) Math.ceil(share * count));
        return sorted[rank - 1] / 1e6;
    }

    /** Median and 99th percentile, for a table. */
    String cells() {
        return String.format(Locale.ROOT, "%.2f | %.2f", millis(0.5), millis(0.99));
    }
}
