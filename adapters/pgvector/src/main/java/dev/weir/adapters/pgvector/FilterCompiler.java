package dev.weir.adapters.pgvector;

import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ScopeFilter;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.StoreException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compiles scopes and the application's filters into conditions. Every condition is bracketed and is true or false, never
 * null, so that {@code NOT} means what it says; names of attributes are part of the values and never of the statement.
 */
final class FilterCompiler {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_CONDITIONS = 1_024;

    private int conditions;

    private FilterCompiler() {}

    /**
     * What a query's rows must match: {@code (scope) AND (application)}.
     *
     * @throws StoreException if the application's filter is too deep or too long
     */
    static Sql compile(ScopedQuery query) {
        return Sql.of("(")
                .add(scope(query.filter()))
                .add(" AND ")
                .add(new FilterCompiler().application(query.application(), 0))
                .add(")");
    }

    private static Sql scope(ScopeFilter filter) {
        Sql any = Sql.of("(FALSE");
        filter.tokens()
                .forEach((tenant, tokens) -> any.add(" OR (tenant = ")
                        .value(tenant.value())
                        .add(" AND tag = ANY (")
                        .values(tokens)
                        .add("))"));
        return any.add(")");
    }

    private Sql application(ApplicationFilter filter, int depth) {
        if (depth > MAX_DEPTH) {
            throw new StoreException("the application's filter is nested more than " + MAX_DEPTH + " deep");
        }
        conditions++;
        if (conditions > MAX_CONDITIONS) {
            throw new StoreException("the application's filter has more than " + MAX_CONDITIONS + " conditions");
        }
        return switch (filter) {
            case ApplicationFilter.AnyOf anyOf -> anyOf(anyOf);
            case ApplicationFilter.And and -> all(and.filters(), depth);
            case ApplicationFilter.Or or -> any(or.filters(), depth);
            case ApplicationFilter.Not not ->
                Sql.of("(NOT ").add(application(not.filter(), depth + 1)).add(")");
        };
    }

    private Sql all(List<ApplicationFilter> filters, int depth) {
        Sql all = Sql.of("(TRUE");
        filters.forEach(each -> all.add(" AND ").add(application(each, depth + 1)));
        return all.add(")");
    }

    private Sql any(List<ApplicationFilter> filters, int depth) {
        Sql any = Sql.of("(FALSE");
        filters.forEach(each -> any.add(" OR ").add(application(each, depth + 1)));
        return any.add(")");
    }

    private static Sql anyOf(ApplicationFilter.AnyOf anyOf) {
        // What is stored is well-formed, so an ill-formed value equals nothing; the driver would send it as something
        // else.
        Set<String> values = new TreeSet<>(anyOf.values());
        values.removeIf(value -> WellFormed.firstFault(value) >= 0);
        return switch (anyOf.field()) {
            case ApplicationFilter.SOURCE ->
                Sql.of("(source = ANY (").values(values).add("))");
            case ApplicationFilter.BATCH ->
                Sql.of("(batch = ANY (").values(values).add("))");
            case ApplicationFilter.DOCUMENT ->
                Sql.of("(document = ANY (").values(values).add("))");
            default ->
                Sql.of("(attributes && ")
                        .values(values.stream()
                                .map(value -> Attributes.element(anyOf.field(), value))
                                .toList())
                        .add("::text[])");
        };
    }
}
