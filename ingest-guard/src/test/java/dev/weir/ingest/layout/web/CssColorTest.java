package dev.weir.ingest.layout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CssColorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "red",
                "RED",
                "#f00",
                "#ff0000",
                "#F00F",
                "#ff0000ff",
                "ff0000",
                "rgb(255,0,0)",
                "rgb(255 0 0)",
                "rgba(100%, 0%, 0%, 1)",
                "hsl(0, 100%, 50%)",
                "hsl(360deg 100% 50%)",
                "hsla(-360,100%,50%,1)",
            })
    void ofWhenRedIsWrittenInAnyWayThenRed(String css) {
        CssColor color = CssColor.of(css).orElseThrow();
        assertThat(color.distanceTo(new CssColor(1, 0, 0, 1))).isCloseTo(0, within(0.001));
        assertThat(color.alpha()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "reddish",
                "#ff",
                "#ggg",
                "rgb(1,2)",
                "rgb(a,b,c)",
                "color-mix(in srgb, red, blue)",
                "url(#a)"
            })
    void ofWhenNotAKnownColorThenNothing(String css) {
        assertThat(CssColor.of(css)).isEmpty();
    }

    @Test
    void overWhenHalfTransparentThenHalfOfEach() {
        CssColor gray = new CssColor(0, 0, 0, 0.5).over(CssColor.WHITE);
        assertThat(gray.red()).isCloseTo(0.5, within(0.001));
        assertThat(gray.alpha()).isEqualTo(1);
    }

    @Test
    void contrastToWhenBlackOnWhiteThenTwentyOne() {
        assertThat(CssColor.BLACK.contrastTo(CssColor.WHITE)).isCloseTo(21, within(0.01));
        assertThat(CssColor.WHITE.contrastTo(CssColor.WHITE)).isEqualTo(1);
    }
}
