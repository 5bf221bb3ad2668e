package dev.weir.adapters.langchain4j;

import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsIn;
import dev.langchain4j.store.embedding.filter.comparison.IsNotEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotIn;
import dev.langchain4j.store.embedding.filter.logical.And;
import dev.langchain4j.store.embedding.filter.logical.Or;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.MetadataKeys;
import dev.weir.tenancy.store.ScopeFilter;
import dev.weir.tenancy.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * What rows must match, as a filter of LangChain4j's: made of typed values under keys that are constants or validated
 * names, never of text. Negation stands only at the leaves, as {@code IsNotIn}, because stores disagree on what
 * {@code Not} says of a missing key.
 */
sealed interface RowFilter {
    /** The deepest nesting of an application's filter that is compiled. */
    int MAX_DEPTH = 100;

    /** Every row matches. */
    record Everything() implements RowFilter {}

    /** No row matches. */
    record Nothing() implements RowFilter {}

    /** The rows that the filter names. */
    record Only(Filter filter) implements RowFilter {}

    /**
     * For each tenant of the scope its permitted tags, and the application's filter.
     *
     * @throws StoreException if the application's filter is nested too deep
     */
    static RowFilter of(ScopeFilter scope, ApplicationFilter application) {
        List<RowFilter> tenants = new ArrayList<>();
        scope.tokens()
                .forEach((tenant, tokens) ->
                        tenants.add(new Only(new And(ofTenant(tenant), in(MetadataKeys.TAG, tokens)))));
        return both(any(tenants), compile(application, true, 0));
    }

    /** The rows of a tenant that an erasure names. */
    static Filter of(TenantId tenant, Erasure what) {
        Filter named = switch (what) {
            case Erasure.ByDocument by ->
                in(
                        MetadataKeys.DOCUMENT,
                        by.documents().stream().map(Object::toString).toList());
            case Erasure.BySource by ->
                new IsEqualTo(MetadataKeys.SOURCE, by.source().uri());
            case Erasure.ByBatch by -> new IsEqualTo(MetadataKeys.BATCH, by.batch());
            case Erasure.OtherVersions by ->
                new And(
                        new IsEqualTo(MetadataKeys.DOCUMENT, by.document().value()),
                        bracketed(new IsNotEqualTo(MetadataKeys.VERSION, Long.toString(by.keep()))));
        };
        return new And(ofTenant(tenant), named);
    }

    /** The rows of one version of a document. */
    static Filter ofVersion(TenantId tenant, String document, long version) {
        return new And(
                new And(ofTenant(tenant), new IsEqualTo(MetadataKeys.DOCUMENT, document)),
                new IsEqualTo(MetadataKeys.VERSION, Long.toString(version)));
    }

    /** The rows of all versions of a document. */
    static Filter ofDocument(TenantId tenant, String document) {
        return new And(ofTenant(tenant), new IsEqualTo(MetadataKeys.DOCUMENT, document));
    }

    /** The rows that a filter names, and those that have this value under a key. */
    static Filter orOf(Filter filter, String key, String value) {
        return new Or(filter, new IsEqualTo(key, value));
    }

    /**
     * The rows that a search is for, and beside them those that were there before Weir, of which the store knows the tenant and
     * the application's attributes.
     *
     * @param key under which such rows name their tenant
     */
    static RowFilter withAdopted(RowFilter own, String key, ScopeFilter scope, ApplicationFilter application) {
        RowFilter before = new Only(
                in(key, scope.tokens().keySet().stream().map(TenantId::value).toList()));
        return either(own, application.namesSealedFields() ? before : both(before, compile(application, true, 0)));
    }

    /**
     * The same filter, said twice. The framework's Postgres store (1.13.0-beta23) writes a negation as "a is null or a not
     * in b" and a conjunction as "x and y", both without brackets, so that a negation beside the tenant opens every tenant;
     * what it does bracket is a disjunction.
     */
    private static Filter bracketed(Filter negation) {
        return new Or(negation, negation);
    }

    private static Filter ofTenant(TenantId tenant) {
        return new IsEqualTo(MetadataKeys.TENANT, tenant.value());
    }

    private static RowFilter compile(ApplicationFilter filter, boolean wanted, int depth) {
        if (depth > MAX_DEPTH) {
            throw new StoreException("the application filter is nested more than " + MAX_DEPTH + " deep");
        }
        return switch (filter) {
            case ApplicationFilter.AnyOf anyOf -> {
                String key = MetadataKeys.ofField(anyOf.field());
                yield new Only(
                        wanted ? in(key, anyOf.values()) : bracketed(new IsNotIn(key, new TreeSet<>(anyOf.values()))));
            }
            case ApplicationFilter.And and -> {
                List<RowFilter> parts = compile(and.filters(), wanted, depth);
                yield wanted ? all(parts) : any(parts);
            }
            case ApplicationFilter.Or or -> {
                List<RowFilter> parts = compile(or.filters(), wanted, depth);
                yield wanted ? any(parts) : all(parts);
            }
            case ApplicationFilter.Not not -> compile(not.filter(), !wanted, depth + 1);
        };
    }

    private static List<RowFilter> compile(List<ApplicationFilter> filters, boolean wanted, int depth) {
        return filters.stream().map(part -> compile(part, wanted, depth + 1)).toList();
    }

    private static Filter in(String key, Collection<String> values) {
        Set<String> sorted = new TreeSet<>(values);
        return sorted.size() == 1 ? new IsEqualTo(key, sorted.iterator().next()) : new IsIn(key, sorted);
    }

    private static RowFilter all(List<RowFilter> parts) {
        return folded(parts, new Everything(), RowFilter::both);
    }

    private static RowFilter any(List<RowFilter> parts) {
        return folded(parts, new Nothing(), RowFilter::either);
    }

    /** Folds in halves, so that a long list does not become a deep tree. */
    private static RowFilter folded(List<RowFilter> parts, RowFilter none, BinaryOperator<RowFilter> operator) {
        int size = parts.size();
        if (size < 2) {
            return size == 0 ? none : parts.getFirst();
        }
        return operator.apply(
                folded(parts.subList(0, size / 2), none, operator),
                folded(parts.subList(size / 2, size), none, operator));
    }

    private static RowFilter both(RowFilter left, RowFilter right) {
        return switch (left) {
            case Nothing nothing -> left;
            case Everything everything -> right;
            case Only a ->
                switch (right) {
                    case Nothing nothing -> right;
                    case Everything everything -> left;
                    case Only b -> new Only(new And(a.filter(), b.filter()));
                };
        };
    }

    private static RowFilter either(RowFilter left, RowFilter right) {
        return switch (left) {
            case Nothing nothing -> right;
            case Everything everything -> left;
            case Only a ->
                switch (right) {
                    case Nothing nothing -> left;
                    case Everything everything -> right;
                    case Only b -> new Only(new Or(a.filter(), b.filter()));
                };
        };
    }
}
