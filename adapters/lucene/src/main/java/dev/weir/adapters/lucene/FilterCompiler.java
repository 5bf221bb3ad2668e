package dev.weir.adapters.lucene;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ScopeFilter;
import dev.weir.tenancy.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Compiles scopes and the application's filters into Lucene queries, from typed values and never from text. */
final class FilterCompiler {
    private static final int MAX_DEPTH = 100;
    private static final int LONGEST_LITERAL_BYTES = 512;

    private final IndexManifest manifest;

    FilterCompiler(IndexManifest manifest) {
        this.manifest = manifest;
    }

    /**
     * For each tenant of the scope, in order, what its rows must match: tenant, permitted tags and the application's
     * filter.
     *
     * @throws StoreException if the application's filter is nested too deep
     */
    Map<TenantId, Query> perTenant(ScopeFilter scope, ApplicationFilter application) {
        Map<TenantId, Query> filters = new TreeMap<>();
        scope.tokens().forEach((tenant, tokens) -> {
            long[] tags = tokens.stream().mapToLong(manifest::tag).toArray();
            filters.put(
                    tenant,
                    new BooleanQuery.Builder()
                            .add(ofTenant(tenant), Occur.FILTER)
                            .add(NumericDocValuesField.newSlowSetQuery(Fields.TAG, tags), Occur.FILTER)
                            .add(compile(application, tenant, 0), Occur.FILTER)
                            .build());
        });
        return filters;
    }

    /** What matches any of the filters. */
    static Query anyOf(Map<TenantId, Query> filters) {
        if (filters.size() == 1) {
            return filters.values().iterator().next();
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        filters.values().forEach(filter -> any.add(filter, Occur.SHOULD));
        return any.build();
    }

    static Query ofTenant(TenantId tenant) {
        return new TermQuery(new Term(Fields.TENANT, tenant.value()));
    }

    /** The terms under which a row with this attribute is found; none if it is empty, which is as if it were missing. */
    static List<String> attributeTerms(String name, String value) {
        return value.isEmpty() ? List.of() : List.of(name, attributeTerm(name, value));
    }

    private Query compile(ApplicationFilter filter, TenantId tenant, int depth) {
        if (depth > MAX_DEPTH) {
            throw new StoreException("the application filter is nested more than " + MAX_DEPTH + " deep");
        }
        return switch (filter) {
            case ApplicationFilter.AnyOf anyOf -> compile(anyOf, tenant);
            case ApplicationFilter.And and -> {
                BooleanQuery.Builder all = new BooleanQuery.Builder().add(MatchAllDocsQuery.INSTANCE, Occur.FILTER);
                and.filters().forEach(part -> all.add(compile(part, tenant, depth + 1), Occur.FILTER));
                yield all.build();
            }
            case ApplicationFilter.Or or -> {
                BooleanQuery.Builder any = new BooleanQuery.Builder();
                or.filters().forEach(part -> any.add(compile(part, tenant, depth + 1), Occur.SHOULD));
                yield any.build();
            }
            case ApplicationFilter.Not not -> without(compile(not.filter(), tenant, depth + 1));
        };
    }

    private static Query compile(ApplicationFilter.AnyOf anyOf, TenantId tenant) {
        Set<String> values = anyOf.values();
        return switch (anyOf.field()) {
            case ApplicationFilter.SOURCE -> anyTerm(Fields.SOURCE, List.copyOf(values));
            case ApplicationFilter.BATCH -> anyTerm(Fields.BATCH, List.copyOf(values));
            case ApplicationFilter.DOCUMENT ->
                anyTerm(
                        Fields.DOCUMENT,
                        values.stream()
                                .map(value -> Fields.document(tenant, value))
                                .toList());
            default -> attribute(anyOf.field(), values);
        };
    }

    /** A row without the attribute counts as one whose value is the empty string. */
    private static Query attribute(String name, Set<String> values) {
        List<String> terms = new ArrayList<>();
        values.stream()
                .filter(value -> !value.isEmpty() && WellFormed.firstFault(value) < 0)
                .forEach(value -> terms.add(attributeTerm(name, value)));
        Query present = anyTerm(Fields.ATTRIBUTE, terms);
        if (!values.contains("")) {
            return present;
        }
        return new BooleanQuery.Builder()
                .add(present, Occur.SHOULD)
                .add(without(new TermQuery(new Term(Fields.ATTRIBUTE, name))), Occur.SHOULD)
                .build();
    }

    private static Query without(Query query) {
        return new BooleanQuery.Builder()
                .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                .add(query, Occur.MUST_NOT)
                .build();
    }

    private static Query anyTerm(String field, List<String> terms) {
        return new TermInSetQuery(field, terms.stream().map(BytesRef::new).toList());
    }

    /** A name holds neither {@code =} nor {@code #}, so no value looks like another's digest. */
    private static String attributeTerm(String name, String value) {
        return value.getBytes(StandardCharsets.UTF_8).length <= LONGEST_LITERAL_BYTES
                ? name + "=" + value
                : name + "#" + Sha256.ofText(value).hex();
    }
}
