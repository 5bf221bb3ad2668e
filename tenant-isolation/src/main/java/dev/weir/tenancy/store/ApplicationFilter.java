package dev.weir.tenancy.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The application's own filter over row attributes. It is AND-ed to the scope and can only narrow. Missing attributes
 * equal nothing; {@link Not} therefore matches rows that lack the attribute.
 */
public sealed interface ApplicationFilter {
    /** A built-in field that holds the document's source URI. */
    String SOURCE = "weir.source";

    /** A built-in field that holds the ingest batch. */
    String BATCH = "weir.batch";

    /** A built-in field that holds the document id. */
    String DOCUMENT = "weir.document";

    /** Matches every row. */
    static ApplicationFilter everything() {
        return new And(List.of());
    }

    /** Matches rows whose field has one of the values. */
    record AnyOf(String field, Set<String> values) implements ApplicationFilter {
        /** @throws IllegalArgumentException if the field's name is not valid, or there are no values or an empty one */
        public AnyOf {
            requireField(field);
            values = Set.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("a filter on field " + field + " needs at least one value");
            }
            if (values.contains("")) {
                throw new IllegalArgumentException(
                        "a filter on field " + field + " holds an empty value, which nothing equals");
            }
        }
    }

    /** Matches rows that every filter matches; with none, every row. */
    record And(List<ApplicationFilter> filters) implements ApplicationFilter {
        public And {
            filters = List.copyOf(filters);
        }
    }

    /** Matches rows that any filter matches. */
    record Or(List<ApplicationFilter> filters) implements ApplicationFilter {
        /** @throws IllegalArgumentException if there are no filters */
        public Or {
            filters = List.copyOf(filters);
            if (filters.isEmpty()) {
                throw new IllegalArgumentException("an OR of no filters matches nothing and is refused as a mistake");
            }
        }
    }

    /** Matches rows that the filter does not match. */
    record Not(ApplicationFilter filter) implements ApplicationFilter {
        public Not {
            requireNonNull(filter, "filter is null");
        }
    }

    /**
     * Whether a row matches: the meaning that every store must give the filter.
     *
     * @param field gives a field's value, or an empty string if the row has none
     */
    default boolean matches(Function<String, String> field) {
        return switch (this) {
            case AnyOf anyOf -> anyOf.values().contains(field.apply(anyOf.field()));
            case And and -> and.filters().stream().allMatch(filter -> filter.matches(field));
            case Or or -> or.filters().stream().anyMatch(filter -> filter.matches(field));
            case Not not -> !not.filter().matches(field);
        };
    }

    /** Whether any part of it is about a field that seals hold, and not about an attribute. */
    default boolean namesSealedFields() {
        return switch (this) {
            case AnyOf anyOf -> isSealed(anyOf.field());
            case And and -> and.filters().stream().anyMatch(ApplicationFilter::namesSealedFields);
            case Or or -> or.filters().stream().anyMatch(ApplicationFilter::namesSealedFields);
            case Not not -> not.filter().namesSealedFields();
        };
    }

    /**
     * Checks the name of an attribute that an application wants to store: 1 to 64 characters of {@code A-Z a-z 0-9 _},
     * beginning with a letter.
     *
     * @throws IllegalArgumentException if it is not valid, or in Weir's own namespace
     */
    static void requireAttribute(String name) {
        if (!Names.ATTRIBUTE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "an attribute's name must be 1-64 characters of A-Z a-z 0-9 _ and begin with a letter; length was "
                            + name.length());
        }
    }

    private static void requireField(String name) {
        if (!isSealed(name)) {
            requireAttribute(name);
        }
    }

    private static boolean isSealed(String field) {
        return field.equals(SOURCE) || field.equals(BATCH) || field.equals(DOCUMENT);
    }

    /** Holds the pattern, because an interface's fields are public. */
    final class Names {
        private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

        private Names() {}
    }
}
