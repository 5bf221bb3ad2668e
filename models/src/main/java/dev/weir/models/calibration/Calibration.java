package dev.weir.models.calibration;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Score;

/**
 * A logistic (Platt) calibration: {@code score = 1 / (1 + exp(-(scale * logit + offset)))}.
 *
 * @param id stable name, recorded with every score and in scan stamps, not blank
 * @param scale slope, {@code > 0}, so that calibration never changes an order
 * @param offset intercept, finite
 */
public record Calibration(String id, double scale, double offset) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the id is blank, the scale is not positive or a number is not finite
     */
    public Calibration {
        requireNonNull(id, "id is null");
        if (id.isBlank()) {
            throw new IllegalArgumentException("calibration id must not be blank");
        }
        if (!(scale > 0.0) || !Double.isFinite(scale)) {
            throw new IllegalArgumentException("calibration scale must be > 0 and finite, got " + scale);
        }
        if (!Double.isFinite(offset)) {
            throw new IllegalArgumentException("calibration offset must be finite, got " + offset);
        }
    }

    /**
     * Calibrates one raw output.
     *
     * @param logit a model's output, finite
     * @return the score
     * @throws IllegalArgumentException if the logit is not finite
     */
    public Score score(double logit) {
        if (!Double.isFinite(logit)) {
            throw new IllegalArgumentException("logit must be finite, got " + logit);
        }
        return new Score(1.0 / (1.0 + Math.exp(-(scale * logit + offset))), id);
    }
}
