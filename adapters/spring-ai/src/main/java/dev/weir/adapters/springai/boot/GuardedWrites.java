package dev.weir.adapters.springai.boot;

import static java.util.Objects.requireNonNull;

import dev.weir.adapters.springai.VectorStoreChunkStore;
import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestTargets;
import dev.weir.ingest.WriteGrants;
import dev.weir.ingest.erasure.Eraser;
import dev.weir.ingest.erasure.ErasureTargets;
import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.store.ChunkStore;
import java.time.InstantSource;
import java.util.List;

/** What guarded stores write and erase with. Without this bean they are read-only. */
public final class GuardedWrites {
    private final DocumentScanner scanner;
    private final HeadReader heads;
    private final HeadLogWriter log;
    private final TenantDigests digests;
    private final QuarantineStore quarantine;
    private final WriteGrants grants;
    private final InstantSource clock;

    /** @param grants the leave for each write; mostly {@code principals.grants(scopes)} */
    public GuardedWrites(
            DocumentScanner scanner,
            HeadReader heads,
            HeadLogWriter log,
            TenantDigests digests,
            QuarantineStore quarantine,
            WriteGrants grants,
            InstantSource clock) {
        this.scanner = requireNonNull(scanner, "scanner is null");
        this.heads = requireNonNull(heads, "heads is null");
        this.log = requireNonNull(log, "log is null");
        this.digests = requireNonNull(digests, "digests is null");
        this.quarantine = requireNonNull(quarantine, "quarantine is null");
        this.grants = requireNonNull(grants, "grants is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    WriteGrants grants() {
        return grants;
    }

    IngestGuard guard(ChunkStore chunks) {
        return new IngestGuard(
                scanner,
                VectorStoreChunkStore.embedder(),
                new IngestTargets(chunks, heads, log, digests, quarantine),
                clock);
    }

    Eraser eraser(ChunkStore chunks) {
        return new Eraser(new ErasureTargets(List.of(chunks), heads, log, digests, quarantine, List.of()), clock);
    }
}
