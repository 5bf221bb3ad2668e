package dev.weir.retrieve.verify;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import java.util.Set;

/**
 * Documents that questions met and whose scan is not current, for whoever scans them again to begin with: an SPI. It is a
 * hint: a document that never gets into it is still found by its stamp.
 *
 * <p>Implementations must be thread-safe, keep each document once, hold a bounded number and drop what is beyond. An
 * exception is logged and changes no answer.
 */
@FunctionalInterface
public interface RescanQueue {
    /** Keeps nothing. */
    RescanQueue NONE = (tenant, documents) -> {};

    /** Takes documents of one tenant, not empty. */
    void offer(TenantId tenant, Set<DocumentId> documents);
}
