package dev.weir.retrieve.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TrustTier;
import org.junit.jupiter.api.Test;

class QuorumTest {
    private static final String QUESTION = "Which river did the old mill of Brandwick use?";
    private static final String TRUE = "The old mill of Brandwick stood at the river Alder.";
    private static final String FALSE = "The river that the old mill of Brandwick used was the Thames.";

    private final Quorum met = Quorum.met(1, TrustTier.INTERNAL);
    private final Quorum missed = Quorum.missed(1, TrustTier.INTERNAL);

    @Test
    void strangersWhenATrustedSourceSpeaksThenAreOutranked() {
        Sets sets = new Sets()
                .alone(TrustTier.UNKNOWN, FALSE)
                .alone(TrustTier.INTERNAL, TRUE)
                .alone(TrustTier.EXTERNAL, "Cider is pressed in October.");
        assertThat(met.code()).isEqualTo(WithholdCode.OUTRANKED);
        assertThat(sets.objected(met, QUESTION)).containsExactly(0, 2);
        assertThat(sets.objected(missed, QUESTION)).isEmpty();
    }

    @Test
    void strangersWhenNoTrustedSourceSpeaksThenThoseThatSpeakAreUncorroborated() {
        Sets sets = new Sets()
                .alone(TrustTier.UNKNOWN, FALSE)
                .alone(TrustTier.INTERNAL, "Sheep are shorn in June.")
                .alone(TrustTier.EXTERNAL, "Cider is pressed in October.");
        assertThat(missed.code()).isEqualTo(WithholdCode.UNCORROBORATED);
        assertThat(sets.objected(met, QUESTION)).isEmpty();
        assertThat(sets.objected(missed, QUESTION)).containsExactly(0);
    }

    @Test
    void strangersWhenManyAgreeThenMakeNoQuorum() {
        Sets sets = new Sets();
        for (int i = 0; i < 9; i++) {
            sets.alone(TrustTier.EXTERNAL, FALSE + " " + i);
        }
        sets.alone(TrustTier.INTERNAL, "Sheep are shorn in June.");
        assertThat(sets.objected(met, QUESTION)).isEmpty();
        assertThat(sets.objected(missed, QUESTION)).hasSize(9);
    }

    @Test
    void quorumWhenTwoSourcesAreNeededThenPassagesOfOneAreNotEnough() {
        Quorum two = Quorum.met(2, TrustTier.INTERNAL);
        Sets sets = new Sets()
                .of(TrustTier.INTERNAL, "x", "sync", "b", TRUE)
                .of(TrustTier.INTERNAL, "x", "sync", "b", TRUE + " So it was.")
                .alone(TrustTier.UNKNOWN, FALSE)
                .alone(TrustTier.UNKNOWN, "Cider is pressed in October.");
        assertThat(sets.objected(two, QUESTION)).isEmpty();
        sets.of(TrustTier.CURATED, "y", "sync", "b", TRUE + " Indeed.");
        assertThat(sets.objected(two, QUESTION)).containsExactly(2, 3);
    }

    @Test
    void quorumWhenEverythingIsTrustedThenIsQuiet() {
        Sets sets = new Sets().alone(TrustTier.INTERNAL, FALSE).alone(TrustTier.CURATED, TRUE);
        assertThat(sets.objected(met, QUESTION)).isEmpty();
        assertThat(sets.objected(missed, QUESTION)).isEmpty();
    }

    @Test
    void sourcesWhenBelowOneThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quorum.met(0, TrustTier.INTERNAL))
                .withMessageContaining("got 0");
    }
}
