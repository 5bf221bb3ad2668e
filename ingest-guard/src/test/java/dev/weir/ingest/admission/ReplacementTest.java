package dev.weir.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacementTest {
    private static final String OLD = "one two three four five six seven eight nine ten eleven twelve";

    private final OtherPrincipal principals = new OtherPrincipal();
    private final ChangedText changes = new ChangedText(ChangedText.STANDARD_SHARE);

    @Test
    void documentWhenSomebodyElseVouchedForItThenHeld() {
        CorpusSign sign = principals
                .screen(Arriving.document("d").replacing("bob", OLD).saying(OLD))
                .getFirst();
        assertThat(sign.code()).isEqualTo(RationaleCode.OTHER_PRINCIPAL);
        assertThat(sign.holds()).isTrue();
    }

    @Test
    void documentWhenItsUploaderReplacesItThenQuiet() {
        assertThat(principals.screen(
                        Arriving.document("d").replacing("alice", OLD).saying("another text")))
                .isEmpty();
    }

    @Test
    void documentWhenOneOfItsVouchersReplacesItThenQuiet() {
        Replaced released = new Replaced(Set.of("reviewer", "alice"), () -> {
            throw new IllegalStateException("nobody asked for the text");
        });
        Arriving one = Arriving.document("d");
        Arriving replacing =
                new Arriving(one.tenant(), "d", "alice", one.source(), one.trust(), one.at(), Optional.of(released));
        assertThat(principals.screen(replacing.saying("text"))).isEmpty();
    }

    @Test
    void documentWhenNewThenQuiet() {
        assertThat(principals.screen(Arriving.document("d").saying(OLD))).isEmpty();
        assertThat(changes.screen(Arriving.document("d").saying(OLD))).isEmpty();
    }

    @Test
    void textWhenMuchIsChangedThenHeld() {
        CorpusSign sign = changes.screen(Arriving.document("d")
                        .replacing("alice", OLD)
                        .saying("one two three four five and now for something else"))
                .getFirst();
        assertThat(sign.code()).isEqualTo(RationaleCode.TEXT_CHANGED);
        assertThat(sign.score()).isGreaterThan(0.3).isLessThan(1);
    }

    @Test
    void textWhenLittleIsAddedThenQuiet() {
        assertThat(changes.screen(Arriving.document("d").replacing("alice", OLD).saying(OLD + " thirteen")))
                .isEmpty();
    }

    @Test
    void textWhenTheStoreHasNoneThenEverythingIsChanged() {
        assertThat(changes.screen(Arriving.document("d").replacing("alice").saying(OLD))
                        .getFirst()
                        .score())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void shareWhenOutsideItsRangeThenRefused(double share) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangedText(share));
    }
}
