package dev.weir.retrieve.egress;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.canary.Canaries;
import dev.weir.tenancy.canary.Canary;
import dev.weir.tenancy.chunk.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Which canaries are planted. Thread-safe; in memory, and made anew from the tenants' keys at each start.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>It holds no canary in clear: a digest under a secret of the process stands for each, about 150 bytes.
 *   <li>A text that is not a registered canary is taken for one with a probability of less than 2<sup>-200</sup>.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That what is registered was planted.
 */
public final class CanaryRegistry {
    private static final int SECRET_BYTES = 32;

    private final Canaries canaries;
    private final byte[] secret = new byte[SECRET_BYTES];
    private final ConcurrentMap<Sha256, List<Owner>> owners = new ConcurrentHashMap<>();

    /** @param canaries make what is registered */
    public CanaryRegistry(Canaries canaries) {
        this.canaries = requireNonNull(canaries, "canaries is null");
        new SecureRandom().nextBytes(secret);
    }

    /** Whose canary it is. */
    record Owner(TenantId tenant, int number) {}

    /**
     * Registers the first {@code count} canaries of a tenant; again does no harm.
     *
     * @param count as many as were planted
     * @throws dev.weir.tenancy.keys.KeyUnavailableException if the tenant has no key
     */
    public void register(TenantId tenant, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be >= 1, got " + count);
        }
        for (Canary canary : canaries.first(tenant, count)) {
            Owner owner = new Owner(tenant, canary.number());
            owners.merge(digest(canary.token().replace("-", "")), List.of(owner), CanaryRegistry::union);
        }
    }

    /** Forgets a tenant that is no more. */
    public void forget(TenantId tenant) {
        requireNonNull(tenant, "tenant is null");
        for (Sha256 key : List.copyOf(owners.keySet())) {
            owners.computeIfPresent(key, (digest, all) -> {
                List<Owner> left = all.stream()
                        .filter(owner -> !owner.tenant().equals(tenant))
                        .toList();
                return left.isEmpty() ? null : left;
            });
        }
    }

    /** How many different canaries are registered. */
    public int size() {
        return owners.size();
    }

    /** Whose canary these letters are; nobody's, as a rule. */
    List<Owner> owners(String letters) {
        return owners.getOrDefault(digest(letters), List.of());
    }

    private Sha256 digest(String letters) {
        return Sha256.of(secret, letters.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<Owner> union(List<Owner> all, List<Owner> more) {
        return Stream.concat(all.stream(), more.stream()).distinct().toList();
    }

    /** The size, never a digest. */
    @Override
    public String toString() {
        return "CanaryRegistry[" + size() + "]";
    }
}
