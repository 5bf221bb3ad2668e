package dev.weir.adapters.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.rag.query.Query;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the access scope of a retrieval comes from. There is no default: a retrieval without a scope fails. */
@FunctionalInterface
public interface ScopeSource {
    /** The invocation parameter that holds an {@link AccessScope}. */
    String SCOPE = "weir.scope";

    /** The invocation parameter that holds a {@link Principal}. */
    String PRINCIPAL = "weir.principal";

    /**
     * What the asker of this query may read.
     *
     * @throws IllegalStateException if nothing says who asks
     * @throws dev.weir.tenancy.ScopeDeniedException if the asker may read nothing
     */
    AccessScope scopeOf(Query query);

    /** A scope that the application knows without the query, asked for anew each time, because scopes expire. */
    static ScopeSource of(Supplier<AccessScope> scope) {
        requireNonNull(scope, "scope is null");
        return query -> requireNonNull(scope.get(), "the application gave no access scope");
    }

    /** The scope under {@link #SCOPE} of the query's invocation parameters: the object itself and never a name for one. */
    static ScopeSource fromInvocation() {
        return query -> {
            if (parameter(query, SCOPE) instanceof AccessScope scope) {
                return scope;
            }
            throw missing(SCOPE, "an AccessScope");
        };
    }

    /** The scope of the principal under {@link #PRINCIPAL} of the query's invocation parameters, by a policy. */
    static ScopeSource fromInvocation(ScopeResolver resolver) {
        requireNonNull(resolver, "resolver is null");
        return query -> {
            if (parameter(query, PRINCIPAL) instanceof Principal principal) {
                return resolver.resolve(principal);
            }
            throw missing(PRINCIPAL, "a Principal whom the application has authenticated");
        };
    }

    private static @Nullable Object parameter(Query query, String key) {
        if (query.metadata() == null || query.metadata().invocationContext() == null) {
            return null;
        }
        InvocationParameters parameters = query.metadata().invocationParameters();
        return parameters == null ? null : parameters.asMap().get(key);
    }

    private static IllegalStateException missing(String key, String what) {
        return new IllegalStateException("the query's invocation parameters hold no object of the right type under "
                + key + "; call the AI service with InvocationParameters that hold " + what + " there");
    }
}
