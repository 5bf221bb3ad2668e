package dev.weir.models.detect;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * The highest score a measuring detector gave in a channel, whether or not it is high enough to be a
 * finding. It lets a caller print a score for clean text and move the threshold afterwards.
 *
 * @param detector who measured
 * @param channel the channel of the text measured
 * @param score the highest score seen
 */
public record Reading(DetectorId detector, Channel channel, Score score) {

    /** A fixed order, so that reports never depend on timing. */
    public static final Comparator<Reading> ORDER = Comparator.comparing(Reading::detector)
            .thenComparing(Reading::channel)
            .thenComparing(reading -> reading.score().calibration())
            .thenComparingDouble(reading -> reading.score().value());

    /** Checks that all parts are present. */
    public Reading {
        requireNonNull(detector, "detector is null");
        requireNonNull(channel, "channel is null");
        requireNonNull(score, "score is null");
    }
}
