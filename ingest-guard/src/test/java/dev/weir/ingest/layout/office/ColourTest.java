package dev.weir.ingest.layout.office;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColourTest {

    @Test
    void colourWhenItIsNearlyThatOfTheGroundThenLost() {
        assertThat(Colour.of("FEFEFE").isLostOn(Colour.WHITE)).isTrue();
        assertThat(Colour.of("FF203864").isLostOn(Colour.of("#203865"))).isTrue();
    }

    @Test
    void colourWhenItStandsOutThenSeen() {
        assertThat(Colour.of("808080").isLostOn(Colour.WHITE)).isFalse();
        assertThat(Colour.of("white").isLostOn(Colour.of("000000"))).isFalse();
    }

    @Test
    void colourWhenItOrTheGroundIsNotKnownThenSeen() {
        assertThat(Colour.of("auto").isLostOn(Colour.WHITE)).isFalse();
        assertThat(Colour.WHITE.isLostOn(Colour.UNKNOWN)).isFalse();
        assertThat(Colour.of("GGGGGG").isKnown()).isFalse();
        assertThat(Colour.of(null).isKnown()).isFalse();
    }

    @Test
    void colourWhenItIsTintedThenLighterOrDarker() {
        assertThat(new Colour(0x808080).tinted(1)).isEqualTo(Colour.WHITE);
        assertThat(new Colour(0x808080).tinted(-1)).isEqualTo(new Colour(0));
        assertThat(Colour.UNKNOWN.tinted(0.5)).isEqualTo(Colour.UNKNOWN);
    }
}
