package dev.weir.adapters.springai;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.MetadataKeys;
import dev.weir.tenancy.store.ScopeFilter;
import dev.weir.tenancy.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.springframework.ai.vectorstore.filter.Filter;
import org.springframework.ai.vectorstore.filter.Filter.Expression;
import org.springframework.ai.vectorstore.filter.Filter.ExpressionType;

/**
 * What a store is told to match: the scope, and as much of the application's filter as every store understands alike. It is
 * never narrower than what was asked, and every row is checked here again.
 *
 * <p>Sent are {@code EQ}, {@code IN}, {@code AND} and {@code OR}, each {@code AND} and {@code OR} below another one inside a
 * {@code Group}, over keys that are constants or validated names and values of plain characters. A value of any other
 * character never reaches a store's compiler, and no negation does: stores disagree on rows that lack the key.
 */
final class RowFilter {
    /** The deepest nesting of an application's filter that is compiled. */
    static final int MAX_DEPTH = 100;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._:/-]{1,512}");

    private RowFilter() {}

    /**
     * For each tenant of the scope its permitted tags, and the application's filter.
     *
     * @param scope not empty
     * @throws StoreException if the application's filter is nested too deep
     */
    static Expression of(ScopeFilter scope, ApplicationFilter application) {
        List<Expression> tenants = new ArrayList<>();
        scope.tokens().forEach((tenant, tokens) -> tenants.add(and(ofTenant(tenant), in(MetadataKeys.TAG, tokens))));
        Expression within = folded(tenants, RowFilter::or);
        return compile(application, 0).map(part -> and(within, part)).orElse(within);
    }

    /** The application's filter alone, as far as it is sent. */
    static Optional<Expression> of(ApplicationFilter application) {
        return compile(application, 0);
    }

    /** Rows among which are those of a tenant that an erasure names. */
    static Expression of(TenantId tenant, Erasure what) {
        Optional<Expression> named = switch (what) {
            case Erasure.ByDocument by ->
                sent(
                        MetadataKeys.DOCUMENT,
                        by.documents().stream().map(Object::toString).toList());
            case Erasure.BySource by ->
                sent(MetadataKeys.SOURCE, Set.of(by.source().uri()));
            case Erasure.ByBatch by -> sent(MetadataKeys.BATCH, Set.of(by.batch()));
            case Erasure.OtherVersions by ->
                sent(MetadataKeys.DOCUMENT, Set.of(by.document().value()));
        };
        return named.map(part -> and(ofTenant(tenant), part)).orElse(ofTenant(tenant));
    }

    /** The rows of all versions of a document. */
    static Expression ofDocument(TenantId tenant, String document) {
        return and(ofTenant(tenant), equal(MetadataKeys.DOCUMENT, document));
    }

    /** The rows of one version of a document. */
    static Expression ofVersion(TenantId tenant, String document, long version) {
        return and(ofDocument(tenant, document), equal(MetadataKeys.VERSION, Long.toString(version)));
    }

    /**
     * What {@link #of(ScopeFilter, ApplicationFilter)} names, and beside it the rows that were there before Weir, of which the
     * store knows the tenant and the application's attributes.
     *
     * @param key under which such rows name their tenant
     */
    static Expression withAdopted(String key, ScopeFilter scope, ApplicationFilter application) {
        Expression before =
                in(key, scope.tokens().keySet().stream().map(TenantId::value).toList());
        Optional<Expression> narrowed = application.namesSealedFields() ? Optional.empty() : compile(application, 0);
        return or(
                of(scope, application), narrowed.map(part -> and(before, part)).orElse(before));
    }

    static Expression equal(String key, Object value) {
        return new Expression(ExpressionType.EQ, new Filter.Key(key), new Filter.Value(value));
    }

    static Expression and(Expression left, Expression right) {
        return new Expression(ExpressionType.AND, grouped(left), grouped(right));
    }

    static Expression or(Expression left, Expression right) {
        return new Expression(ExpressionType.OR, grouped(left), grouped(right));
    }

    private static Expression ofTenant(TenantId tenant) {
        return equal(MetadataKeys.TENANT, tenant.value());
    }

    /** Some compilers print AND and OR without brackets, so that only a group keeps one inside the other. */
    private static Filter.Operand grouped(Expression part) {
        return part.type() == ExpressionType.AND || part.type() == ExpressionType.OR ? new Filter.Group(part) : part;
    }

    /** Something that every matching row matches; empty if that is every row. */
    private static Optional<Expression> compile(ApplicationFilter filter, int depth) {
        if (depth > MAX_DEPTH) {
            throw new StoreException("the application filter is nested more than " + MAX_DEPTH + " deep");
        }
        return switch (filter) {
            case ApplicationFilter.AnyOf anyOf -> sent(MetadataKeys.ofField(anyOf.field()), anyOf.values());
            case ApplicationFilter.And and ->
                and.filters().stream()
                        .flatMap(part -> compile(part, depth + 1).stream())
                        .reduce(RowFilter::and);
            case ApplicationFilter.Or or -> {
                List<Optional<Expression>> parts = or.filters().stream()
                        .map(part -> compile(part, depth + 1))
                        .toList();
                yield parts.stream().allMatch(Optional::isPresent)
                        ? Optional.of(
                                folded(parts.stream().flatMap(Optional::stream).toList(), RowFilter::or))
                        : Optional.empty();
            }
            case ApplicationFilter.Not not -> {
                // Nested too deep is refused here as anywhere; what is negated is not sent.
                compile(not.filter(), depth + 1);
                yield Optional.empty();
            }
        };
    }

    private static Optional<Expression> sent(String key, Collection<String> values) {
        return !values.isEmpty()
                        && values.stream()
                                .allMatch(value -> PLAIN.matcher(value).matches())
                ? Optional.of(in(key, values))
                : Optional.empty();
    }

    private static Expression in(String key, Collection<String> values) {
        Set<String> sorted = new TreeSet<>(values);
        return sorted.size() == 1
                ? equal(key, sorted.iterator().next())
                : new Expression(ExpressionType.IN, new Filter.Key(key), new Filter.Value(List.copyOf(sorted)));
    }

    /** Folds in halves, so that a long list does not become a deep tree. */
    private static Expression folded(List<Expression> parts, BinaryOperator<Expression> operator) {
        int size = parts.size();
        return size == 1
                ? parts.getFirst()
                : operator.apply(
                        folded(parts.subList(0, size / 2), operator), folded(parts.subList(size / 2, size), operator));
    }
}
