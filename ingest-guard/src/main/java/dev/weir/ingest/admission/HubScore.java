package dev.weir.ingest.admission;

/**
 * How many sentinels would find a document.
 *
 * @param most hits of the chunk with the most
 * @param union sentinels that any of its chunks hits
 * @param chunk robust z-score of {@code most} among chunks
 * @param spread robust z-score of {@code union} among documents of about as many chunks; negative infinity for a document of
 *     one chunk, or if there are too few such documents
 * @param noteAt from which score on it is noted
 * @param holdAt from which score on it is held
 */
public record HubScore(int most, int union, double chunk, double spread, double noteAt, double holdAt) {
    /** The score of the document: the higher one. */
    public double score() {
        return Math.max(chunk, spread);
    }

    /** Whether the chunks together, rather than one of them, are why. */
    public boolean isSprayed() {
        return spread > chunk;
    }
}
