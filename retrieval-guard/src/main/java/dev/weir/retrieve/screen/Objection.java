package dev.weir.retrieve.screen;

/**
 * What a screen has against one passage.
 *
 * @param rank of the passage within the set that was screened, from 0
 * @param score how strongly, above 0 and at most 1; what it measures is the screen's own, and scores of two screens do not
 *     compare
 */
public record Objection(int rank, double score) {
    /** @throws IllegalArgumentException if {@code rank} is negative or {@code score} is out of range */
    public Objection {
        if (rank < 0) {
            throw new IllegalArgumentException("rank must be >= 0, got " + rank);
        }
        if (!(score > 0 && score <= 1)) {
            throw new IllegalArgumentException("score must be in (0, 1], got " + score);
        }
    }
}
