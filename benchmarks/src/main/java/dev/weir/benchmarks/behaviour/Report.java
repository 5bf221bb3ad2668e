package dev.weir.benchmarks.behaviour;

import dev.weir.benchmarks.interval.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a run found. */
record Report(
        Setup setup,
        Candidate chosen,
        List<Ladder> ladders,
        List<Annotation> annotations,
        @Nullable Replayed replayed) {
    Report {
        ladders = List.copyOf(ladders);
        annotations = List.copyOf(annotations);
    }

    /** The same with what a replay cost. */
    Report with(Replayed other) {
        return new Report(setup, chosen, ladders, annotations, other);
    }

    /** What was run on what. */
    record Setup(
            String commit,
            String java,
            int processors,
            long seed,
            int chunks,
            int readers,
            int days,
            int thieves,
            int candidates,
            double tuningStopped) {}

    /** What one policy does to readers and thieves of the reported part. */
    record Ladder(String name, Honest honest, List<Heists> heists) {
        Ladder {
            heists = List.copyOf(heists);
        }
    }

    /** Readers of the reported part under the ladder. */
    record Honest(int questions, Share stopped, Share capped, Share lowered) {}

    /**
     * Thieves of one way and pace.
     *
     * @param stopped of all thieves
     * @param within share of them that was stopped with at most 5 % of the corpus
     * @param medianQuestions until the first refusal
     * @param medianLost share of the corpus that the median thief had at the first refusal, or at the end
     * @param worstLost the same of the luckiest
     * @param medianAfterMonth share after 30 days of waiting out every hold
     * @param unwatched share after 300 questions that nobody watches
     */
    record Heists(
            String way,
            String pace,
            Share stopped,
            Share within,
            int medianQuestions,
            int mostQuestions,
            double medianLost,
            double worstLost,
            double medianAfterMonth,
            double unwatched) {}

    /**
     * A sign that only annotates.
     *
     * @param readerDays on which it was logged
     * @param thieves who were logged, by way, in the order of {@link Thief.Way}
     */
    record Annotation(String sign, double from, Share readerDays, List<Share> thieves) {
        Annotation {
            thieves = List.copyOf(thieves);
        }
    }

    /** What a replay of many questions cost. */
    record Replayed(
            long questions,
            int principals,
            long chunks,
            double seconds,
            double perSecond,
            long meanBytes,
            long mostBytes,
            double heapBytesPerPrincipal) {}
}
