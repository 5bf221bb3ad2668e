package dev.weir.adapters.springai.boot;

import dev.weir.adapters.springai.observe.TenantLabels;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.screen.ScreenPolicy;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.Filtering;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every switch, under {@code weir}. A property of another name below it stops the start.
 *
 * @param enabled whether stores are guarded at all; without Weir the plain framework reads what Weir wrote
 * @param filtering who filters rows by tenant and tag: {@code in-store}, or {@code here} for a store that has no filters
 * @param maxRows the most rows that an erasure lists
 * @param mode of the set screens: {@code enforce}, or {@code observe} to have them tell and not act
 * @param screens their policy: {@code standard} or {@code strict}
 * @param batch the name of the ingest run
 * @param breakerOpenFor how long a store is not asked after it returned a foreign row
 * @param unguardedStores names of beans that stay as they are: everything they hold is open to everybody
 * @param counting tenants on their way in
 * @param security how Spring Security's authorities are read
 * @param tenantLabels whether meters name tenants: {@code none} or {@code of-the-asker}
 */
@ConfigurationProperties(prefix = "weir", ignoreUnknownFields = false)
public record WeirProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("in-store") Filtering filtering,
        @DefaultValue("1000000") int maxRows,
        @DefaultValue("enforce") Mode mode,
        @DefaultValue("standard") ScreenPolicy screens,
        @DefaultValue("spring-ai") String batch,
        @DefaultValue("5m") Duration breakerOpenFor,
        @DefaultValue Set<String> unguardedStores,
        @DefaultValue Counting counting,
        @DefaultValue Security security,
        @DefaultValue("none") TenantLabels tenantLabels) {
    public WeirProperties {
        unguardedStores = Set.copyOf(unguardedStores);
    }

    /**
     * Tenants for whom tenancy is enforced, and seals and screens are counted only.
     *
     * @param tenants their ids
     * @param tenantKey of the application's metadata, where rows hold their tenant's id
     */
    public record Counting(
            @DefaultValue Set<String> tenants,
            @DefaultValue("tenant") String tenantKey) {
        public Counting {
            tenants = Set.copyOf(tenants);
        }

        Set<TenantId> ids() {
            return tenants.stream().map(TenantId::new).collect(Collectors.toSet());
        }
    }

    /**
     * Prefixes of authorities.
     *
     * @param tenantAuthority of the one that names the tenant
     * @param groupAuthority of those that name groups
     */
    public record Security(
            @DefaultValue("TENANT_") String tenantAuthority,
            @DefaultValue("GROUP_") String groupAuthority) {}
}
