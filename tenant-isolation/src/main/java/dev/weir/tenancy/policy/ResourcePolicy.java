package dev.weir.tenancy.policy;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Decision;
import dev.weir.tenancy.DenialCode;
import dev.weir.tenancy.Grant;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.WriteRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Another policy, and besides it the resources that {@link ResourceAcls} lets a principal read. Thread-safe if its parts
 * are.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Permissions that were last known to be so longer ago than the staleness bound permit nothing: only what the base
 *       policy grants is left.
 *   <li>So whoever loses a permission reads for at most the staleness bound and one scope's lifetime longer.
 *   <li>A resource widens reading inside the principal's own tenant and nowhere else; clearances are still asked for.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That the lookup is right: it is as trusted as the system behind it.
 */
public final class ResourcePolicy implements AccessPolicy {
    private static final String PREFIX = "acl:";

    private final AccessPolicy base;
    private final ResourceAcls acls;
    private final Duration staleness;
    private final InstantSource clock;

    /** @param staleness how old a permission may be, more than zero */
    public ResourcePolicy(AccessPolicy base, ResourceAcls acls, Duration staleness, InstantSource clock) {
        this.base = requireNonNull(base, "base is null");
        this.acls = requireNonNull(acls, "acls is null");
        this.staleness = requireNonNull(staleness, "staleness is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (!staleness.isPositive()) {
            throw new IllegalArgumentException("staleness must be > 0, got " + staleness);
        }
    }

    /**
     * The label of a resource, {@code acl:NAME}.
     *
     * @throws IllegalArgumentException if it is not a valid label
     */
    public static Label label(String resource) {
        return new Label(PREFIX + resource);
    }

    @Override
    public PolicyVersion version() {
        return new PolicyVersion(
                base.version().value() + "+" + acls.current().version().value());
    }

    @Override
    public Set<Grant> readGrants(Principal principal) {
        Set<Label> readable = readable(principal);
        Set<Grant> grants = new LinkedHashSet<>();
        for (Grant grant : base.readGrants(principal)) {
            if (grant.tenant().equals(principal.tenant()) && !readable.isEmpty()) {
                Set<Label> labels = new HashSet<>(grant.anyLabel());
                labels.addAll(readable);
                grants.add(new Grant(grant.tenant(), labels, grant.clearances()));
            } else {
                grants.add(grant);
            }
        }
        return grants;
    }

    @Override
    public Decision decide(Principal principal, AccessTag tag) {
        Set<Grant> grants = readGrants(principal);
        if (grants.stream().anyMatch(grant -> grant.permits(tag))) {
            return new Decision.Permit(version());
        }
        return base.decide(principal, tag) instanceof Decision.Deny deny
                ? new Decision.Deny(deny.code(), version())
                : new Decision.Deny(DenialCode.OUTSIDE_GRANTS, version());
    }

    /** Whoever may read a resource may write into it; everything else is the base policy's. */
    @Override
    public WriteRequest.Answer mayWrite(Principal principal, WriteRequest request) {
        Set<Label> own = new HashSet<>(request.labels());
        own.removeAll(readable(principal));
        WriteRequest.Answer answer = base.mayWrite(
                principal,
                new WriteRequest(request.tenant(), request.action(), request.source(), own, request.clearances()));
        if (!(answer instanceof WriteRequest.Answer.Allowed allowed)
                || request.labels().isEmpty()) {
            return answer;
        }
        return new WriteRequest.Answer.Allowed(
                new AccessTag(request.tenant(), request.labels(), allowed.tag().clearances()), allowed.maximumTrust());
    }

    private Set<Label> readable(Principal principal) {
        ResourceAcls.Snapshot snapshot = acls.current();
        boolean fresh = clock.instant().isBefore(snapshot.asOf().plus(staleness));
        if (!fresh) {
            return Set.of();
        }
        Set<Label> labels = snapshot.readableBy(principal);
        // What is no resource is the base policy's alone.
        labels.removeIf(label -> !label.value().startsWith(PREFIX));
        return labels;
    }
}
