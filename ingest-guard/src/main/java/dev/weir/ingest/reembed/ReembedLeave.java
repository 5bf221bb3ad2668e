package dev.weir.ingest.reembed;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteGrant;
import java.util.Set;
import java.util.function.Function;

/**
 * An operator's leave to rewrite the indexes of several tenants.
 *
 * @param tenants all that have documents in the index; a tenant that is left out loses its rows
 * @param scope permits every tag in use, for the length of the run
 * @param opening shows every row
 * @param grants leave to ingest for a tenant, asked again and again; audience and trust of documents stay what they are
 */
public record ReembedLeave(
        Set<TenantId> tenants, AccessScope scope, BreakGlass opening, Function<TenantId, WriteGrant> grants) {
    public ReembedLeave {
        tenants = Set.copyOf(tenants);
        requireNonNull(scope, "scope is null");
        requireNonNull(opening, "opening is null");
        requireNonNull(grants, "grants is null");
    }
}
