package dev.weir.models.calibration;

/**
 * A range of rates, both ends in it.
 *
 * @param low in [0, 1]
 * @param high in [low, 1]
 */
public record Interval(double low, double high) {

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if they are outside [0, 1] or the wrong way round
     */
    public Interval {
        if (!(low >= 0.0 && low <= high && high <= 1.0)) {
            throw new IllegalArgumentException(
                    "interval must be two numbers in [0, 1], the lower first, got [" + low + ", " + high + "]");
        }
    }
}
