package dev.weir.tenancy.policy;

import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Decision;
import dev.weir.tenancy.DenialCode;
import dev.weir.tenancy.Grant;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.WriteRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Combinators for {@link AccessPolicy}. */
public final class Policies {
    private Policies() {}

    /**
     * A policy that permits what every one of {@code policies} permits; the first denial is the answer.
     *
     * <p>Grants of several policies are met pairwise: same tenant, the labels and the clearances they have in common.
     * That may be narrower than the policies taken one by one (a document with two labels, each granted by another
     * policy), and never wider; {@link AccessPolicy#decide} follows the narrower meaning.
     *
     * @throws IllegalArgumentException if the list is empty: no policy is not a permission
     */
    public static AccessPolicy allOf(List<AccessPolicy> policies) {
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("allOf needs at least one policy");
        }
        return new AllOf(List.copyOf(policies));
    }

    private record AllOf(List<AccessPolicy> policies) implements AccessPolicy {
        @Override
        public PolicyVersion version() {
            String joined = policies.stream().map(p -> p.version().value()).collect(Collectors.joining("+"));
            return new PolicyVersion(
                    joined.length() <= 128
                            ? joined
                            : "allOf:" + UUID.nameUUIDFromBytes(joined.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public Set<Grant> readGrants(Principal principal) {
            Set<Grant> met = policies.getFirst().readGrants(principal);
            for (AccessPolicy policy : policies.subList(1, policies.size())) {
                met = meet(met, policy.readGrants(principal));
            }
            return met;
        }

        @Override
        public Decision decide(Principal principal, AccessTag tag) {
            for (AccessPolicy policy : policies) {
                Decision decision = policy.decide(principal, tag);
                if (decision instanceof Decision.Deny) {
                    return decision;
                }
            }
            return readGrants(principal).stream().anyMatch(grant -> grant.permits(tag))
                    ? new Decision.Permit(version())
                    : new Decision.Deny(DenialCode.OUTSIDE_GRANTS, version());
        }

        @Override
        public WriteRequest.Answer mayWrite(Principal principal, WriteRequest request) {
            WriteRequest.Answer first = policies.getFirst().mayWrite(principal, request);
            if (!(first instanceof WriteRequest.Answer.Allowed met)) {
                return first;
            }
            for (AccessPolicy policy : policies.subList(1, policies.size())) {
                WriteRequest.Answer next = policy.mayWrite(principal, request);
                if (!(next instanceof WriteRequest.Answer.Allowed allowed)) {
                    return next;
                }
                if (!allowed.tag().equals(met.tag())) {
                    return new WriteRequest.Answer.Refused(DenialCode.LABEL_NOT_ALLOWED);
                }
                met = new WriteRequest.Answer.Allowed(
                        met.tag(), met.maximumTrust().atMost(allowed.maximumTrust()));
            }
            return met;
        }

        private static Set<Grant> meet(Set<Grant> left, Set<Grant> right) {
            Set<Grant> met = new LinkedHashSet<>();
            for (Grant a : left) {
                for (Grant b : right) {
                    Set<Label> labels = common(a.anyLabel(), b.anyLabel());
                    if (a.tenant().equals(b.tenant()) && !labels.isEmpty()) {
                        met.add(new Grant(a.tenant(), labels, common(a.clearances(), b.clearances())));
                    }
                }
            }
            return met;
        }

        private static Set<Label> common(Set<Label> a, Set<Label> b) {
            Set<Label> both = new HashSet<>(a);
            both.retainAll(b);
            return both;
        }
    }
}
