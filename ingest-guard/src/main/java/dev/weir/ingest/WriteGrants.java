package dev.weir.ingest;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.SourceRef;

/**
 * Where the leave for a write comes from: the application's own knowledge of who writes, put to its policy. Neither a
 * document nor its metadata says anything of tenant, audience or trust.
 */
@FunctionalInterface
public interface WriteGrants {
    /**
     * Leave for one kind of write.
     *
     * @param source of the documents; what the grant must be for
     * @throws dev.weir.tenancy.ScopeDeniedException if the policy refuses
     */
    WriteGrant grant(WriteAction action, SourceRef source);
}
