package dev.weir.ingest.admission;

import java.time.Duration;
import java.time.Instant;

/**
 * How many documents come in a window of fixed length, and how many usually do: mean and variance, exponentially weighted
 * over the windows that are over. One in which nothing came is none: a delivery each night is compared with other nights. Not
 * for use by several threads.
 */
final class Rate {
    /** Weight of the window that was over last. */
    private static final double WEIGHT = 0.2;

    private final long lengthMillis;
    private long window = Long.MIN_VALUE;
    private int count;
    private double mean;
    private double variance;

    Rate(Duration length) {
        this.lengthMillis = length.toMillis();
    }

    /** Counts a document. Clocks that go back count in the window that is open. */
    void count(Instant at) {
        long now = Math.floorDiv(at.toEpochMilli(), lengthMillis);
        if (window < now) {
            if (count > 0) {
                close();
            }
            window = now;
        }
        count++;
    }

    /** Documents in the window that is open. */
    int inWindow() {
        return count;
    }

    /** Deviations above the mean; the least deviation is that of a Poisson process, and one document. */
    double z() {
        return (count - mean) / Math.sqrt(Math.max(Math.max(variance, mean), 1));
    }

    private void close() {
        double difference = count - mean;
        mean += WEIGHT * difference;
        variance = (1 - WEIGHT) * (variance + WEIGHT * difference * difference);
        count = 0;
    }
}
