package dev.weir.adapters.springai;

import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.MetadataKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.DocumentMetadata;
import org.springframework.ai.vectorstore.filter.Filter;

/**
 * Spring AI's filters as filters of Weir's. A filter is translated whole or refused; what comes of it can only narrow. The
 * tree says what is inside what: it does not matter whether an application wrote a {@code Group}.
 *
 * <p>Understood are {@code EQ}, {@code NE}, {@code IN} and {@code NIN} over strings, UUIDs, booleans, {@code int}s and
 * {@code long}s, combined by {@code AND}, {@code OR}, {@code NOT} and groups. Refused are orders, decimals and dates (of which
 * stores disagree when two are equal), {@code ISNULL} and {@code ISNOTNULL}, operands of other kinds, keys that are no
 * attribute's name, and nesting beyond 100.
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
    public static ApplicationFilter of(Filter.@Nullable Expression filter) {
        return filter == null ? ApplicationFilter.everything() : translate(filter, 0);
    }

    private static ApplicationFilter translate(Filter.@Nullable Operand operand, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the filter is nested more than " + MAX_DEPTH + " deep");
        }
        return switch (operand) {
            case Filter.Group group -> translate(group.content(), depth + 1);
            case Filter.Expression expression -> translate(expression, depth);
            case null -> throw new IllegalArgumentException("a part of the filter is null");
            default ->
                throw new IllegalArgumentException(
                        "a part of the filter is a " + operand.getClass().getName() + " and no expression");
        };
    }

    private static ApplicationFilter translate(Filter.Expression filter, int depth) {
        return switch (filter.type()) {
            case AND ->
                new ApplicationFilter.And(
                        List.of(translate(filter.left(), depth + 1), translate(filter.right(), depth + 1)));
            case OR ->
                new ApplicationFilter.Or(
                        List.of(translate(filter.left(), depth + 1), translate(filter.right(), depth + 1)));
            case NOT -> {
                if (filter.right() != null) {
                    throw new IllegalArgumentException("NOT takes one operand and was given two");
                }
                yield new ApplicationFilter.Not(translate(filter.left(), depth + 1));
            }
            case EQ -> equal(filter);
            case NE -> new ApplicationFilter.Not(equal(filter));
            case IN -> in(filter);
            case NIN -> new ApplicationFilter.Not(in(filter));
            case GT, GTE, LT, LTE, ISNULL, ISNOTNULL ->
                throw new IllegalArgumentException("a filter with " + filter.type()
                        + " cannot be enforced and is refused; use EQ, NE, IN, NIN, AND, OR, NOT");
        };
    }

    private static ApplicationFilter equal(Filter.Expression filter) {
        String key = key(filter);
        return new ApplicationFilter.AnyOf(field(key), Set.of(value(key, operand(filter))));
    }

    private static ApplicationFilter in(Filter.Expression filter) {
        String key = key(filter);
        if (!(operand(filter) instanceof List<?> given)) {
            throw new IllegalArgumentException(filter.type() + " takes a list");
        }
        Set<String> values = new HashSet<>();
        for (@Nullable Object each : given) {
            values.add(value(key, each));
        }
        return new ApplicationFilter.AnyOf(field(key), values);
    }

    private static String key(Filter.Expression filter) {
        if (filter.left() instanceof Filter.Key key && key.key() != null) {
            return key.key();
        }
        throw new IllegalArgumentException("the left side of " + filter.type() + " must be a key");
    }

    private static @Nullable Object operand(Filter.Expression filter) {
        if (filter.right() instanceof Filter.Value value) {
            return value.value();
        }
        throw new IllegalArgumentException("the right side of " + filter.type() + " must be a value");
    }

    private static String field(String key) {
        if (isOverwritten(key)) {
            throw new IllegalArgumentException("a filter may not name " + key + ", which stores write over");
        }
        return MetadataKeys.toField(key);
    }

    /** Whether stores write a number of their own under the key. */
    static boolean isOverwritten(String key) {
        return key.equals(DocumentMetadata.DISTANCE.value());
    }

    /** Whether an application may keep and filter by a metadata key. */
    static boolean isAttribute(String key) {
        return MetadataKeys.isAttribute(key) && !isOverwritten(key);
    }

    private static String value(String key, @Nullable Object given) {
        return canonical(given)
                .orElseThrow(() -> new IllegalArgumentException("a filter on "
                        + (key.length() <= 64 ? "a key of " + key.length() + " characters" : "a long key")
                        + " compares with "
                        + (given == null ? "null" : given.getClass().getSimpleName())
                        + ", which is refused; use a well-formed String, a UUID, a boolean, an int or a long"));
    }

    /** The one spelling of a metadata value that can be filtered by; empty for others. */
    static Optional<String> canonical(@Nullable Object value) {
        return value instanceof Boolean truth ? Optional.of(truth.toString()) : MetadataKeys.canonical(value);
    }
}
