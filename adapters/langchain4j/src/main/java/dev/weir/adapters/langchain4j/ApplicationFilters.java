package dev.weir.adapters.langchain4j;

import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsIn;
import dev.langchain4j.store.embedding.filter.comparison.IsNotEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotIn;
import dev.langchain4j.store.embedding.filter.logical.And;
import dev.langchain4j.store.embedding.filter.logical.Not;
import dev.langchain4j.store.embedding.filter.logical.Or;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.MetadataKeys;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's filters as filters of Weir's. A filter is translated whole or refused; what comes of it can only narrow.
 *
 * <p>Understood are equality, membership and their negations over strings, UUIDs, {@code int}s and {@code long}s, combined by
 * and, or and not. Refused are orders, {@code ContainsString}, decimals (of which stores disagree when two are equal), classes
 * of others, keys that are no attribute's name, and nesting beyond 100.
 */
public final class ApplicationFilters {
    private static final int MAX_DEPTH = 100;

    private ApplicationFilters() {}

    /**
     * The same filter in Weir's terms; no filter matches everything. {@code weir_source}, {@code weir_batch} and
     * {@code weir_document} are what was sealed; other keys that begin so are refused.
     *
     * @throws IllegalArgumentException if any part of it is not understood; the message names no value
     */
    public static ApplicationFilter of(@Nullable Filter filter) {
        return filter == null ? ApplicationFilter.everything() : translate(filter, 0);
    }

    private static ApplicationFilter translate(@Nullable Filter filter, int depth) {
        if (filter == null) {
            throw new IllegalArgumentException("a part of the filter is null");
        }
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the filter is nested more than " + MAX_DEPTH + " deep");
        }
        // The very class is asked for: a subclass may test something else.
        Class<?> kind = filter.getClass();
        if (kind == And.class && filter instanceof And and) {
            return new ApplicationFilter.And(
                    List.of(translate(and.left(), depth + 1), translate(and.right(), depth + 1)));
        }
        if (kind == Or.class && filter instanceof Or or) {
            return new ApplicationFilter.Or(List.of(translate(or.left(), depth + 1), translate(or.right(), depth + 1)));
        }
        if (kind == Not.class && filter instanceof Not not) {
            return new ApplicationFilter.Not(translate(not.expression(), depth + 1));
        }
        if (kind == IsEqualTo.class && filter instanceof IsEqualTo equal) {
            return anyOf(equal.key(), Set.of(value(equal.key(), equal.comparisonValue())));
        }
        if (kind == IsNotEqualTo.class && filter instanceof IsNotEqualTo other) {
            return new ApplicationFilter.Not(anyOf(other.key(), Set.of(value(other.key(), other.comparisonValue()))));
        }
        if (kind == IsIn.class && filter instanceof IsIn in) {
            return anyOf(in.key(), values(in.key(), in.comparisonValues()));
        }
        if (kind == IsNotIn.class && filter instanceof IsNotIn out) {
            return new ApplicationFilter.Not(anyOf(out.key(), values(out.key(), out.comparisonValues())));
        }
        throw new IllegalArgumentException("a filter of class " + kind.getName() + " cannot be enforced and is refused;"
                + " use isEqualTo, isNotEqualTo, isIn, isNotIn, and, or, not");
    }

    private static ApplicationFilter anyOf(String key, Set<String> values) {
        return new ApplicationFilter.AnyOf(MetadataKeys.toField(key), values);
    }

    private static Set<String> values(String key, Collection<?> given) {
        Set<String> values = new HashSet<>();
        given.forEach(each -> values.add(value(key, each)));
        return values;
    }

    private static String value(String key, @Nullable Object given) {
        return MetadataKeys.canonical(given)
                .orElseThrow(() -> new IllegalArgumentException("a filter on "
                        + (key.length() <= 64 ? "a key of " + key.length() + " characters" : "a long key")
                        + " compares with "
                        + (given == null ? "null" : given.getClass().getSimpleName())
                        + ", which is refused; use a well-formed String, a UUID, an int or a long"));
    }
}
