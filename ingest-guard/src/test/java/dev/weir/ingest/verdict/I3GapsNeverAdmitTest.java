package dev.weir.ingest.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.Limit;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** I3: a blocking gap never becomes an admission, and what was not read is never called clean. */
class I3GapsNeverAdmitTest {
    private static final List<VerdictPolicies> PRESETS =
            List.of(VerdictPolicies.strict(), VerdictPolicies.balanced(), VerdictPolicies.observe());

    /** A policy that admits whatever it is asked about. */
    private static final VerdictPolicy YES = new VerdictPolicy() {
        @Override
        public String id() {
            return "yes";
        }

        @Override
        public double falsePositiveRate(Channel channel) {
            return 0.01;
        }

        @Override
        public Verdict judge(ScreenedDocument document) {
            return new Verdict.Admit(
                    new Rationale("yes", List.of(RationaleCode.CLEAN), List.of(), List.of()), Set.of());
        }
    };

    @ParameterizedTest
    @EnumSource(GapCode.class)
    void gapWhenBlockingThenNoPolicyAdmits(GapCode code) {
        ScreenedDocument document =
                new ScreenedFixture().segments(3, 0).gap(code, "/").document();
        for (VerdictPolicy policy : policies()) {
            Verdict verdict = Judge.judge(policy, document);
            if (code.effect() == GapCode.Effect.BLOCKING) {
                assertThat(verdict).isInstanceOfAny(Verdict.Quarantine.class, Verdict.Reject.class);
                assertThat(verdict.rationale().codes())
                        .containsAnyOf(RationaleCode.BLOCKING_GAP, RationaleCode.LIMIT_BROKEN);
            }
            assertThat(verdict.rationale().codes().contains(RationaleCode.CLEAN) && policy instanceof VerdictRules)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(GapCode.class)
    void gapWhenNothingElseWasReadThenNoPolicyAdmits(GapCode code) {
        ScreenedDocument document = new ScreenedFixture().gap(code, "/").document();
        for (VerdictPolicy policy : policies()) {
            assertThat(Judge.judge(policy, document)).isInstanceOfAny(Verdict.Quarantine.class, Verdict.Reject.class);
        }
    }

    @Property(tries = 500)
    void gapsWhenAnyIsBlockingThenNeverAdmitted(
            @ForAll("gaps") List<GapCode> codes,
            @ForAll @IntRange(max = 6) int clean,
            @ForAll @IntRange(max = 6) int flagged) {
        ScreenedFixture fixture = new ScreenedFixture().segments(clean, flagged);
        codes.forEach(code -> fixture.gap(code, "/"));
        boolean blocked = codes.stream().anyMatch(code -> code.effect() == GapCode.Effect.BLOCKING);
        for (VerdictPolicy policy : policies()) {
            Verdict verdict = Judge.judge(policy, fixture.document());
            if (blocked || clean + flagged == 0) {
                assertThat(verdict).isInstanceOfAny(Verdict.Quarantine.class, Verdict.Reject.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GapCode.class)
    void gapWhenTheTextIsExternalThenStillNeverAdmitted(GapCode code) {
        ScreenedDocument document =
                new ScreenedFixture().segments(3, 0).gap(code, "/").document();
        for (VerdictPolicy policy : policies()) {
            Verdict judged = Judge.judge(policy, document);
            assertThat(Judge.external(policy, judged)).isEqualTo(judged);
        }
    }

    @Test
    void externalTextWhenThePolicyRefusesItThenRejectedWithAllItsReasons() {
        VerdictPolicy refusing = new VerdictRules(
                "refusing",
                Map.of(Channel.BODY, 0.01),
                OnFlagged.WITHHOLD,
                OnUnread.HOLD,
                Set.of(),
                1,
                1.0,
                Set.of(),
                OnHeldSuccessor.KEEP,
                OnExternalText.REJECT);
        ScreenedDocument document = new ScreenedFixture().segments(1, 1).document();
        Verdict verdict = Judge.external(refusing, Judge.judge(refusing, document));
        assertThat(verdict).isInstanceOf(Verdict.Reject.class);
        assertThat(verdict.rationale().codes())
                .containsExactly(RationaleCode.FLAGGED_COUNT, RationaleCode.EXTERNAL_REFUSED);
    }

    @Property(tries = 200)
    void verdictWhenTheBatchIsHeldThenNothingIsAdmitted(
            @ForAll("gaps") List<GapCode> codes,
            @ForAll @IntRange(max = 6) int clean,
            @ForAll @IntRange(max = 6) int flagged) {
        ScreenedFixture fixture = new ScreenedFixture().segments(clean, flagged);
        codes.forEach(code -> fixture.gap(code, "/"));
        for (VerdictPolicy policy : policies()) {
            assertThat(Judge.heldWithBatch(Judge.judge(policy, fixture.document())))
                    .isInstanceOfAny(Verdict.Quarantine.class, Verdict.Reject.class);
        }
    }

    @Provide
    Arbitrary<List<GapCode>> gaps() {
        return Arbitraries.of(GapCode.values()).list().ofMaxSize(4);
    }

    @Test
    void limitWhenItSaysRejectThenRejected() {
        DocumentLimits limits = DocumentLimits.defaults().withWallClockMillis(Limit.reject(1_000));
        ScreenedDocument document = new ScreenedFixture()
                .segments(1, 0)
                .gap(GapCode.TIMED_OUT, "/")
                .limits(limits)
                .document();
        assertThat(Judge.judge(YES, document)).isInstanceOf(Verdict.Reject.class);
    }

    @Test
    void limitWhenItSaysQuarantineThenHeld() {
        ScreenedDocument document =
                new ScreenedFixture().segments(1, 0).gap(GapCode.TIMED_OUT, "/").document();
        assertThat(Judge.judge(YES, document)).isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void documentWhenCorruptThenRejected() {
        ScreenedDocument document =
                new ScreenedFixture().segments(1, 0).gap(GapCode.CORRUPT, "/").document();
        assertThat(Judge.judge(YES, document)).isInstanceOf(Verdict.Reject.class);
    }

    @Test
    void attachmentWhenCorruptThenDocumentIsHeld() {
        ScreenedDocument document =
                new ScreenedFixture().segments(1, 0).gap(GapCode.CORRUPT, "/2").document();
        assertThat(Judge.judge(YES, document)).isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void attachmentWhenEncryptedThenRestIsAdmittedAsPartial() {
        ScreenedDocument document = new ScreenedFixture()
                .segments(1, 0)
                .gap(GapCode.ENCRYPTED, "/2")
                .document();
        Verdict verdict =
                Judge.judge(VerdictPolicies.balanced().policyFor(document.source(), document.trust()), document);
        assertThat(verdict).isInstanceOf(Verdict.Admit.class);
        assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.PARTS_UNINDEXED);
    }

    private static List<VerdictPolicy> policies() {
        List<VerdictPolicy> all = new ArrayList<>();
        PRESETS.forEach(preset -> all.add(preset.otherwise()));
        all.add(YES);
        return all;
    }
}
