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
 * @param suspicion how near the question comes to being flagged as an injection, from 0 to 1 for one that is; 0 if nobody
 *     looked
 */
public record Observed(String query, List<Passage> passages, List<Double> scores, int foreignRows, double suspicion) {
    /** @throws IllegalArgumentException if a number is out of its range */
    public Observed {
        requireNonNull(query, "query is null");
        passages = List.copyOf(passages);
        scores = List.copyOf(scores);
        if (foreignRows < 0) {
            throw new IllegalArgumentException("foreignRows must be >= 0, got " + foreignRows);
        }
        if (!(suspicion >= 0 && suspicion <= 1)) {
            throw new IllegalArgumentException("suspicion must be 0 to 1, got " + suspicion);
        }
    }

    /** A question that nobody screened. */
    public Observed(String query, List<Passage> passages, List<Double> scores, int foreignRows) {
        this(query, passages, scores, foreignRows, 0);
    }

    /** The same with what a screen said of the question. */
    public Observed suspected(double screened) {
        return new Observed(query, passages, scores, foreignRows, screened);
    }

    /** A question that was not searched for. */
    public static Observed unanswered(String query) {
        return new Observed(query, List.of(), List.of(), 0);
    }

    /**
     * A chunk of the answer.
     *
     * @param vector its embedding; empty if none is known. Not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    public record Passage(ChunkId chunk, String text, float[] vector) {
        private static final float[] NONE = new float[0];

        public Passage {
            requireNonNull(chunk, "chunk is null");
            requireNonNull(text, "text is null");
            requireNonNull(vector, "vector is null");
        }

        /** A chunk whose embedding is not known. */
        public Passage(ChunkId chunk, String text) {
            this(chunk, text, NONE);
        }
    }
}
