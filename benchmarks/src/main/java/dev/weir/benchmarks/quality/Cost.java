package dev.weir.benchmarks.quality;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk of 256 tokens costs on one core, all subjects in one run.
 *
 * @param mix how many chunks of each group of texts
 * @param tokens mean tokens of a chunk to the classifier, its two special ones included
 * @param rounds how often each subject met each chunk, after the warm-up
 * @param load the machine's load average as the run began, negative if unknown
 * @param lines one for each subject, over all chunks and over each group
 */
record Cost(Map<String, Integer> mix, double tokens, int rounds, double load, List<Line> lines) {
    static final String ALL = "all";

    /** Copies both. */
    Cost {
        mix = new TreeMap<>(mix);
        lines = List.copyOf(lines);
    }

    /**
     * The cost of one subject.
     *
     * @param over {@code all}, or the group of texts
     * @param subject what was run
     * @param meanMicros mean over chunks of the median over rounds: what a chunk costs on average
     * @param medianMicros median over chunks of the median over rounds: below the mean where a first stage clears most
     * @param toMiniLm mean over that of the MiniLM encoder
     * @param toXsmall mean over that of DeBERTa-v3-xsmall, null if that was not given
     */
    record Line(
            String over,
            String subject,
            double meanMicros,
            double medianMicros,
            double toMiniLm,
            @Nullable Double toXsmall) {}
}
