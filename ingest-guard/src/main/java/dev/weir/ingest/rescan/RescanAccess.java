package dev.weir.ingest.rescan;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.WriteGrant;
import java.util.function.Supplier;

/**
 * The proofs that a re-scan works under. A grant and a scope expire and a run may take longer, so both are asked for
 * whenever one is needed.
 *
 * @param grant to ingest into the tenant that is re-scanned
 * @param scope of the same tenant; documents outside it count as unreadable
 * @param opening to read the store's rows
 */
public record RescanAccess(Supplier<WriteGrant> grant, Supplier<AccessScope> scope, BreakGlass opening) {
    public RescanAccess {
        requireNonNull(grant, "grant is null");
        requireNonNull(scope, "scope is null");
        requireNonNull(opening, "opening is null");
    }
}
