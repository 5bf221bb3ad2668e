package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * The one mint of {@link AccessScope} and {@link WriteGrant}: asks the policy and refuses where it is silent. Thread-safe
 * if the policy is.
 */
public final class ScopeResolver {
    private final AccessPolicy policy;
    private final InstantSource clock;
    private final Duration lifetime;

    /**
     * @param lifetime how long a scope or grant lives, more than zero
     * @throws IllegalArgumentException if {@code lifetime} is not positive
     */
    public ScopeResolver(AccessPolicy policy, InstantSource clock, Duration lifetime) {
        this.policy = requireNonNull(policy, "policy is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.lifetime = requireNonNull(lifetime, "lifetime is null");
        if (!lifetime.isPositive()) {
            throw new IllegalArgumentException("lifetime must be > 0, got " + lifetime);
        }
    }

    /**
     * What {@code principal} may read from now until the lifetime ends.
     *
     * @throws ScopeDeniedException if the policy grants nothing
     */
    public AccessScope resolve(Principal principal) {
        PolicyVersion version = policy.version();
        Set<Grant> grants = policy.readGrants(principal);
        if (grants.isEmpty()) {
            throw new ScopeDeniedException(DenialCode.NO_GRANT);
        }
        return new AccessScope(principal, grants, version, expiry());
    }

    /**
     * Leave to do one kind of write.
     *
     * @throws ScopeDeniedException if the policy refuses, or answers with a tag of another tenant; or if a service asks
     *     for another tenant than its own, whatever the policy says
     */
    public WriteGrant resolveWrite(Principal principal, WriteRequest request) {
        if (principal.authenticatedBy() == Principal.AuthenticatedBy.SERVICE
                && !principal.tenant().equals(request.tenant())) {
            throw new ScopeDeniedException(DenialCode.WRITE_NOT_ALLOWED);
        }
        PolicyVersion version = policy.version();
        return switch (policy.mayWrite(principal, request)) {
            case WriteRequest.Answer.Refused refused -> throw new ScopeDeniedException(refused.code());
            case WriteRequest.Answer.Allowed allowed -> {
                if (!allowed.tag().tenant().equals(request.tenant())) {
                    throw new ScopeDeniedException(DenialCode.WRITE_NOT_ALLOWED);
                }
                yield new WriteGrant(
                        principal,
                        request.action(),
                        allowed.tag(),
                        allowed.maximumTrust(),
                        request.source(),
                        version,
                        expiry());
            }
        };
    }

    private Instant expiry() {
        return clock.instant().plus(lifetime);
    }
}
