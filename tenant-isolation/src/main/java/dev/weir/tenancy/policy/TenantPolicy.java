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
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteRequest;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ordinary policy: a principal reads and writes its own tenant, with the default label and the labels of its
 * groups, and reads each shared corpus that names its tenant. Immutable and thread-safe.
 *
 * <p>A shared corpus is a tenant of its own; only its own principals write to it.
 *
 * @param tenants the tenants that exist
 * @param defaultLabel what a document without a label gets, and what every principal of the tenant may read
 * @param sharedWith for each shared corpus, the tenants whose principals may read its default label
 * @param clearances for each tenant and subject of it, the clearances held: the same name in two tenants is two people
 * @param maximumTrust the most trust that any upload gets
 */
public record TenantPolicy(
        PolicyVersion version,
        Set<TenantId> tenants,
        Label defaultLabel,
        Map<TenantId, Set<TenantId>> sharedWith,
        Map<TenantId, Map<String, Set<Label>>> clearances,
        TrustTier maximumTrust)
        implements AccessPolicy {
    /** The label that a document gets if nobody names one. */
    public static final Label DEFAULT_LABEL = new Label("tenant");

    /** @throws IllegalArgumentException if there is no tenant, or a shared corpus is not among them */
    public TenantPolicy {
        requireNonNull(version, "version is null");
        requireNonNull(defaultLabel, "defaultLabel is null");
        requireNonNull(maximumTrust, "maximumTrust is null");
        tenants = Set.copyOf(tenants);
        sharedWith = Map.copyOf(sharedWith);
        clearances = clearances.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
        if (tenants.isEmpty()) {
            throw new IllegalArgumentException("a policy needs at least one tenant");
        }
        if (!tenants.containsAll(sharedWith.keySet())) {
            throw new IllegalArgumentException("every shared corpus must be a tenant of the policy");
        }
    }

    /** A policy without shared corpora or clearances. */
    public static TenantPolicy of(PolicyVersion version, Set<TenantId> tenants, TrustTier maximumTrust) {
        return new TenantPolicy(version, tenants, DEFAULT_LABEL, Map.of(), Map.of(), maximumTrust);
    }

    @Override
    public Set<Grant> readGrants(Principal principal) {
        if (!tenants.contains(principal.tenant())) {
            return Set.of();
        }
        Set<Label> held = held(principal);
        Set<Grant> grants = new LinkedHashSet<>();
        grants.add(new Grant(principal.tenant(), audience(principal), held));
        sharedWith.forEach((corpus, readers) -> {
            if (readers.contains(principal.tenant())) {
                grants.add(new Grant(corpus, Set.of(defaultLabel), Set.of()));
            }
        });
        return grants;
    }

    @Override
    public Decision decide(Principal principal, AccessTag tag) {
        if (!tenants.contains(tag.tenant())) {
            return new Decision.Deny(DenialCode.UNKNOWN_TENANT, version);
        }
        return readGrants(principal).stream().anyMatch(grant -> grant.permits(tag))
                ? new Decision.Permit(version)
                : new Decision.Deny(DenialCode.OUTSIDE_GRANTS, version);
    }

    @Override
    public WriteRequest.Answer mayWrite(Principal principal, WriteRequest request) {
        if (!tenants.contains(request.tenant())) {
            return new WriteRequest.Answer.Refused(DenialCode.UNKNOWN_TENANT);
        }
        if (!principal.tenant().equals(request.tenant())) {
            return new WriteRequest.Answer.Refused(DenialCode.WRITE_NOT_ALLOWED);
        }
        Set<Label> held = held(principal);
        if (!audience(principal).containsAll(request.labels()) || !held.containsAll(request.clearances())) {
            return new WriteRequest.Answer.Refused(DenialCode.LABEL_NOT_ALLOWED);
        }
        Set<Label> labels = request.labels().isEmpty() ? Set.of(defaultLabel) : request.labels();
        return new WriteRequest.Answer.Allowed(
                new AccessTag(request.tenant(), labels, request.clearances()), maximumTrust);
    }

    private Set<Label> held(Principal principal) {
        return clearances.getOrDefault(principal.tenant(), Map.of()).getOrDefault(principal.subject(), Set.of());
    }

    private Set<Label> audience(Principal principal) {
        Set<Label> labels = new HashSet<>();
        labels.add(defaultLabel);
        principal.groups().forEach(group -> labels.add(Label.ofGroup(group)));
        return labels;
    }
}
