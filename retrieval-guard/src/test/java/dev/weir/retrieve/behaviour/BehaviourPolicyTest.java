package dev.weir.retrieve.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BehaviourPolicyTest {
    private static final Rule RULE = new Rule(Sign.NOVELTY, 1, Rung.LOG);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void standardWhenMadeThenHasARuleForEverySign() {
        assertThat(BehaviourPolicy.standard().rules())
                .extracting(Rule::sign)
                .containsAll(EnumSet.complementOf(EnumSet.of(Sign.STATE_LOST)));
    }

    @ParameterizedTest
    @EnumSource
    void signWhenListedThenIsDocumented(Sign sign) throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "behaviour.md"))).contains("| `" + sign + "` |");
    }

    @ParameterizedTest
    @EnumSource
    void rungWhenListedThenIsDocumented(Rung rung) throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "behaviour.md"))).contains("| `" + rung + "` |");
    }

    @Test
    void ruleWhenAnAnnotatingSignShallActThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rule(Sign.MACHINE, 0.5, Rung.LOWER_K));
    }

    @Test
    void ruleWhenItBeginsAtZeroThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rule(Sign.NOVELTY, 0, Rung.LOG));
    }

    @Test
    void ruleWhenItsValueIsNoNumberThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rule(Sign.NOVELTY, Double.NaN, Rung.LOG));
    }

    @Test
    void ruleWhenTheSignIsNotMeasuredThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rule(Sign.STATE_LOST, 1, Rung.LOG));
    }

    @Test
    void ruleWhenItDoesNothingThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rule(Sign.NOVELTY, 1, Rung.NONE));
    }

    @Test
    void policyWhenItHasNoRuleThenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BehaviourPolicy.standard().withRules(List.of()));
    }

    @Test
    void tenantRuleWhenItRefusesAnswersThenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(List.of(new Rule(Sign.COVERAGE_DAY, 0.5, Rung.BLOCK)), 0.5, 1));
    }

    @Test
    void tenantRuleWhenATenantHasNoSuchSignThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(List.of(RULE), 0.5, 1));
    }

    @Test
    void driftWhenOutOfRangeThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(List.of(), 1, 1));
    }

    @Test
    void loweredKWhenZeroThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy(List.of(), 0.5, 0));
    }

    @Test
    void settlingWhenNegativeThenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BehaviourPolicy.standard().withLostState(Rung.LOG, Duration.ofSeconds(-1)));
    }

    @Test
    void holdWhenShorterThanTheClockTellsThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> holding(Duration.ofMillis(999), DAY));
    }

    @Test
    void holdWhenLongerThanStatesAreKeptThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> holding(BehaviourGuard.RETENTION.plusSeconds(1), DAY));
    }

    @Test
    void stepUpWhenItLastsNotASecondThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> holding(DAY, Duration.ofMillis(999)));
    }

    private static BehaviourPolicy policy(List<Rule> tenantRules, double drift, int loweredK) {
        return new BehaviourPolicy(
                List.of(RULE), tenantRules, drift, 0, loweredK, 0, DAY, DAY, Rung.LOG, Duration.ZERO);
    }

    private static BehaviourPolicy holding(Duration hold, Duration stepUpLasts) {
        return new BehaviourPolicy(List.of(RULE), List.of(), 0.5, 0, 1, 0, hold, stepUpLasts, Rung.LOG, Duration.ZERO);
    }
}
