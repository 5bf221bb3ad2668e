package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.SourceRef;

/**
 * A batch that is unlike earlier ones of its source, and is held whole.
 *
 * @param source what the documents have in common
 * @param documents that were judged
 * @param stopped of them held or rejected by themselves
 * @param batches that the baseline rests on
 * @param highestRate the highest share of stopped documents that fits the baseline, 0 to 1
 */
public record LeftBaseline(SourceRef source, int documents, int stopped, int batches, double highestRate) {
    public LeftBaseline {
        requireNonNull(source, "source is null");
    }
}
