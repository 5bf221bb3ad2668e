package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * Proof of what one principal may read now: a finite OR of grants, expiring, pinned to a policy version. Only
 * {@link ScopeResolver} makes one. Immutable and thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>It holds at least one grant; there is no empty or unlimited scope.
 *   <li>{@link #permits} is false from {@link #expiresAt} on.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That the policy has not changed since: a scope is as fresh as its lifetime is short.
 */
public final class AccessScope {
    private final Principal principal;
    private final Set<Grant> grants;
    private final PolicyVersion policy;
    private final Instant expiresAt;

    AccessScope(Principal principal, Set<Grant> grants, PolicyVersion policy, Instant expiresAt) {
        this.principal = requireNonNull(principal, "principal is null");
        this.grants = Set.copyOf(grants);
        this.policy = requireNonNull(policy, "policy is null");
        this.expiresAt = requireNonNull(expiresAt, "expiresAt is null");
        if (this.grants.isEmpty()) {
            throw new IllegalArgumentException("a scope needs at least one grant");
        }
    }

    /** Whether a document with this tag may be read at {@code now}. */
    public boolean permits(AccessTag tag, Instant now) {
        return isLive(now) && grants.stream().anyMatch(grant -> grant.permits(tag));
    }

    /** Whether the scope has not expired at {@code now}. */
    public boolean isLive(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** The tenants that any grant names, in order. */
    public Set<TenantId> tenants() {
        Set<TenantId> tenants = new TreeSet<>();
        grants.forEach(grant -> tenants.add(grant.tenant()));
        return tenants;
    }

    public Principal principal() {
        return principal;
    }

    public Set<Grant> grants() {
        return grants;
    }

    public PolicyVersion policy() {
        return policy;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
