package dev.weir.tenancy.testkit;

import dev.weir.tenancy.store.ApplicationFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may read what, said once more in plain strings: the oracle of the leak suite. It shares no code with the product's
 * scopes, filters, heads, seals or stores.
 */
final class ReferenceModel {
    /** One policy: readers of {@code shared.get(corpus)} may read the corpus's default label. */
    record Rules(
            Set<String> tenants,
            String defaultLabel,
            Map<String, Set<String>> shared,
            Map<String, Map<String, Set<String>>> clearances) {}

    /** One chunk as it was sealed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(Document document, long version, String key, String text, float[] vector) {}

    /** One document as it stands. */
    static final class Document {
        final String tenant;
        final Map<String, String> fields = new HashMap<>();
        Set<String> labels = Set.of();
        Set<String> clearances = Set.of();
        long version;
        boolean withheld;

        Document(String tenant) {
            this.tenant = tenant;
        }
    }

    final List<Row> rows = new ArrayList<>();

    static boolean mayRead(List<Rules> policies, String tenant, String subject, Set<String> groups, Document document) {
        Set<String> labels = new HashSet<>(document.labels);
        for (Rules rules : policies) {
            Set<String> audience = new HashSet<>();
            Set<String> held = Set.of();
            if (rules.tenants.contains(tenant) && document.tenant.equals(tenant)) {
                audience.add(rules.defaultLabel);
                groups.forEach(group -> audience.add("group:" + group));
                held = rules.clearances.getOrDefault(tenant, Map.of()).getOrDefault(subject, Set.of());
            } else if (rules.tenants.contains(tenant)
                    && rules.shared.getOrDefault(document.tenant, Set.of()).contains(tenant)) {
                audience.add(rules.defaultLabel);
            }
            labels.retainAll(audience);
            if (labels.isEmpty() || !held.containsAll(document.clearances)) {
                return false;
            }
        }
        return true;
    }

    static boolean counts(Row row) {
        return !row.document.withheld && row.version == row.document.version;
    }

    static boolean matches(ApplicationFilter filter, Map<String, String> fields) {
        if (filter instanceof ApplicationFilter.AnyOf anyOf) {
            return Optional.ofNullable(fields.get(anyOf.field()))
                    .map(anyOf.values()::contains)
                    .orElse(false);
        }
        if (filter instanceof ApplicationFilter.Not not) {
            return !matches(not.filter(), fields);
        }
        if (filter instanceof ApplicationFilter.And and) {
            return and.filters().stream().allMatch(each -> matches(each, fields));
        }
        return ((ApplicationFilter.Or) filter).filters().stream().anyMatch(each -> matches(each, fields));
    }

    /** All rows, best first; equal scores by key. */
    List<Row> ranked(Optional<float[]> vector, Optional<String> text) {
        Map<Row, Double> scores = new HashMap<>();
        Set<String> wanted = words(text.orElse(""));
        for (Row row : rows) {
            double score = vector.isPresent() ? cosine(vector.get(), row.vector) : share(wanted, words(row.text));
            scores.put(row, score);
        }
        List<Row> ranked = new ArrayList<>(rows);
        ranked.sort(Comparator.comparingDouble((Row row) -> -scores.getOrDefault(row, 0.0))
                .thenComparing(Row::key));
        return ranked;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squares += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(squares);
    }

    private static double share(Set<String> wanted, Set<String> there) {
        int found = 0;
        for (String word : wanted) {
            found += there.contains(word) ? 1 : 0;
        }
        return found;
    }

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)));
    }
}
