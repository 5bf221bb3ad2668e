package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document that was admitted, embedded, and is about to be sealed.
 *
 * @param uploader the subject of the write grant
 * @param trust the tier that it would be sealed with
 * @param at now
 * @param model id of the embedder
 * @param chunks everything that would be sealed, at least one
 * @param replaced what counts of the document now; empty if it is new
 */
public record Arrival(
        TenantId tenant,
        DocumentId document,
        String uploader,
        SourceRef source,
        TrustTier trust,
        Instant at,
        String model,
        List<ArrivingChunk> chunks,
        Optional<Replaced> replaced) {
    /** @throws IllegalArgumentException if there is no chunk */
    public Arrival {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(document, "document is null");
        requireNonNull(uploader, "uploader is null");
        requireNonNull(source, "source is null");
        requireNonNull(trust, "trust is null");
        requireNonNull(at, "at is null");
        requireNonNull(model, "model is null");
        requireNonNull(replaced, "replaced is null");
        chunks = List.copyOf(chunks);
        if (chunks.isEmpty()) {
            throw new IllegalArgumentException("a document that is sealed has chunks");
        }
    }
}
