package dev.weir.tenancy.store;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.heads.HeadView;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A scope as a store can enforce it: for each tenant, the exact set of access-tag tokens that the scope permits among
 * the tags in use. A closed predicate: no negation, no wildcard, no free string; with no tenants it matches nothing.
 *
 * <p>Stores compile it to {@code tenant = T AND tag IN (…)}, OR-ed over tenants. Labels, groups and clearances are
 * resolved here, against the tags of current heads, so that no store needs set logic and a relabel shows at once.
 */
public final class ScopeFilter {
    private final Map<TenantId, Set<String>> tokens;

    private ScopeFilter(Map<TenantId, Set<String>> tokens) {
        this.tokens = tokens;
    }

    /** The filter of a scope over the tags that are in use now. */
    static ScopeFilter of(AccessScope scope, HeadView heads, Instant now) {
        Map<TenantId, Set<String>> tokens = new TreeMap<>();
        for (TenantId tenant : scope.tenants()) {
            Set<String> permitted = new TreeSet<>();
            for (AccessTag tag : heads.tags(tenant)) {
                if (scope.permits(tag, now)) {
                    permitted.add(tag.token());
                }
            }
            if (!permitted.isEmpty()) {
                tokens.put(tenant, Set.copyOf(permitted));
            }
        }
        return new ScopeFilter(tokens);
    }

    /** Whether a row of this tenant and tag token lies inside. */
    public boolean matches(String tenant, String token) {
        return tokens.entrySet().stream()
                .anyMatch(entry -> entry.getKey().value().equals(tenant)
                        && entry.getValue().contains(token));
    }

    /** Whether nothing lies inside. */
    public boolean isEmpty() {
        return tokens.isEmpty();
    }

    /** For each tenant, in order, the permitted {@link AccessTag#token() tokens}; never an empty set. */
    public Map<TenantId, Set<String>> tokens() {
        return Collections.unmodifiableMap(tokens);
    }
}
