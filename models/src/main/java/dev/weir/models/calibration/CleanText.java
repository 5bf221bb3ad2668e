package dev.weir.models.calibration;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Channel;

/**
 * How far a text that is taken for clean is from being flagged.
 *
 * @param location the part of the document it stands in
 * @param start first UTF-16 code unit in that part
 * @param end code unit after the last one
 * @param level the highest threshold at which it would be flagged, see {@link Ensemble#level}
 */
public record CleanText(Channel channel, String location, int start, int end, double level) {

    /** Checks the ranges. */
    public CleanText {
        requireNonNull(channel, "channel is null");
        requireNonNull(location, "location is null");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span must be ordered and >= 0, got [" + start + ", " + end + ")");
        }
        if (!(level >= 0.0 && level <= 1.0)) {
            throw new IllegalArgumentException("level must be in [0, 1], got " + level);
        }
    }
}
