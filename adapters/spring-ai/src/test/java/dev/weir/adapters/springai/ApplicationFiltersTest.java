package dev.weir.adapters.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ApplicationFilter.AnyOf;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.vectorstore.filter.Filter;
import org.springframework.ai.vectorstore.filter.Filter.Expression;
import org.springframework.ai.vectorstore.filter.Filter.ExpressionType;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder;
import org.springframework.ai.vectorstore.filter.FilterExpressionTextParser;

class ApplicationFiltersTest {
    private static final FilterExpressionBuilder FILTER = new FilterExpressionBuilder();

    @Test
    void filterWhenThereIsNoneThenEverything() {
        assertThat(ApplicationFilters.of(null)).isEqualTo(ApplicationFilter.everything());
    }

    @Test
    void filterWhenOfKnownPartsThenTranslatedWhole() {
        assertThat(of("lang == 'en'")).isEqualTo(new AnyOf("lang", Set.of("en")));
        assertThat(of("lang != 'en'")).isEqualTo(new ApplicationFilter.Not(new AnyOf("lang", Set.of("en"))));
        assertThat(of("year in [2024, 2025]")).isEqualTo(new AnyOf("year", Set.of("2024", "2025")));
        assertThat(of("draft == true")).isEqualTo(new AnyOf("draft", Set.of("true")));
        assertThat(of("NOT (lang nin ['en'])"))
                .isEqualTo(new ApplicationFilter.Not(new ApplicationFilter.Not(new AnyOf("lang", Set.of("en")))));
        assertThat(of("weir_source == 'x' && (lang == 'en' || team == 'a')"))
                .isEqualTo(new ApplicationFilter.And(List.of(
                        new AnyOf(ApplicationFilter.SOURCE, Set.of("x")),
                        new ApplicationFilter.Or(
                                List.of(new AnyOf("lang", Set.of("en")), new AnyOf("team", Set.of("a")))))));
        UUID id = new UUID(1, 2);
        assertThat(ApplicationFilters.of(FILTER.in("id", id, 7L).build()))
                .isEqualTo(new AnyOf("id", Set.of(id.toString(), "7")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "year > 2024",
                "year >= 2024",
                "year < 2024",
                "year <= 2024",
                "year == 2.5",
                "lang IS NULL",
                "lang IS NOT NULL",
                "lang == 'en' && year > 2024",
                "lang == 'en' || NOT (year < 1)",
                "lang == ''",
                "weir_tenant == 'acme'"
            })
    void filterWhenAnyPartCannotBeEnforcedThenRefusedWhole(String filter) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(filter));
    }

    @Test
    void filterWhenOddlyMadeThenRefused() {
        Expression known = FILTER.eq("lang", "en").build();
        Filter.Operand own = new Filter.Operand() {};
        for (Expression odd : List.of(
                new Expression(ExpressionType.EQ, new Filter.Value("en"), new Filter.Key("lang")),
                new Expression(ExpressionType.EQ, new Filter.Key("lang"), new Filter.Key("lang")),
                new Expression(ExpressionType.EQ, new Filter.Key("lang")),
                new Expression(ExpressionType.EQ, known, new Filter.Value("en")),
                new Expression(ExpressionType.AND, known),
                new Expression(ExpressionType.OR, known, own),
                new Expression(ExpressionType.NOT, known, known),
                new Expression(ExpressionType.NOT, new Filter.Key("lang")),
                new Expression(ExpressionType.IN, new Filter.Key("lang"), new Filter.Value("en")),
                new Expression(ExpressionType.IN, new Filter.Key("lang"), new Filter.Value(List.of())),
                new Expression(
                        ExpressionType.IN, new Filter.Key("lang"), new Filter.Value(List.of("en", List.of("de")))),
                new Expression(ExpressionType.EQ, new Filter.Key("lang"), new Filter.Value(List.of("en"))),
                new Expression(ExpressionType.EQ, new Filter.Key("lang"), new Filter.Value(Instant.EPOCH)),
                new Expression(ExpressionType.EQ, new Filter.Key("lang"), new Filter.Value(new String[] {"en"})))) {
            assertThatIllegalArgumentException().isThrownBy(() -> ApplicationFilters.of(odd));
        }
    }

    @Test
    void filterWhenNestedTooDeepThenRefused() {
        Expression deep = FILTER.eq("lang", "en").build();
        for (int i = 0; i < 101; i++) {
            deep = new Expression(ExpressionType.NOT, new Filter.Group(deep));
        }
        Expression tooDeep = deep;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApplicationFilters.of(tooDeep))
                .withMessageContaining("100");
    }

    @Test
    void refusalWhenItHasAMessageThenNoValueIsInIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ApplicationFilters.of(FILTER.eq("lang", "secret\0").build()))
                .withMessageNotContaining("secret");
    }

    private static ApplicationFilter of(String filter) {
        return ApplicationFilters.of(new FilterExpressionTextParser().parse(filter));
    }
}
