package dev.weir.ingest.erasure;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.batch.ScanLedger;
import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.store.ChunkStore;
import java.util.List;

/**
 * Everything that may hold something of a document. The caller closes what needs closing.
 *
 * @param chunks every store that rows were ever written to, one beside the other included
 * @param heads follows the log that {@code log} writes to
 * @param log takes the tombstones
 * @param digests tells which document a source is
 * @param ledgers of the tenant, open: an ingest that uses one cannot run meanwhile
 */
public record ErasureTargets(
        List<ChunkStore> chunks,
        HeadReader heads,
        HeadLogWriter log,
        TenantDigests digests,
        QuarantineStore quarantine,
        List<ScanLedger> ledgers) {
    public ErasureTargets {
        chunks = List.copyOf(chunks);
        requireNonNull(heads, "heads is null");
        requireNonNull(log, "log is null");
        requireNonNull(digests, "digests is null");
        requireNonNull(quarantine, "quarantine is null");
        ledgers = List.copyOf(ledgers);
    }
}
