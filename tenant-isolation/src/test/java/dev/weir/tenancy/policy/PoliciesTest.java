package dev.weir.tenancy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.testkit.AccessPolicyContract;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoliciesTest extends AccessPolicyContract {
    @Override
    protected AccessPolicy policy(SplittableRandom random) {
        return Policies.allOf(List.of(TenantPolicyTest.draw(random), TenantPolicyTest.draw(random)));
    }

    @Test
    void longVersionsOfSeveralPoliciesStillMakeAVersion() {
        AccessPolicy policy =
                TenantPolicy.of(new PolicyVersion("v".repeat(128)), Set.of(new TenantId("acme")), TrustTier.INTERNAL);

        assertThat(Policies.allOf(List.of(policy, policy)).version().value()).hasSizeLessThanOrEqualTo(128);
    }
}
