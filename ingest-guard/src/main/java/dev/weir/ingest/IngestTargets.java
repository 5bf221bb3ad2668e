package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.store.ChunkStore;

/**
 * Where an ingest writes. The caller closes what needs closing.
 *
 * @param chunks the vector store
 * @param heads follows the log that {@code log} writes to
 * @param log publishes heads
 * @param digests names documents and salts their leaves
 * @param quarantine holds what is not admitted
 */
public record IngestTargets(
        ChunkStore chunks, HeadReader heads, HeadLogWriter log, TenantDigests digests, QuarantineStore quarantine) {
    public IngestTargets {
        requireNonNull(chunks, "chunks is null");
        requireNonNull(heads, "heads is null");
        requireNonNull(log, "log is null");
        requireNonNull(digests, "digests is null");
        requireNonNull(quarantine, "quarantine is null");
    }
}
