package dev.weir.benchmarks.poison;

import java.util.List;

/** Something that takes passages out of what was retrieved. */
interface Defence {
    /** As the tables show it. */
    String name();

    /**
     * What an answer holds.
     *
     * @param hits best first, more than an answer holds
     * @param k the most to keep
     */
    List<Hit> keep(String question, List<Hit> hits, int k);
}
