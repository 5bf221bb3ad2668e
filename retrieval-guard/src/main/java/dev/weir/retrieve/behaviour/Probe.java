package dev.weir.retrieve.behaviour;

/** An attempt at what is not one's own, which the application reports; {@link Sign#PROBING} counts its points. */
public enum Probe {
    /** A scope was asked for and denied. */
    REFUSED_SCOPE(1),
    /** An answer held a canary. */
    CANARY(10);

    private final int points;

    Probe(int points) {
        this.points = points;
    }

    /** What it adds to the sign. */
    public int points() {
        return points;
    }
}
