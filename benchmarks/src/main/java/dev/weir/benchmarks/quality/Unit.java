package dev.weir.benchmarks.quality;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is counted: a chunk of a harmless text, or an attack in the chunk that shows it most.
 *
 * @param margin how far the verdict is above its operating point, in log-odds
 * @param flagged whether it is flagged at the shipped operating point
 * @param cluster what it shares with units that are not independent of it
 */
record Unit(double margin, boolean flagged, String cluster) {
    /** Checks that the margin is a number. */
    Unit {
        requireNonNull(cluster, "cluster is null");
        if (!Double.isFinite(margin)) {
            throw new IllegalArgumentException("margin must be finite, got " + margin);
        }
    }
}
