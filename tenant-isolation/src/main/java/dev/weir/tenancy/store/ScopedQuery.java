package dev.weir.tenancy.store;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.heads.HeadView;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A query that is bound to a scope: the only thing a store can be asked. Immutable but for its vector.
 *
 * <h2>Guarantees</h2>
 *
 * <p>There is no query without a scope, and nothing an application adds can widen it.
 */
public final class ScopedQuery {
    /** The most rows one query may ask for. */
    public static final int MAX_K = 10_000;

    private final ScopeFilter filter;
    private final ApplicationFilter application;
    private final float @Nullable [] vector;
    private final @Nullable String text;
    private final int k;

    private ScopedQuery(
            ScopeFilter filter,
            ApplicationFilter application,
            float @Nullable [] vector,
            @Nullable String text,
            int k) {
        if (k < 1 || k > MAX_K) {
            throw new IllegalArgumentException("k must be 1-" + MAX_K + ", got " + k);
        }
        this.filter = filter;
        this.application = requireNonNull(application, "application filter is null");
        this.vector = vector;
        this.text = text;
        this.k = k;
    }

    /**
     * Binds a search by vector and by words, each store fusing the two as it can.
     *
     * @param k how many rows, from 1 to {@link #MAX_K}
     */
    public static ScopedQuery hybrid(
            AccessScope scope,
            HeadView heads,
            Instant now,
            float[] vector,
            String text,
            int k,
            ApplicationFilter application) {
        return new ScopedQuery(
                ScopeFilter.of(scope, heads, now),
                application,
                requireNonNull(vector, "vector is null"),
                requireNonNull(text, "text is null"),
                k);
    }

    /** Binds a search by vector only. */
    public static ScopedQuery byVector(
            AccessScope scope, HeadView heads, Instant now, float[] vector, int k, ApplicationFilter application) {
        return new ScopedQuery(
                ScopeFilter.of(scope, heads, now), application, requireNonNull(vector, "vector is null"), null, k);
    }

    /** Binds a search by words only. */
    public static ScopedQuery byText(
            AccessScope scope, HeadView heads, Instant now, String text, int k, ApplicationFilter application) {
        return new ScopedQuery(
                ScopeFilter.of(scope, heads, now), application, null, requireNonNull(text, "text is null"), k);
    }

    /** The same query for another number of rows: how a caller asks for more when rows were dropped. */
    public ScopedQuery withK(int more) {
        return new ScopedQuery(filter, application, vector, text, more);
    }

    public ScopeFilter filter() {
        return filter;
    }

    public ApplicationFilter application() {
        return application;
    }

    public Optional<float[]> vector() {
        return Optional.ofNullable(vector);
    }

    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    public int k() {
        return k;
    }
}
