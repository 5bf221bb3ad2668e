package dev.weir.models.calibration;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Channel;

/**
 * A threshold and the rate of false alarms it was chosen for.
 *
 * @param channel the channel it holds for
 * @param falsePositiveRate share of benign texts that score at or above the threshold on the data it was
 *     chosen on, in (0, 1)
 * @param threshold lowest score that counts as flagged, in [0, 1]
 */
public record OperatingPoint(Channel channel, double falsePositiveRate, double threshold) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public OperatingPoint {
        requireNonNull(channel, "channel is null");
        if (!(falsePositiveRate > 0.0 && falsePositiveRate < 1.0)) {
            throw new IllegalArgumentException("false positive rate must be in (0, 1), got " + falsePositiveRate);
        }
        if (!(threshold >= 0.0 && threshold <= 1.0)) {
            throw new IllegalArgumentException("threshold must be in [0, 1], got " + threshold);
        }
    }

    /** {@return the name printed with decisions, such as {@code body@fpr=0.01}} */
    public String name() {
        return channel.code() + "@fpr=" + falsePositiveRate;
    }
}
