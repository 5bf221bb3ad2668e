package dev.weir.adapters.springai.security;

import dev.weir.adapters.springai.PrincipalResolver;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who asks, by Spring Security's current authentication: its name, and its authorities of two prefixes, one for the tenant
 * and one for groups. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Nobody without an authentication, anonymous, or not authenticated yet, becomes a principal.
 *   <li>An authentication of no tenant or of two becomes none: there is no first one and no default.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That the context is there on other threads: an executor that does not carry it leaves nobody, and so nothing is read.
 */
public final class AuthorityPrincipalResolver implements PrincipalResolver {
    private final String tenantPrefix;
    private final String groupPrefix;

    /**
     * Names the prefixes.
     *
     * @param tenantPrefix of the one authority that names the tenant
     * @param groupPrefix of those that name groups
     * @throws IllegalArgumentException if one is blank or they are the same
     */
    public AuthorityPrincipalResolver(String tenantPrefix, String groupPrefix) {
        if (tenantPrefix.isBlank() || groupPrefix.isBlank() || tenantPrefix.equals(groupPrefix)) {
            throw new IllegalArgumentException("the prefixes of tenants and groups must be two names");
        }
        this.tenantPrefix = tenantPrefix;
        this.groupPrefix = groupPrefix;
    }

    @Override
    public Principal resolve() {
        @Nullable Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            throw new IllegalStateException("nobody is authenticated on this thread");
        }
        Set<String> tenants = named(authentication, tenantPrefix);
        if (tenants.size() != 1) {
            throw new IllegalStateException("the authentication names " + tenants.size() + " tenants under the prefix "
                    + tenantPrefix + "; it must name one");
        }
        return new Principal(
                authentication.getName(),
                new TenantId(tenants.iterator().next()),
                named(authentication, groupPrefix),
                Principal.AuthenticatedBy.VERIFIED_TOKEN);
    }

    private static Set<String> named(Authentication authentication, String prefix) {
        return authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null && authority.startsWith(prefix))
                .map(authority -> authority.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
