package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.quarantine.Suppressions;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.store.FilledTable;

/**
 * What an adoption reads and writes. It closes none of it.
 *
 * @param table is only read
 * @param rows where seals go
 * @param heads follows the log that {@code log} writes
 * @param accepted findings that count for nothing
 */
public record AdoptionTargets(
        FilledTable table,
        AdoptedRows rows,
        HeadReader heads,
        HeadLogWriter log,
        TenantDigests digests,
        Suppressions accepted) {
    public AdoptionTargets {
        requireNonNull(table, "table is null");
        requireNonNull(rows, "rows is null");
        requireNonNull(heads, "heads is null");
        requireNonNull(log, "log is null");
        requireNonNull(digests, "digests is null");
        requireNonNull(accepted, "accepted is null");
    }
}
