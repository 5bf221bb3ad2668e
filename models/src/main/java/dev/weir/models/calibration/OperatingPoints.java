package dev.weir.models.calibration;

import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The operating points of one calibration, at least one for {@link Channel#BODY}. A channel without points
 * of its own uses those of the body.
 *
 * @param calibrationId the calibration the thresholds are given in, not blank
 * @param points the points, no two of one channel with the same false positive rate
 */
public record OperatingPoints(String calibrationId, List<OperatingPoint> points) {

    /** Odds this many times lower than those of a threshold are still near it. */
    private static final double NEAR_ODDS = 2.0;

    /**
     * Checks that the body is covered and that rates and thresholds run against each other.
     *
     * @throws IllegalArgumentException if they do not
     */
    public OperatingPoints {
        if (calibrationId.isBlank()) {
            throw new IllegalArgumentException("calibration id must not be blank");
        }
        points = points.stream()
                .sorted(Comparator.comparing(OperatingPoint::channel)
                        .thenComparingDouble(OperatingPoint::falsePositiveRate))
                .toList();
        if (points.stream().noneMatch(point -> point.channel() == Channel.BODY)) {
            throw new IllegalArgumentException("an operating point for channel body is needed, got none");
        }
        Map<Channel, OperatingPoint> previous = new EnumMap<>(Channel.class);
        for (OperatingPoint point : points) {
            OperatingPoint stricter = previous.put(point.channel(), point);
            if (stricter != null && stricter.falsePositiveRate() == point.falsePositiveRate()) {
                throw new IllegalArgumentException("operating points must be distinct, got twice " + point.name());
            }
            if (stricter != null && stricter.threshold() < point.threshold()) {
                throw new IllegalArgumentException("a lower false positive rate needs a threshold no lower, but "
                        + stricter.name() + " has " + stricter.threshold() + " and " + point.name() + " has "
                        + point.threshold());
            }
        }
    }

    /**
     * The point to use when a policy allows a given rate of false alarms: the one with the highest rate not
     * above it or, where all are above it, the one with the lowest rate.
     *
     * @param channel the channel of the text
     * @param falsePositiveRate the allowed rate, in (0, 1)
     * @return the point
     */
    public OperatingPoint at(Channel channel, double falsePositiveRate) {
        List<OperatingPoint> candidates = of(channel);
        OperatingPoint chosen = candidates.getFirst();
        for (OperatingPoint point : candidates) {
            if (point.falsePositiveRate() <= falsePositiveRate) {
                chosen = point;
            }
        }
        return chosen;
    }

    /**
     * The score from which a text is worth a closer look: its odds are half of those of the channel's lowest threshold.
     *
     * @param channel the channel of the text
     * @return in [0, 1], not above any threshold of the channel
     */
    public double nearFrom(Channel channel) {
        double lowest = of(channel).stream()
                .mapToDouble(OperatingPoint::threshold)
                .min()
                .orElseThrow();
        return lowest / (lowest + NEAR_ODDS * (1.0 - lowest));
    }

    /** {@return the lowest threshold of any channel and rate, in [0, 1]} */
    public double lowestThreshold() {
        return points.stream().mapToDouble(OperatingPoint::threshold).min().orElseThrow();
    }

    /**
     * These points with those of the user's own documents in force. A channel that was calibrated has one point left.
     *
     * @param calibration the user's own points; whether they are for the installed rules is the caller's to check
     * @return the points in force
     * @throws IllegalArgumentException if its thresholds are given in another calibration
     */
    public OperatingPoints calibratedBy(CorpusCalibration calibration) {
        if (!calibration.basis().calibrationId().equals(calibrationId)) {
            throw new IllegalArgumentException("thresholds must be given in " + calibrationId + ", got "
                    + calibration.basis().calibrationId());
        }
        Map<Channel, OperatingPoint> own = new EnumMap<>(Channel.class);
        for (CorpusCalibration.Point point : calibration.points()) {
            own.put(
                    point.channel(),
                    new OperatingPoint(point.channel(), calibration.rate(), point.threshold(), calibration.id()));
        }
        List<OperatingPoint> all = new ArrayList<>(own.values());
        points.stream().filter(point -> !own.containsKey(point.channel())).forEach(all::add);
        return new OperatingPoints(calibrationId, all);
    }

    private List<OperatingPoint> of(Channel channel) {
        List<OperatingPoint> own =
                points.stream().filter(point -> point.channel() == channel).toList();
        return own.isEmpty()
                ? points.stream()
                        .filter(point -> point.channel() == Channel.BODY)
                        .toList()
                : own;
    }
}
