package dev.weir.benchmarks.poison;

import dev.weir.retrieve.screen.RankedPassage;

/** A passage that was retrieved. Two are equal if they are the same. Immutable but for the vector, which is not a copy. */
final class Hit {
    private final RankedPassage passage;
    private final float[] vector;
    private final boolean isPoison;

    /**
     * @param vector of unit length
     * @param isPoison whether an attacker planted the passage
     */
    Hit(RankedPassage passage, float[] vector, boolean isPoison) {
        this.passage = passage;
        this.vector = vector;
        this.isPoison = isPoison;
    }

    RankedPassage passage() {
        return passage;
    }

    float[] vector() {
        return vector;
    }

    boolean isPoison() {
        return isPoison;
    }
}
