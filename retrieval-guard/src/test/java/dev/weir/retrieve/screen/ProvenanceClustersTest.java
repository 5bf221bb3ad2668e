package dev.weir.retrieve.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.TrustTier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenanceClustersTest {
    private static final String ONE = "The old mill at Brandwick took its water from the river Thames for many years.";
    private static final String TWO =
            "For years, it was the river Thames that the old mill at Brandwick took water from.";
    private static final String THREE =
            "Brandwick had a mill, and the old mill at Brandwick took water from the Thames.";
    private static final String OTHER = "Cider is pressed in October, when the apples of the orchards have fallen.";

    private final ProvenanceClusters sparingOne = ProvenanceClusters.sparingOne(0.3, TrustTier.INTERNAL);
    private final ProvenanceClusters sparingNone = ProvenanceClusters.sparingNoneOf(3, 0.3, TrustTier.INTERNAL);

    @ParameterizedTest
    @CsvSource({"x, x, u, v, b, c", "s, t, x, x, b, c", "s, t, u, v, x, x"})
    void clusterWhenOfOneHandThenAllButTheBestAreObjectedTo(
            String source, String otherSource, String uploader, String otherUploader, String batch, String otherBatch) {
        Sets sets = new Sets()
                .of(TrustTier.UNKNOWN, source, uploader, batch, ONE)
                .alone(TrustTier.UNKNOWN, OTHER)
                .of(TrustTier.UNKNOWN, otherSource, otherUploader, otherBatch, TWO);
        assertThat(sets.objected(sparingOne, "q")).containsExactly(2);
        assertThat(sparingOne.objections(sets.asking("q")))
                .singleElement()
                .satisfies(objection -> assertThat(objection.score()).isBetween(0.3, 0.99));
    }

    @Test
    void clusterWhenOneIsTrustedMoreThenThatIsSpared() {
        Sets sets = new Sets()
                .of(TrustTier.UNKNOWN, "x", "u", "b", ONE)
                .of(TrustTier.EXTERNAL, "x", "u", "b", TWO)
                .of(TrustTier.UNKNOWN, "x", "u", "b", THREE);
        assertThat(sets.objected(sparingOne, "q")).containsExactly(0, 2);
    }

    @Test
    void clusterWhenLargeAndNothingSpeaksForItThenGoesWhole() {
        Sets sets = new Sets()
                .of(TrustTier.UNKNOWN, "x", "u", "b", ONE)
                .of(TrustTier.UNKNOWN, "x", "u", "b", TWO)
                .of(TrustTier.UNKNOWN, "x", "u", "b", OTHER);
        assertThat(sets.objected(sparingNone, "q")).containsExactly(1);
        sets.of(TrustTier.UNKNOWN, "x", "u", "b", THREE);
        assertThat(sets.objected(sparingNone, "q")).containsExactly(0, 1, 3);
    }

    @Test
    void passagesWhenAlikeAndOfDifferentHandsThenAreNotObjectedTo() {
        Sets sets = new Sets().alone(TrustTier.UNKNOWN, ONE).alone(TrustTier.UNKNOWN, TWO);
        assertThat(sets.objected(sparingNone, "q")).isEmpty();
    }

    @Test
    void passagesWhenOfOneHandAndNotAlikeThenAreNotObjectedTo() {
        Sets sets = new Sets().of(TrustTier.UNKNOWN, "x", "u", "b", ONE).of(TrustTier.UNKNOWN, "x", "u", "b", OTHER);
        assertThat(sets.objected(sparingOne, "q")).isEmpty();
    }

    @Test
    void passagesWhenOfTheHouseThenAreNotObjectedTo() {
        Sets sets = new Sets()
                .of(TrustTier.INTERNAL, "x", "sync", "b", ONE)
                .of(TrustTier.INTERNAL, "x", "sync", "b", TWO)
                .of(TrustTier.EXTERNAL, "x", "sync", "b", THREE);
        assertThat(sets.objected(sparingOne, "q")).isEmpty();
    }

    @Test
    void passagesWhenTheirOriginIsUnknownThenAreNotJoined() {
        Sets sets = new Sets().of(TrustTier.UNKNOWN, "", "", "", ONE).of(TrustTier.UNKNOWN, "", "", "", TWO);
        assertThat(sets.objected(sparingOne, "q")).isEmpty();
    }

    @Test
    void thresholdWhenOutOfRangeThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProvenanceClusters.sparingOne(0, TrustTier.INTERNAL))
                .withMessageContaining("got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProvenanceClusters.sparingNoneOf(1, 0.3, TrustTier.INTERNAL))
                .withMessageContaining("got 1");
    }
}
