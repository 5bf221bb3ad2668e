package dev.weir.ingest.layout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CssLengthTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-9999px, -9999",
        "2em, 20",
        "1.5rem, 24",
        ".5px, 0.5",
        "50%, 100",
        "10vw, 128",
        "3pt, 4",
        "1in, 96",
        "calc(100% - 10px), 190",
        "calc(-1px - 2px + 5px), 2"
    })
    void pxWhenALengthThenPixels(String css, double expected) {
        assertThat(CssLength.px(css, 10, 200).orElseThrow()).isCloseTo(expected, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "auto", "1fr", "calc(1px * 2)", "calc(", "min(1px, 2px)", "--1px"})
    void pxWhenNotAKnownLengthThenNothing(String css) {
        assertThat(CssLength.px(css, 10, 200)).isEmpty();
    }
}
