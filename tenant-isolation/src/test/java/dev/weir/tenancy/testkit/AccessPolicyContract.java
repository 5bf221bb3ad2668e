package dev.weir.tenancy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Decision;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What every {@link AccessPolicy} must do: whatever it permits lies inside what it grants, and the other way round. */
public abstract class AccessPolicyContract {
    private static final List<String> TENANTS = List.of("acme", "acme1", "globex", "handbook", "unknown");
    private static final List<String> GROUPS = List.of("finance", "legal");
    private static final List<String> LABELS =
            List.of("tenant", "public", "group:finance", "group:legal", "group:x", "acl:one", "acl:two");
    private static final List<String> CLEARANCES = List.of("restricted", "export");
    private static final List<String> SUBJECTS = List.of("anna", "chief", "ingest");

    /** A policy, drawn from a seed. */
    protected abstract AccessPolicy policy(SplittableRandom random);

    @Property(tries = 1_000)
    void whateverIsPermittedLiesInsideTheGrants(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AccessPolicy policy = policy(random);
        Principal principal = new Principal(
                any(random, SUBJECTS),
                new TenantId(any(random, TENANTS)),
                some(random, GROUPS),
                Principal.AuthenticatedBy.VERIFIED_TOKEN);
        Set<String> labels = new HashSet<>(some(random, LABELS));
        labels.add(any(random, LABELS));
        AccessTag tag =
                new AccessTag(new TenantId(any(random, TENANTS)), labels(labels), labels(some(random, CLEARANCES)));

        boolean granted = policy.readGrants(principal).stream().anyMatch(grant -> grant.permits(tag));

        assertThat(policy.decide(principal, tag) instanceof Decision.Permit)
                .as("%s reads %s", principal, tag)
                .isEqualTo(granted);
    }

    /** One of the values. */
    protected static <T> T any(SplittableRandom random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Each of the values, or not. */
    protected static <T> Set<T> some(SplittableRandom random, List<T> values) {
        Set<T> drawn = new HashSet<>();
        values.stream().filter(value -> random.nextBoolean()).forEach(drawn::add);
        return drawn;
    }

    private static Set<Label> labels(Set<String> names) {
        Set<Label> labels = new HashSet<>();
        names.forEach(name -> labels.add(new Label(name)));
        return labels;
    }
}
