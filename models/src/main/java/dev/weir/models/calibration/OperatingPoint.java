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
 * @param calibrated id of the {@link CorpusCalibration} that set it; empty if the model's card did
 */
public record OperatingPoint(Channel channel, double falsePositiveRate, double threshold, String calibrated) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public OperatingPoint {
        requireNonNull(channel, "channel is null");
        requireNonNull(calibrated, "calibrated is null");
        if (!(falsePositiveRate > 0.0 && falsePositiveRate < 1.0)) {
            throw new IllegalArgumentException("false positive rate must be in (0, 1), got " + falsePositiveRate);
        }
        if (!(threshold >= 0.0 && threshold <= 1.0)) {
            throw new IllegalArgumentException("threshold must be in [0, 1], got " + threshold);
        }
    }

    /**
     * A point of a model's card.
     *
     * @param channel the channel it holds for
     * @param falsePositiveRate rate on the data in the card, in (0, 1)
     * @param threshold lowest score that counts as flagged, in [0, 1]
     */
    public OperatingPoint(Channel channel, double falsePositiveRate, double threshold) {
        this(channel, falsePositiveRate, threshold, "");
    }

    /**
     * {@return the name printed with decisions, such as {@code body@fpr=0.01}, or {@code body@fpr=0.01;cal-} and twelve
     * hexadecimal digits if it was set on the user's own documents}
     */
    public String name() {
        return channel.code() + "@fpr=" + falsePositiveRate + (calibrated.isEmpty() ? "" : ";" + calibrated);
    }
}
