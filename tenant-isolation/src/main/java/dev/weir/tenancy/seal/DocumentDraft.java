package dev.weir.tenancy.seal;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.SourceRef;
import java.time.Instant;
import java.util.List;

/**
 * One version of a document that was admitted and is to be sealed. Tenant, audience, uploader and trust are not here:
 * they come from the write grant.
 *
 * @param version from 1; higher than every version published before
 * @param batch the ingest run
 * @param pipeline what extracted the text
 * @param expiresAt from when on the document is withheld
 * @param chunks in the order of the text, at least one
 */
public record DocumentDraft(
        DocumentId document,
        long version,
        SourceRef source,
        String batch,
        String pipeline,
        Instant expiresAt,
        ScanStamp stamp,
        List<ChunkDraft> chunks) {
    /** The most chunks one version may have, so that a seal stays within its size. */
    public static final int MAX_CHUNKS = 1 << 20;

    /** @throws IllegalArgumentException if there are no chunks, or more than {@link #MAX_CHUNKS} */
    public DocumentDraft {
        requireNonNull(document, "document is null");
        requireNonNull(source, "source is null");
        requireNonNull(batch, "batch is null");
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(expiresAt, "expiresAt is null");
        requireNonNull(stamp, "stamp is null");
        chunks = List.copyOf(chunks);
        if (chunks.isEmpty() || chunks.size() > MAX_CHUNKS) {
            throw new IllegalArgumentException("a document has 1-" + MAX_CHUNKS + " chunks, got " + chunks.size());
        }
    }
}
