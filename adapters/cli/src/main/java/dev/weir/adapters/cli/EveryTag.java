package dev.weir.adapters.cli;

import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Decision;
import dev.weir.tenancy.DenialCode;
import dev.weir.tenancy.Grant;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.heads.HeadView;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Lets an operator who opened the glass check every tag in use; it never decides what a query returns. */
record EveryTag(HeadView heads, Set<TenantId> tenants) implements AccessPolicy {
    @Override
    public PolicyVersion version() {
        return new PolicyVersion("verify-1");
    }

    @Override
    public Set<Grant> readGrants(Principal principal) {
        Set<Grant> grants = new LinkedHashSet<>();
        for (TenantId tenant : tenants) {
            Set<Label> labels = new HashSet<>();
            Set<Label> clearances = new HashSet<>();
            for (AccessTag tag : heads.tags(tenant)) {
                labels.addAll(tag.labels());
                clearances.addAll(tag.clearances());
            }
            if (!labels.isEmpty()) {
                grants.add(new Grant(tenant, labels, clearances));
            }
        }
        return grants;
    }

    @Override
    public Decision decide(Principal principal, AccessTag tag) {
        return readGrants(principal).stream().anyMatch(grant -> grant.permits(tag))
                ? new Decision.Permit(version())
                : new Decision.Deny(DenialCode.OUTSIDE_GRANTS, version());
    }

    @Override
    public WriteRequest.Answer mayWrite(Principal principal, WriteRequest request) {
        return new WriteRequest.Answer.Refused(DenialCode.WRITE_NOT_ALLOWED);
    }
}
