package dev.weir.retrieve.behaviour;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.ChunkId;
import java.util.List;

/**
 * What one question brought, before it is answered. Nothing of it is kept but counters and keyed digests.
 *
 * @param query the question's words
 * @param passages what the answer would hold, best first
 * @param scores of all verified rows, in the store's order
 * @param foreignRows intact rows outside the scope that the store returned
 */
public record Observed(String query, List<Passage> passages, List<Double> scores, int foreignRows) {
    public Observed {
        requireNonNull(query, "query is null");
        passages = List.copyOf(passages);
        scores = List.copyOf(scores);
        if (foreignRows < 0) {
            throw new IllegalArgumentException("foreignRows must be >= 0, got " + foreignRows);
        }
    }

    /** A question that was not searched for. */
    public static Observed unanswered(String query) {
        return new Observed(query, List.of(), List.of(), 0);
    }

    /** A chunk of the answer. */
    public record Passage(ChunkId chunk, String text) {
        public Passage {
            requireNonNull(chunk, "chunk is null");
            requireNonNull(text, "text is null");
        }
    }
}
