package dev.weir.tenancy.heads;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.Optional;
import java.util.Set;

/** The current heads, as some reader of the logs knows them. Thread-safe; every answer comes from memory. */
public interface HeadView {
    /** The head of one document, or why there is none. */
    HeadLookup lookup(TenantId tenant, DocumentId document);

    /**
     * Whether a head that {@link #lookup} gave counts only until its document is adopted: nobody's log vouches for it, and its
     * text is to be screened whenever it is served.
     */
    boolean isProvisional(DocumentHead head);

    /** Whether everything of this source or of this batch is withheld. */
    boolean isRevoked(TenantId tenant, SourceRef source, String batch);

    /** The lowest scan-stamp epoch that is served, 0 if none was set. */
    int minimumEpoch(TenantId tenant);

    /** The scan-stamp epoch that is current, 0 if none was set: what is below it is to be scanned again. */
    int currentEpoch(TenantId tenant);

    /** Every tag that a current head of the tenant carries: what a scope is bound against before it is pushed down. */
    Set<AccessTag> tags(TenantId tenant);

    /** What is wrong with the tenant's log, if anything is. */
    Optional<LogFault> fault(TenantId tenant);
}
