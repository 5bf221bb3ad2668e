package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Set;

/**
 * One arm of a scope: documents of {@code tenant} whose audience holds any of {@code anyLabel} and whose clearances are
 * all among {@code clearances}.
 *
 * @param anyLabel at least one; a grant without labels would permit nothing and is refused as a mistake
 */
public record Grant(TenantId tenant, Set<Label> anyLabel, Set<Label> clearances) {
    /** @throws IllegalArgumentException if {@code anyLabel} is empty */
    public Grant {
        requireNonNull(tenant, "tenant is null");
        anyLabel = Set.copyOf(anyLabel);
        clearances = Set.copyOf(clearances);
        if (anyLabel.isEmpty()) {
            throw new IllegalArgumentException("a grant needs at least one label");
        }
    }

    /** Whether a document with this tag lies inside the grant. */
    public boolean permits(AccessTag tag) {
        return tenant.equals(tag.tenant())
                && !Collections.disjoint(anyLabel, tag.labels())
                && clearances.containsAll(tag.clearances());
    }
}
