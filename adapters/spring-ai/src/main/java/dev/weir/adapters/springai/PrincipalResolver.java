package dev.weir.adapters.springai;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.WriteGrants;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.WriteRequest;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Says who asks, from what the application has authenticated: never from a message, a query's context or metadata. There is
 * no default: where nobody is known, nothing is read or written.
 */
@FunctionalInterface
public interface PrincipalResolver {
    /**
     * Who is behind the call under way.
     *
     * @throws IllegalStateException if nobody was authenticated, or it is not clear of which tenant they are
     */
    Principal resolve();

    /** What that principal may read, resolved anew each time because scopes expire. */
    default Supplier<AccessScope> scopes(ScopeResolver resolver) {
        requireNonNull(resolver, "resolver is null");
        return () -> resolver.resolve(resolve());
    }

    /** That principal's leave to write in its own tenant, with the policy's default label. */
    default WriteGrants grants(ScopeResolver resolver) {
        requireNonNull(resolver, "resolver is null");
        return (action, source) -> {
            Principal principal = resolve();
            return resolver.resolveWrite(
                    principal, new WriteRequest(principal.tenant(), action, source.uri(), Set.of(), Set.of()));
        };
    }
}
