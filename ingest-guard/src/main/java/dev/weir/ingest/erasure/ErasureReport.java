package dev.weir.ingest.erasure;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import java.util.Set;

/**
 * What an erasure removed. Counts are of this run: one that finishes another counts what the other left.
 *
 * @param documents that are erased now, whether or not anything of them was left
 * @param tombstones written to the head log
 * @param rows removed from all stores together
 * @param vectors of those rows; a row has one or none
 * @param tickets removed from the quarantine with the bytes they held
 * @param suppressions removed
 * @param ledgerEntries forgotten
 */
public record ErasureReport(
        TenantId tenant,
        Set<DocumentId> documents,
        long tombstones,
        long rows,
        long vectors,
        long tickets,
        long suppressions,
        long ledgerEntries) {
    public ErasureReport {
        requireNonNull(tenant, "tenant is null");
        documents = Set.copyOf(documents);
    }
}
