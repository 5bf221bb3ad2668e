package dev.weir.benchmarks.hubs;

import java.util.List;

/**
 * An attack: one document.
 *
 * @param family how it was made
 * @param vectors of its chunks
 */
record Hub(String family, List<float[]> vectors) {
    static Hub of(String family, float[] vector) {
        return new Hub(family, List.of(vector));
    }
}
