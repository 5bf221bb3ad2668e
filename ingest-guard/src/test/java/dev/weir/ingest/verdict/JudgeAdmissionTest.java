package dev.weir.ingest.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.models.detect.Span;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeAdmissionTest {
    private static final CorpusSign HELD = CorpusSign.of(RationaleCode.HUB, 7, 6, CorpusSign.Effect.HOLDS);
    private static final Rationale CLEAN = new Rationale("p", List.of(RationaleCode.CLEAN), List.of(), List.of());
    private static final Verdict.Admit ADMIT = new Verdict.Admit(CLEAN, Set.of(1));
    private static final Verdict.Redact REDACT = new Verdict.Redact(
            new Rationale("p", List.of(RationaleCode.SPANS_REDACTED), List.of(), List.of()),
            Set.of(1),
            List.of(new Verdict.Cut(0, new Span(0, 2))));

    @Test
    void verdictWhenThereIsNoSignThenTheSame() {
        assertThat(Judge.admission(ADMIT, List.of())).isSameAs(ADMIT);
    }

    @Test
    void verdictWhenASignHoldsThenQuarantineWithItsCode() {
        assertThat(Judge.admission(ADMIT, List.of(HELD)))
                .isInstanceOf(Verdict.Quarantine.class)
                .satisfies(verdict -> assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.HUB));
        assertThat(Judge.admission(REDACT, List.of(HELD)))
                .isInstanceOf(Verdict.Quarantine.class)
                .satisfies(verdict -> assertThat(verdict.rationale().codes())
                        .containsExactly(RationaleCode.SPANS_REDACTED, RationaleCode.HUB));
    }

    @Test
    void verdictWhenSignsAreOnlyNotedThenWithheldAndCutAsBefore() {
        Verdict.Admit admitted = (Verdict.Admit) Judge.admission(ADMIT, List.of(HELD.noted()));
        assertThat(admitted.withheld()).containsExactly(1);
        assertThat(admitted.rationale().codes()).containsExactly(RationaleCode.CORPUS_SIGNS);
        Verdict.Redact redacted = (Verdict.Redact) Judge.admission(REDACT, List.of(HELD.noted()));
        assertThat(redacted.cuts()).isEqualTo(REDACT.cuts());
        assertThat(redacted.rationale().signs()).containsExactly(HELD.noted());
    }

    @Test
    void verdictWhenItAdmitsNothingThenSignsDoNotChangeIt() {
        Verdict quarantine = new Verdict.Quarantine(CLEAN);
        Verdict reject = new Verdict.Reject(CLEAN);
        assertThat(Judge.admission(quarantine, List.of(HELD.noted()))).isSameAs(quarantine);
        assertThat(Judge.admission(reject, List.of(HELD.noted()))).isSameAs(reject);
    }

    @Test
    void signWhenItsScoreIsNoNumberThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorpusSign.of(RationaleCode.HUB, Double.NaN, 6, CorpusSign.Effect.HOLDS));
    }
}
