package dev.weir.ingest.layout.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaConditionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "all",
                "screen",
                "only screen and (min-width: 600px)",
                "print, screen",
                "(max-width: 90em)",
                "not print",
                "(width >= 500px)",
                "(prefers-color-scheme: light)",
                "(hover)",
                "not all and (max-width: 10px)",
            })
    void holdsWhenItFitsAScreenOnADeskThenYes(String query) {
        assertThat(MediaCondition.holds(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "print", "not screen", "screen and (max-width: 600px)", "(min-width: 3000px)", "(width < 500px)",
                "(prefers-color-scheme: dark)", "(orientation: portrait)", "speech", "(hover: none)", "(foldable)",
            })
    void holdsWhenItFitsSomethingElseThenNo(String query) {
        assertThat(MediaCondition.holds(query)).isFalse();
    }
}
