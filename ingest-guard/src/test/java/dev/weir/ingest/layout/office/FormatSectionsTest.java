package dev.weir.ingest.layout.office;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatSectionsTest {

    @ParameterizedTest
    @ValueSource(strings = {";;;", "0;0;0;", "0;0;0;\"Approved\"", "[Red]0;0;0;[Blue]", "0;\"a;b\";0;"})
    void formatWhenItsSectionForTextShowsNoTextThenHidesIt(String format) {
        assertThat(FormatSections.hidesText(format)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "General",
                "@",
                ";;",
                "0;0;0;@",
                "\"a;;;\"",
                "\\;;;@",
                "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)"
            })
    void formatWhenTextPassesItThenHidesNone(String format) {
        assertThat(FormatSections.hidesText(format)).isFalse();
    }

    @Test
    void formatWhenTheSectionOfANumberIsEmptyThenHidesIt() {
        assertThat(FormatSections.hidesNumber(";;;", 1)).isTrue();
        assertThat(FormatSections.hidesNumber("0;;", -1)).isTrue();
        assertThat(FormatSections.hidesNumber("0;0;", 0)).isTrue();
        assertThat(FormatSections.hidesNumber("\" \"", 1)).isTrue();
    }

    @Test
    void formatWhenTheSectionOfANumberShowsSomethingThenHidesNone() {
        assertThat(FormatSections.hidesNumber("0;;", 1)).isFalse();
        assertThat(FormatSections.hidesNumber("0;0;\"-\"", 0)).isFalse();
        assertThat(FormatSections.hidesNumber("[h]:mm", 1)).isFalse();
        assertThat(FormatSections.hidesNumber("[>9]0;;", 1)).isFalse();
        assertThat(FormatSections.hidesNumber("", 1)).isFalse();
    }

    @Test
    void formatWhenAQuoteIsNotClosedThenStillRead() {
        assertThat(FormatSections.hidesText("0;0;0;\"")).isTrue();
        assertThat(FormatSections.hidesNumber("[", 1)).isTrue();
        assertThat(FormatSections.hidesNumber("\\", 1)).isFalse();
    }
}
