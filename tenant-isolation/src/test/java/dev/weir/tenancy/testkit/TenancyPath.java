package dev.weir.tenancy.testkit;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.ScopeDeniedException;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shortest honest use of this module: resolve, bind, search, verify each row, and ask for more while rows drop. A
 * store that breaks down yields nothing.
 */
public final class TenancyPath implements GuardedSearch {
    private final SealedWorld world;

    public TenancyPath(SealedWorld world) {
        this.world = world;
    }

    @Override
    public List<Served> search(LeakQuery query, ChunkStore store) {
        AccessScope scope;
        try {
            scope = query.scopes().resolve(query.principal());
        } catch (ScopeDeniedException e) {
            return List.of();
        }
        for (TenantId tenant : scope.tenants()) {
            world.heads().freshen(tenant);
        }
        ScopedQuery bound = bind(query, scope);
        Map<String, Served> served = new LinkedHashMap<>();
        for (int ask = query.k(); ; ask = Math.min(4 * ask, ScopedQuery.MAX_K)) {
            @Nullable SearchResult result = ask(store, bound.withK(ask));
            if (result == null) {
                return List.of();
            }
            for (@Nullable Candidate row : result.rows()) {
                if (row != null && world.verifier().verify(row, scope) instanceof SealCheck.Intact intact) {
                    String key = intact.chunk().id().toString();
                    served.putIfAbsent(key, new Served(key, intact.chunk().text()));
                }
            }
            if (served.size() >= query.k() || result.rows().size() < ask || ask == ScopedQuery.MAX_K) {
                return served.values().stream().limit(query.k()).toList();
            }
        }
    }

    private ScopedQuery bind(LeakQuery query, AccessScope scope) {
        Instant now = world.clock().instant();
        if (query.vector().isEmpty()) {
            return ScopedQuery.byText(scope, world.heads(), now, query.text().orElseThrow(), query.k(), query.filter());
        }
        float[] vector = query.vector().get();
        return query.text().isEmpty()
                ? ScopedQuery.byVector(scope, world.heads(), now, vector, query.k(), query.filter())
                : ScopedQuery.hybrid(
                        scope, world.heads(), now, vector, query.text().get(), query.k(), query.filter());
    }

    private static @Nullable SearchResult ask(ChunkStore store, ScopedQuery query) {
        try {
            return store.search(query);
        } catch (RuntimeException e) {
            // A broken store is not this suite's concern; that nothing comes of it is.
            return null;
        }
    }
}
