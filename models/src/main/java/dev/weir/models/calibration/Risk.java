package dev.weir.models.calibration;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Score;

/**
 * What an ensemble makes of a screening.
 *
 * @param score how likely the text is an attack
 * @param operatingPoint the operating point the score was compared with
 */
public record Risk(Score score, OperatingPoint operatingPoint) {

    /** Checks that both are present. */
    public Risk {
        requireNonNull(score, "score is null");
        requireNonNull(operatingPoint, "operatingPoint is null");
    }

    /** {@return whether the score is at or above the operating point} */
    public boolean flagged() {
        return score.value() >= operatingPoint.threshold();
    }
}
