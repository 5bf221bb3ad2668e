package dev.weir.benchmarks.poison;

import dev.weir.benchmarks.interval.Share;
import java.util.List;
import java.util.Map;

/** What a run measured. */
record PoisonReport(Setup setup, List<Clean> clean, List<Poisoned> poisoned) {
    PoisonReport {
        clean = List.copyOf(clean);
        poisoned = List.copyOf(poisoned);
    }

    /**
     * How it was measured.
     *
     * @param half of the questions
     * @param attacked questions with poison
     * @param plain questions without
     * @param documents clean passages
     */
    record Setup(
            String commit,
            String java,
            String embedder,
            Half half,
            int attacked,
            int plain,
            int documents,
            int k,
            int fetched) {}

    /**
     * One defence on clean answers.
     *
     * @param trust whom the passages are from
     * @param set which questions
     * @param removed of the passages that an answer without defence holds
     * @param gold answers that still hold the passage that answers, of those that would
     * @param codes removed passages by the code of the screen, the product's only
     * @param marked passages served with a code, the product's only
     */
    record Clean(
            String trust,
            String set,
            String defence,
            Share removed,
            Share gold,
            Map<String, Integer> codes,
            Map<String, Integer> marked) {
        Clean {
            codes = Map.copyOf(codes);
            marked = Map.copyOf(marked);
        }
    }

    /**
     * One defence against one scenario.
     *
     * @param exposed answers that hold poison
     * @param outvoted answers that hold poison, and at least as many such passages as passages with the correct answer
     * @param majority answers of which half or more is poison
     * @param gold answers that hold the passage that answers, of those for which it was retrieved
     * @param marked exposed answers in which each poisoned passage is marked, the product's only
     */
    record Poisoned(
            String part,
            String scenario,
            String trust,
            String defence,
            Share exposed,
            Share outvoted,
            Share majority,
            Share gold,
            Share marked) {}
}
