package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.Sources;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * For whom and as what the files of a batch are ingested.
 *
 * @param batch name of the run, 1 to 64 characters; a run that is resumed keeps it
 * @param sources the source of a file
 * @param grants leave to ingest from a source, asked for each file; it may throw
 *     {@link dev.weir.tenancy.ScopeDeniedException}
 * @param expiresAt from when on the documents are withheld, in whole milliseconds
 * @param attributes the application's own metadata
 */
public record IngestPlan(
        TenantId tenant,
        String batch,
        Function<Path, SourceRef> sources,
        Function<SourceRef, WriteGrant> grants,
        Instant expiresAt,
        Map<String, String> attributes) {
    public IngestPlan {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(batch, "batch is null");
        requireNonNull(sources, "sources is null");
        requireNonNull(grants, "grants is null");
        requireNonNull(expiresAt, "expiresAt is null");
        attributes = Map.copyOf(attributes);
    }

    /** Files under their own paths, without expiry and attributes. */
    public static IngestPlan of(TenantId tenant, String batch, Function<SourceRef, WriteGrant> grants) {
        return new IngestPlan(tenant, batch, Sources::ofFile, grants, DocumentHead.NEVER, Map.of());
    }
}
