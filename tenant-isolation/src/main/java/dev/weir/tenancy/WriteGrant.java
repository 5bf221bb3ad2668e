package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Proof that one principal may do one kind of write in one tenant, with the tag and the most trust the policy gives.
 * Only {@link ScopeResolver} makes one; {@link #lowerTrust} is the only change a caller can make. Immutable and
 * thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>The uploader is the principal the policy saw, and the trust tier is never above the policy's.
 *   <li>{@link #require} fails from {@link #expiresAt} on, for another tenant and for another action.
 * </ul>
 */
public final class WriteGrant {
    private final Principal principal;
    private final WriteAction action;
    private final AccessTag tag;
    private final TrustTier trust;
    private final String source;
    private final PolicyVersion policy;
    private final Instant expiresAt;

    WriteGrant(
            Principal principal,
            WriteAction action,
            AccessTag tag,
            TrustTier trust,
            String source,
            PolicyVersion policy,
            Instant expiresAt) {
        this.principal = requireNonNull(principal, "principal is null");
        this.action = requireNonNull(action, "action is null");
        this.tag = requireNonNull(tag, "tag is null");
        this.trust = requireNonNull(trust, "trust is null");
        this.source = requireNonNull(source, "source is null");
        this.policy = requireNonNull(policy, "policy is null");
        this.expiresAt = requireNonNull(expiresAt, "expiresAt is null");
    }

    /**
     * Checks that this grant covers a write, where the write happens.
     *
     * @throws WriteRefusedException if it is for another tenant or action, or has expired
     */
    public void require(TenantId tenant, WriteAction wanted, Instant now) {
        if (!tag.tenant().equals(tenant)) {
            throw new WriteRefusedException("the write grant is for another tenant");
        }
        if (action != wanted) {
            throw new WriteRefusedException("the write grant allows " + action + ", not " + wanted);
        }
        if (!now.isBefore(expiresAt)) {
            throw new WriteRefusedException("the write grant has expired");
        }
    }

    /**
     * This grant with a lower trust tier.
     *
     * @throws WriteRefusedException if {@code lower} is above this grant's tier
     */
    public WriteGrant lowerTrust(TrustTier lower) {
        if (lower.compareTo(trust) > 0) {
            throw new WriteRefusedException(DenialCode.TRUST_NOT_ALLOWED.text());
        }
        return new WriteGrant(principal, action, tag, lower, source, policy, expiresAt);
    }

    public Principal principal() {
        return principal;
    }

    public TenantId tenant() {
        return tag.tenant();
    }

    public WriteAction action() {
        return action;
    }

    /** The audience and clearances that written documents get. */
    public AccessTag tag() {
        return tag;
    }

    /** The tier that written documents get. */
    public TrustTier trust() {
        return trust;
    }

    /** The source the policy was asked about. */
    public String source() {
        return source;
    }

    public PolicyVersion policy() {
        return policy;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
