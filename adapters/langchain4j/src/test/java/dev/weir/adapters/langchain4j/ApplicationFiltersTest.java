package dev.weir.adapters.langchain4j;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.ContainsString;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.logical.Not;
import dev.weir.tenancy.store.ApplicationFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationFiltersTest {
    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-0000000000ff");

    @Test
    void filterWhenNullThenMatchesEverything() {
        assertThat(ApplicationFilters.of(null)).isEqualTo(ApplicationFilter.everything());
    }

    @Test
    void filterWhenUnderstoodThenMeansTheSame() {
        Filter filter = metadataKey("lang")
                .isEqualTo("en")
                .and(metadataKey("team").isIn("a", "b").or(metadataKey("page").isNotEqualTo(7)))
                .and(Filter.not(metadataKey("owner").isNotIn(List.of(ID))));

        ApplicationFilter translated = ApplicationFilters.of(filter);

        assertThat(matches(translated, Map.of("lang", "en", "team", "a", "owner", ID.toString())))
                .isTrue();
        assertThat(matches(translated, Map.of("lang", "en", "owner", ID.toString())))
                .isTrue();
        assertThat(matches(translated, Map.of("lang", "en", "page", "7", "owner", ID.toString())))
                .isFalse();
        assertThat(matches(translated, Map.of("lang", "de", "team", "a", "owner", ID.toString())))
                .isFalse();
        assertThat(matches(translated, Map.of("lang", "en", "team", "a"))).isFalse();
    }

    @Test
    void filterWhenOnSealedFieldsThenNamesWeirs() {
        assertThat(ApplicationFilters.of(metadataKey("weir_source").isEqualTo("s")))
                .isEqualTo(new ApplicationFilter.AnyOf(ApplicationFilter.SOURCE, Set.of("s")));
        assertThat(ApplicationFilters.of(metadataKey("weir_batch").isEqualTo("b")))
                .isEqualTo(new ApplicationFilter.AnyOf(ApplicationFilter.BATCH, Set.of("b")));
        assertThat(ApplicationFilters.of(metadataKey("weir_document").isEqualTo("d")))
                .isEqualTo(new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of("d")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weir_tenant",
                "weir_tag",
                "weir_seal",
                "WEIR_TENANT",
                "tenant\"] != \"\" or metadata[\"x",
                "a' OR '1'='1",
                "a) || true",
                "$.tenant",
                "T(java.lang.Runtime)",
                "a.b",
                "a b",
                " a",
                "a\0",
                "\u202Ea",
                "ä",
                "1a"
            })
    void filterWhenItsKeyIsNoAttributeThenRefused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> ApplicationFilters.of(new IsEqualTo(key, "x")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApplicationFilters.of(
                        metadataKey("lang").isEqualTo("en").or(new Not(new IsEqualTo(key, "x")))));
    }

    @Test
    void filterWhenItsKeyIsVeryLongThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApplicationFilters.of(new IsEqualTo("a".repeat(65_536), "x")));
    }

    static Stream<Filter> refused() {
        return Stream.of(
                metadataKey("n").isGreaterThan(1),
                metadataKey("n").isGreaterThanOrEqualTo(1),
                metadataKey("n").isLessThan(1),
                metadataKey("n").isLessThanOrEqualTo(1),
                metadataKey("n").isEqualTo(1.0),
                metadataKey("n").isEqualTo(Float.NaN),
                metadataKey("n").isNotEqualTo(0.1f),
                metadataKey("s").containsString("x"),
                new ContainsString("s", "x"),
                new IsEqualTo("s", List.of("a", "b")),
                new IsEqualTo("s", new Object()),
                metadataKey("s").isEqualTo(""),
                metadataKey("s").isEqualTo("a\0b"),
                metadataKey("s").isEqualTo("a\uD800"),
                object -> true,
                new IsEqualTo("s", "x") {
                    @Override
                    public boolean test(Object object) {
                        return true;
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("refused")
    void filterWhenAnyPartIsNotUnderstoodThenRefusedWhole(Filter filter) {
        assertThatIllegalArgumentException().isThrownBy(() -> ApplicationFilters.of(filter));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApplicationFilters.of(
                        metadataKey("lang").isEqualTo("en").and(filter)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApplicationFilters.of(
                        metadataKey("lang").isEqualTo("en").or(Filter.not(filter))));
    }

    @Test
    void filterWhenNestedTooDeepThenRefused() {
        Filter deep = metadataKey("lang").isEqualTo("en");
        for (int i = 0; i < 20_000; i++) {
            deep = new Not(deep);
        }
        Filter tooDeep = deep;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApplicationFilters.of(tooDeep))
                .withMessageContaining("nested");
    }

    @Test
    void refusalsNameNoValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApplicationFilters.of(metadataKey("s").isEqualTo("secret\0")))
                .withMessageNotContaining("secret");
    }

    private static boolean matches(ApplicationFilter filter, Map<String, String> fields) {
        return filter.matches(name -> fields.getOrDefault(name, ""));
    }
}
