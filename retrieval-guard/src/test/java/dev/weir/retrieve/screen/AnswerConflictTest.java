package dev.weir.retrieve.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.TrustTier;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerConflictTest {
    private static final String QUESTION = "When was the wheel of the Brandwick mill sold?";

    private final AnswerConflict conflict = new AnswerConflict();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The wheel of the Brandwick mill was sold in 1911.|In 1934 the Brandwick mill had its wheel sold.",
                "The wheel of the Brandwick mill was sold to Harlow.|Sold was the wheel of the Brandwick mill to Fenwick.",
                "The wheel of the Brandwick mill sold for 15,500 pounds.|The Brandwick mill wheel was sold at 15000."
            })
    void sourcesWhenTheyStateDifferentThingsThenBothAreObjectedTo(String one, String other) {
        assertThat(sets(one, other).objected(conflict, QUESTION)).containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The wheel of the Brandwick mill was sold in 1911.|In 1911 the Brandwick mill had its wheel sold to Fenwick.",
                "The wheel of the Brandwick mill sold for 15,500 pounds.|The Brandwick mill wheel was sold at 15500.",
                "The wheel of the Brandwick mill was sold in 1911.|Brandwick had 900 people then.",
                "The wheel of the Brandwick mill was sold in 1911.|The wheel of the Brandwick mill was sold long ago."
            })
    void sourcesWhenTheyAgreeOrDoNotAnswerThenAreNotObjectedTo(String one, String other) {
        assertThat(sets(one, other).objected(conflict, QUESTION)).isEmpty();
    }

    @Test
    void passagesWhenOfOneSourceThenAreNotCompared() {
        Sets sets = new Sets()
                .of(TrustTier.INTERNAL, "x", "u", "b", "The wheel of the Brandwick mill was sold in 1911.")
                .of(TrustTier.INTERNAL, "x", "u", "b", "In 1934 the Brandwick mill had its wheel sold.")
                .alone(TrustTier.INTERNAL, "Cider is pressed in October.");
        assertThat(sets.objected(conflict, QUESTION)).isEmpty();
    }

    @Test
    void sourcesWhenOneIsUnknownThenNeitherIsObjectedTo() {
        Sets sets = new Sets()
                .alone(TrustTier.INTERNAL, "The wheel of the Brandwick mill was sold in 1911.")
                .of(TrustTier.UNKNOWN, "", "u", "b", "In 1934 the Brandwick mill had its wheel sold.")
                .alone(TrustTier.INTERNAL, "Cider is pressed in October.")
                .alone(TrustTier.INTERNAL, "Oats are cut in August.");
        assertThat(sets.objected(conflict, QUESTION)).isEmpty();
    }

    @Test
    void valuesWhenNumbersAreWrittenDifferentlyThenAreTheSame() {
        Values values = Values.near(Set.of("wheel"), "The wheel cost 15,500.00 in 1911, No. 007.");
        assertThat(values.numbers()).containsExactlyInAnyOrder("15500.00", "1911", "7");
    }

    @Test
    void valuesWhenFarFromTheQuestionThenAreNotTaken() {
        Values values = Values.near(
                Set.of("wheel"),
                "The wheel turned and turned and turned and turned and turned all day until Harlow in 1911.");
        assertThat(values.numbers()).isEmpty();
        assertThat(values.names()).isEmpty();
    }

    private static Sets sets(String one, String other) {
        return new Sets()
                .alone(TrustTier.INTERNAL, one)
                .alone(TrustTier.UNKNOWN, other)
                .alone(TrustTier.INTERNAL, "Cider is pressed in October.")
                .alone(TrustTier.INTERNAL, "Oats are cut in August.");
    }
}
