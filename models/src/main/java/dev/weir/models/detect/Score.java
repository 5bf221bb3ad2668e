package dev.weir.models.detect;

import static java.util.Objects.requireNonNull;

/**
 * How sure something is, together with the calibration that gives the number its meaning. Scores of
 * different calibrations must not be compared.
 *
 * @param value from 0 (surely benign) to 1 (surely an attack), both inclusive
 * @param calibration identifier of the calibration, not blank
 */
public record Score(double value, String calibration) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the value is not a number in [0, 1] or the calibration is blank
     */
    public Score {
        requireNonNull(calibration, "calibration is null");
        if (!(value >= 0.0 && value <= 1.0)) {
            throw new IllegalArgumentException("score must be in [0, 1], got " + value);
        }
        if (calibration.isBlank()) {
            throw new IllegalArgumentException("calibration must not be blank");
        }
    }
}
