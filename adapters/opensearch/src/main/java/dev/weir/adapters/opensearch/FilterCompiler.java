package dev.weir.adapters.opensearch;

import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopeFilter;
import dev.weir.tenancy.store.ScopedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.query_dsl.Query;

/**
 * Compiles scopes and the application's filters into trees of exact terms. Field names are constants; names of attributes
 * are part of the values.
 *
 * <p>The scope is always compiled whole. An application filter beyond OpenSearch's own limits is left out whole, and the
 * push-down says so.
 */
final class FilterCompiler {
    /** OpenSearch refuses deeper trees by default, and this store's own levels come on top. */
    static final int MAX_DEPTH = 12;

    /** OpenSearch refuses more than 1,024 clauses by default, those of the scope among them. */
    static final int MAX_CONDITIONS = 512;

    /** OpenSearch refuses more values in one clause by default. */
    static final int MAX_VALUES = 65_536;

    private FilterCompiler() {}

    /** What a query's rows must match, and how much of what was asked that is. */
    record Compiled(Query filter, Pushdown pushdown) {}

    static Compiled compile(ScopedQuery query) {
        Query scope = scope(query.filter());
        if (!isExpressible(query.application(), 0, new int[1])) {
            return new Compiled(
                    scope,
                    new Pushdown(Set.of(Pushdown.Part.TENANT, Pushdown.Part.TAG), Set.of(Pushdown.Part.APPLICATION)));
        }
        return new Compiled(all(List.of(scope, application(query.application()))), Pushdown.everything());
    }

    /** Rows for which every query is true. */
    static Query all(List<Query> queries) {
        return Query.of(query -> query.bool(bool -> bool.filter(queries)));
    }

    static Query term(String field, String value) {
        return Query.of(query -> query.term(term -> term.field(field).value(FieldValue.of(value))));
    }

    static Query version(long version) {
        return Query.of(query -> query.term(term -> term.field(Row.VERSION).value(FieldValue.of(version))));
    }

    static Query not(Query excluded) {
        return Query.of(query -> query.bool(bool -> bool.mustNot(excluded)));
    }

    /** Rows whose field holds one of the values; with no value, none. */
    static Query anyOf(String field, Collection<String> values) {
        List<FieldValue> sorted =
                new TreeSet<>(values).stream().map(FieldValue::of).toList();
        List<Query> parts = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += MAX_VALUES) {
            List<FieldValue> some = sorted.subList(from, Math.min(sorted.size(), from + MAX_VALUES));
            parts.add(Query.of(query -> query.terms(terms -> terms.field(field).terms(any -> any.value(some)))));
        }
        return parts.size() == 1 ? parts.getFirst() : any(parts);
    }

    private static Query nothing() {
        return Query.of(query -> query.matchNone(none -> none));
    }

    private static Query any(List<Query> queries) {
        return queries.isEmpty()
                ? nothing()
                : Query.of(query -> query.bool(bool -> bool.should(queries).minimumShouldMatch("1")));
    }

    private static Query scope(ScopeFilter filter) {
        List<Query> arms = new ArrayList<>();
        filter.tokens()
                .forEach((tenant, tokens) ->
                        arms.add(all(List.of(term(Row.TENANT, tenant.value()), anyOf(Row.TAG, tokens)))));
        return any(arms);
    }

    private static boolean isExpressible(ApplicationFilter filter, int depth, int[] conditions) {
        conditions[0]++;
        if (depth > MAX_DEPTH || conditions[0] > MAX_CONDITIONS) {
            return false;
        }
        return switch (filter) {
            case ApplicationFilter.AnyOf anyOf -> anyOf.values().size() <= MAX_VALUES;
            case ApplicationFilter.And and ->
                and.filters().stream().allMatch(each -> isExpressible(each, depth + 1, conditions));
            case ApplicationFilter.Or or ->
                or.filters().stream().allMatch(each -> isExpressible(each, depth + 1, conditions));
            case ApplicationFilter.Not not -> isExpressible(not.filter(), depth + 1, conditions);
        };
    }

    private static Query application(ApplicationFilter filter) {
        return switch (filter) {
            case ApplicationFilter.AnyOf anyOf -> anyOf(anyOf);
            case ApplicationFilter.And and ->
                and.filters().isEmpty()
                        ? Query.of(query -> query.matchAll(every -> every))
                        : all(and.filters().stream()
                                .map(FilterCompiler::application)
                                .toList());
            case ApplicationFilter.Or or ->
                any(or.filters().stream().map(FilterCompiler::application).toList());
            case ApplicationFilter.Not not -> not(application(not.filter()));
        };
    }

    private static Query anyOf(ApplicationFilter.AnyOf anyOf) {
        // What is stored is well-formed, so an ill-formed value equals nothing; as JSON it would be sent as something
        // else.
        Set<String> values = new TreeSet<>(anyOf.values());
        values.removeIf(value -> WellFormed.firstFault(value) >= 0);
        return switch (anyOf.field()) {
            case ApplicationFilter.SOURCE -> anyOf(Row.SOURCE, storable(values));
            case ApplicationFilter.BATCH -> anyOf(Row.BATCH, storable(values));
            case ApplicationFilter.DOCUMENT -> anyOf(Row.DOCUMENT, storable(values));
            default ->
                anyOf(
                        Row.TERMS,
                        values.stream()
                                .map(value -> Terms.of(anyOf.field(), value))
                                .toList());
        };
    }

    /** Without the values that are longer than any that is stored. */
    private static List<String> storable(Set<String> values) {
        return values.stream()
                .filter(value -> value.length() <= SourceRef.MAX_CHARACTERS)
                .toList();
    }
}
