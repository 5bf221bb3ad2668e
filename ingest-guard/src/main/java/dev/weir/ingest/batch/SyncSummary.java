package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

/**
 * What a sync did.
 *
 * @param batch counts of the files that were worked on
 * @param unchanged documents with the same bytes as before
 * @param added documents that were not known
 * @param changed documents with other bytes
 * @param moved documents that were ingested under a new name and erased under the old one
 * @param gone documents that were erased because the root has them no more
 * @param unlisted folders that could not be looked into; if there are any, nothing was taken for moved or gone
 */
public record SyncSummary(
        BatchSummary batch, int unchanged, int added, int changed, int moved, int gone, int unlisted) {
    public SyncSummary {
        requireNonNull(batch, "batch is null");
    }
}
