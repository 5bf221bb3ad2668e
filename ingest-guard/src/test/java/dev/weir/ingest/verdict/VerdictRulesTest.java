package dev.weir.ingest.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.layout.Concealment;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Technique;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictRulesTest {
    private static final VerdictPolicy STRICT = VerdictPolicies.strict().otherwise();
    private static final VerdictPolicy BALANCED = VerdictPolicies.balanced().otherwise();
    private static final VerdictPolicy OBSERVE = VerdictPolicies.observe().otherwise();

    @Test
    void documentWhenCleanThenAdmittedWhole() {
        Verdict verdict =
                Judge.judge(BALANCED, new ScreenedFixture().segments(4, 0).document());
        assertThat(verdict.isWhole()).isTrue();
        assertThat(verdict.code()).isEqualTo("admit");
        assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.CLEAN);
    }

    @Test
    void chunkWhenFlaggedThenOnlyThatChunkIsWithheld() {
        Verdict verdict =
                Judge.judge(BALANCED, new ScreenedFixture().segments(4, 1).document());
        assertThat(verdict).isInstanceOf(Verdict.Admit.class);
        assertThat(((Verdict.Admit) verdict).withheld()).containsExactly(4);
        assertThat(verdict.isWhole()).isFalse();
        assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.CHUNKS_WITHHELD);
        assertThat(verdict.rationale().findings()).hasSize(1);
    }

    @Test
    void chunksWhenAsManyAsTheCountAreFlaggedThenHeld() {
        Verdict verdict =
                Judge.judge(BALANCED, new ScreenedFixture().segments(40, 5).document());
        assertThat(verdict).isInstanceOf(Verdict.Quarantine.class);
        assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.FLAGGED_COUNT);
    }

    @Test
    void chunksWhenOneFewerThanTheCountIsFlaggedThenWithheldOnly() {
        Verdict verdict =
                Judge.judge(BALANCED, new ScreenedFixture().segments(40, 4).document());
        assertThat(verdict).isInstanceOf(Verdict.Admit.class);
    }

    @Test
    void chunksWhenTheShareIsFlaggedThenHeld() {
        Verdict verdict =
                Judge.judge(BALANCED, new ScreenedFixture().segments(2, 2).document());
        assertThat(verdict).isInstanceOf(Verdict.Quarantine.class);
        assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.FLAGGED_SHARE);
    }

    @Test
    void documentWhenItsOnlyChunkIsFlaggedThenHeld() {
        assertThat(Judge.judge(BALANCED, new ScreenedFixture().segments(0, 1).document()))
                .isInstanceOf(Verdict.Quarantine.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"HIDDEN", "METADATA", "ALT_TEXT"})
    void channelWhenUnseenAndFlaggedThenHeld(Channel channel) {
        Verdict verdict = Judge.judge(
                BALANCED,
                new ScreenedFixture().segments(4, 0).layer(channel, 0.9).document());
        assertThat(verdict).isInstanceOf(Verdict.Quarantine.class);
        assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.FLAGGED_CHANNEL);
        assertThat(verdict.rationale().findings()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DIVERGENT", "MAPPED_GLYPHS"})
    void hiddenTextWhenItContradictsWhatIsSeenThenHeldWhateverItSays(Concealment reason) {
        Verdict verdict = Judge.judge(
                BALANCED,
                new ScreenedFixture()
                        .segments(4, 0)
                        .layer(Channel.HIDDEN, 0.1, reason)
                        .document());
        assertThat(verdict).isInstanceOf(Verdict.Quarantine.class);
        assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.CONTRADICTS_VISIBLE);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DIVERGENT", "MAPPED_GLYPHS"})
    void hiddenTextWhenHarmlessAndNoContradictionThenAdmitted(Concealment reason) {
        ScreenedDocument document = new ScreenedFixture()
                .segments(4, 0)
                .layer(Channel.HIDDEN, 0.1, reason)
                .document();
        assertThat(Judge.judge(STRICT, document)).isInstanceOf(Verdict.Admit.class);
    }

    @Test
    void contradictionWhenThePolicyHoldsForNoHiddenTextThenAdmitted() {
        ScreenedDocument document = new ScreenedFixture()
                .segments(4, 0)
                .layer(Channel.HIDDEN, 0.1, Concealment.DIVERGENT)
                .document();
        assertThat(Judge.judge(redacting(Set.of()), document)).isInstanceOf(Verdict.Admit.class);
    }

    @Test
    void commentWhenFlaggedThenHeldByStrictOnly() {
        ScreenedDocument document =
                new ScreenedFixture().segments(4, 0).layer(Channel.COMMENT, 0.9).document();
        assertThat(Judge.judge(BALANCED, document)).isInstanceOf(Verdict.Admit.class);
        assertThat(Judge.judge(STRICT, document)).isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void strictWhenOneChunkIsFlaggedThenHeld() {
        assertThat(Judge.judge(STRICT, new ScreenedFixture().segments(40, 1).document()))
                .isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void strictWhenAPartCannotBeReadThenHeld() {
        Verdict verdict = Judge.judge(
                STRICT,
                new ScreenedFixture()
                        .segments(4, 0)
                        .gap(GapCode.ENCRYPTED, "/1")
                        .document());
        assertThat(verdict).isInstanceOf(Verdict.Quarantine.class);
        assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.PARTS_UNREAD);
    }

    @Test
    void flatTextWhenReadThenAdmittedWholeAndHeldByStrictOnly() {
        ScreenedDocument document =
                new ScreenedFixture().segments(4, 0).gap(GapCode.FLAT_TEXT, "/").document();
        Verdict admitted = Judge.judge(BALANCED, document);
        assertThat(admitted).isInstanceOf(Verdict.Admit.class);
        assertThat(admitted.rationale().codes()).containsExactly(RationaleCode.HIDING_UNKNOWN);
        assertThat(Judge.judge(STRICT, document)).isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void documentWhenItTakesTheReaderDownAndNothingWasReadThenRejected() {
        ScreenedDocument nothing =
                new ScreenedFixture().gap(GapCode.PARSER_FAILED, "/").document();
        ScreenedDocument some = new ScreenedFixture()
                .segments(2, 0)
                .layer(Channel.BODY, 0.1)
                .gap(GapCode.PARSER_FAILED, "/")
                .document();
        ScreenedDocument part = new ScreenedFixture()
                .segments(2, 0)
                .gap(GapCode.PARSER_FAILED, "/1")
                .document();
        assertThat(Judge.judge(BALANCED, nothing)).isInstanceOf(Verdict.Reject.class);
        assertThat(Judge.judge(BALANCED, some)).isInstanceOf(Verdict.Quarantine.class);
        assertThat(Judge.judge(BALANCED, part)).isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void observeWhenEverythingIsFlaggedThenAdmittedAndRecorded() {
        Verdict verdict = Judge.judge(
                OBSERVE,
                new ScreenedFixture().segments(0, 6).layer(Channel.HIDDEN, 0.9).document());
        assertThat(verdict.isWhole()).isTrue();
        assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.OBSERVED);
        assertThat(verdict.rationale().findings()).hasSize(7);
    }

    @Test
    void segmentWhenFlaggedForARedactableTechniqueOnlyThenRedacted() {
        VerdictRules rules = redacting(Set.of(Technique.INVISIBLE_TEXT));
        Verdict verdict = Judge.judge(
                rules,
                new ScreenedFixture()
                        .add(0.9, Technique.INVISIBLE_TEXT)
                        .segments(1, 0)
                        .document());
        assertThat(verdict).isInstanceOf(Verdict.Redact.class);
        assertThat(((Verdict.Redact) verdict).cuts())
                .extracting(Verdict.Cut::segment)
                .containsExactly(0);
    }

    @Test
    void segmentWhenFlaggedForAnotherTechniqueThenNotRedacted() {
        VerdictRules rules = redacting(Set.of(Technique.INVISIBLE_TEXT));
        Verdict verdict = Judge.judge(
                rules,
                new ScreenedFixture()
                        .add(0.9, Technique.ROLE_MARKER)
                        .segments(3, 0)
                        .document());
        assertThat(verdict).isInstanceOf(Verdict.Admit.class);
        assertThat(((Verdict.Admit) verdict).withheld()).containsExactly(0);
    }

    @Test
    void documentWhenWithoutTextThenRejected() {
        Verdict verdict = Judge.judge(OBSERVE, new ScreenedFixture().document());
        assertThat(verdict).isInstanceOf(Verdict.Reject.class);
        assertThat(verdict.rationale().codes()).containsExactly(RationaleCode.NOTHING_TO_INDEX);
    }

    @Test
    void policyWhenItThrowsThenHeld() {
        assertThat(Judge.judge(
                        proposing(null), new ScreenedFixture().segments(1, 0).document()))
                .isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void policyWhenItWithholdsEverythingThenHeld() {
        Verdict all = new Verdict.Admit(
                BALANCED.judge(new ScreenedFixture().segments(1, 0).document()).rationale(), Set.of(0));
        assertThat(Judge.judge(
                        proposing(all), new ScreenedFixture().segments(1, 0).document()))
                .isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void policyWhenItNamesAnUnknownSegmentThenHeld() {
        Verdict odd = new Verdict.Admit(
                BALANCED.judge(new ScreenedFixture().segments(1, 0).document()).rationale(), Set.of(7));
        assertThat(Judge.judge(
                        proposing(odd), new ScreenedFixture().segments(2, 0).document()))
                .isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void rulesWhenBodyHasNoRateThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules("a", Map.of(Channel.HIDDEN, 0.1), Set.of(), 1, 1))
                .withMessageContaining("body");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void rulesWhenRateIsNotBetweenZeroAndOneThenRefused(double rate) {
        assertThatIllegalArgumentException().isThrownBy(() -> rules("a", Map.of(Channel.BODY, rate), Set.of(), 1, 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"BODY", "DECODED"})
    void rulesWhenHoldChannelIsIndexedThenRefused(Channel channel) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules("a", Map.of(Channel.BODY, 0.1), Set.of(channel), 1, 1));
    }

    @Test
    void rulesWhenCountIsZeroThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> rules("a", Map.of(Channel.BODY, 0.1), Set.of(), 0, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1.1, Double.NaN})
    void rulesWhenShareIsOutOfRangeThenRefused(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules("a", Map.of(Channel.BODY, 0.1), Set.of(), 1, share));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "a b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void rulesWhenNameIsNotCanonicalThenRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> rules(name, Map.of(Channel.BODY, 0.1), Set.of(), 1, 1));
    }

    @Test
    void idWhenARuleDiffersThenDiffers() {
        assertThat(rules("a", Map.of(Channel.BODY, 0.1), Set.of(), 1, 1).id())
                .isEqualTo(rules("a", Map.of(Channel.BODY, 0.1), Set.of(), 1, 1).id())
                .isNotEqualTo(
                        rules("a", Map.of(Channel.BODY, 0.1), Set.of(), 2, 1).id())
                .isNotEqualTo(
                        rules("a", Map.of(Channel.BODY, 0.2), Set.of(), 1, 1).id())
                .isNotEqualTo(rules("a", Map.of(Channel.BODY, 0.1), Set.of(Channel.HIDDEN), 1, 1)
                        .id());
    }

    @Test
    void bindingWhenSourceAndTierAreCoveredThenItsPolicyIsInForce() {
        VerdictPolicies bound =
                new VerdictPolicies(List.of(new PolicyBinding("https://", TrustTier.EXTERNAL, STRICT)), BALANCED);
        SourceRef web = new SourceRef("https://example.org/a");
        assertThat(bound.policyFor(web, TrustTier.UNKNOWN)).isEqualTo(STRICT);
        assertThat(bound.policyFor(web, TrustTier.INTERNAL)).isEqualTo(BALANCED);
        assertThat(bound.policyFor(new SourceRef("file:///a"), TrustTier.UNKNOWN))
                .isEqualTo(BALANCED);
        assertThat(bound.id())
                .startsWith("bound@")
                .isNotEqualTo(VerdictPolicies.of(BALANCED).id());
    }

    @Test
    void presetWhenUnknownThenEmpty() {
        assertThat(VerdictPolicies.preset("off")).isEmpty();
        assertThat(VerdictPolicies.preset("strict")).contains(VerdictPolicies.strict());
    }

    private static VerdictRules rules(
            String name, Map<Channel, Double> rates, Set<Channel> hold, int count, double share) {
        return new VerdictRules(
                name,
                rates,
                OnFlagged.WITHHOLD,
                OnUnread.HOLD,
                hold,
                count,
                share,
                Set.of(),
                OnHeldSuccessor.KEEP,
                OnExternalText.JUDGE);
    }

    private static VerdictRules redacting(Set<Technique> techniques) {
        return new VerdictRules(
                "redacting",
                Map.of(Channel.BODY, 0.01),
                OnFlagged.WITHHOLD,
                OnUnread.ADMIT_REST,
                Set.of(),
                5,
                0.5,
                techniques,
                OnHeldSuccessor.KEEP,
                OnExternalText.JUDGE);
    }

    /** A policy with one answer; without one, it throws. */
    private static VerdictPolicy proposing(@Nullable Verdict verdict) {
        return new VerdictPolicy() {
            @Override
            public String id() {
                return "fixed";
            }

            @Override
            public double falsePositiveRate(Channel channel) {
                return 0.01;
            }

            @Override
            public Verdict judge(ScreenedDocument document) {
                if (verdict == null) {
                    throw new IllegalStateException("no verdict");
                }
                return verdict;
            }
        };
    }
}
