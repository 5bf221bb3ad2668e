package dev.weir.tenancy.policy;

import static dev.weir.tenancy.testkit.SealedWorld.EXPORT;
import static dev.weir.tenancy.testkit.SealedWorld.RESTRICTED;

import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.testkit.AccessPolicyContract;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

class TenantPolicyTest extends AccessPolicyContract {
    private static final List<TenantId> TENANTS =
            List.of(new TenantId("acme"), new TenantId("acme1"), new TenantId("globex"));
    private static final TenantId HANDBOOK = new TenantId("handbook");

    @Override
    protected AccessPolicy policy(SplittableRandom random) {
        return draw(random);
    }

    static TenantPolicy draw(SplittableRandom random) {
        Set<TenantId> tenants = new HashSet<>(some(random, TENANTS));
        tenants.add(HANDBOOK);
        Map<String, Set<Label>> held = Map.of("chief", some(random, List.of(RESTRICTED, EXPORT)));
        return new TenantPolicy(
                new PolicyVersion("drawn"),
                tenants,
                new Label(any(random, List.of("tenant", "public"))),
                Map.of(HANDBOOK, some(random, TENANTS)),
                Map.of(any(random, TENANTS), held),
                TrustTier.INTERNAL);
    }
}
