package dev.weir.retrieve.behaviour;

import static dev.weir.retrieve.behaviour.Watched.ALICE;
import static dev.weir.retrieve.behaviour.Watched.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import dev.weir.retrieve.behaviour.Ruling.Change;
import dev.weir.retrieve.behaviour.Ruling.Whose;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rung does what it says to whoever deserves it, and nothing to whoever does not. */
class LadderTest {
    @Test
    void nobodyWhenNothingIsDeservedThenGetsAllAndNothingIsSaid() {
        Watched watched = new Watched(BehaviourPolicy.standard().withLostState(Rung.LOWER_K, Duration.ZERO));
        for (int i = 0; i < 10; i++) {
            Ruling ruling = watched.ask(ALICE, 0, 8);
            assertThat(ruling).isEqualTo(new Ruling(Rung.NONE, ruling.capped(), ruling.changes()));
            assertThat(ruling.capped()).isEmpty();
            assertThat(ruling.changes()).isEmpty();
        }
    }

    @Test
    void standardLadderWhenAnEagerReaderFindsEightyNewChunksInAnHourThenNothingIsDone() {
        Watched watched = new Watched(BehaviourPolicy.standard().withLostState(Rung.LOWER_K, Duration.ZERO));
        for (int i = 0; i < 80; i += 8) {
            Ruling ruling = watched.ask(ALICE, i, i + 8);
            assertThat(ruling.rung()).isEqualTo(Rung.NONE);
            assertThat(ruling.capped()).isEmpty();
        }
    }

    @Test
    void standardLadderWhenAReaderComesBackToHalfOfWhatHeFindsForAWeekThenNothingIsDone() {
        Watched watched = new Watched(BehaviourPolicy.standard().withLostState(Rung.LOWER_K, Duration.ZERO));
        for (int i = 0; i < 70; i++) {
            Ruling ruling = watched.ask(ALICE, i * 4, i * 4 + 8);
            assertThat(ruling.rung()).isEqualTo(Rung.NONE);
            watched.clock.advance(Duration.ofHours(i % 10 == 9 ? 15 : 1));
        }
    }

    @Test
    void standardLadderWhenEverythingIsNewThenClimbsRungByRungUntilNothingIsAnswered() {
        Watched watched = new Watched(BehaviourPolicy.standard().withLostState(Rung.LOWER_K, Duration.ZERO));
        List<Rung> climbed = new ArrayList<>();
        for (int from = 0; from < Watched.CORPUS; from += 8) {
            Rung rung = watched.ask(ALICE, from, from + 8).rung();
            if (climbed.isEmpty() || climbed.getLast() != rung) {
                climbed.add(rung);
            }
            watched.clock.advance(Duration.ofMinutes(5));
        }
        assertThat(climbed).containsExactly(Rung.NONE, Rung.LOWER_K, Rung.CAP_NEW, Rung.BLOCK);
    }

    @Test
    void logWhenDeservedThenIsToldOnceAndNothingIsTaken() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 4, Rung.LOG));
        Ruling first = watched.ask(ALICE, 0, 10);
        assertThat(first.changes())
                .containsExactly(new Change(Whose.PRINCIPAL, Rung.NONE, Rung.LOG, Set.of(Sign.NOVELTY)));
        Ruling second = watched.ask(ALICE, 10, 20);
        assertThat(second.changes()).isEmpty();
        assertThat(second.capped()).isEmpty();
        assertThat(second.refusal()).isEmpty();
        assertThat(watched.guard.admit(ALICE, Set.of(ALICE.tenant())).k(50)).isEqualTo(50);
    }

    @Test
    void lowerKWhenDeservedThenAnswersAreShortAndOthersAreNot() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 4, Rung.LOWER_K));
        watched.ask(ALICE, 0, 10);
        assertThat(watched.guard.admit(ALICE, Set.of(ALICE.tenant())).k(50)).isEqualTo(3);
        assertThat(watched.guard.admit(ALICE, Set.of(ALICE.tenant())).k(2)).isEqualTo(2);
        assertThat(watched.guard.admit(BOB, Set.of(BOB.tenant())).k(50)).isEqualTo(50);
    }

    @Test
    void lowerKWhenItCameAfterTheSearchThenTheAnswerIsShortAllTheSame() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 4, Rung.LOWER_K));
        Admission early = watched.guard.admit(ALICE, Set.of(ALICE.tenant()));
        assertThat(watched.ask(ALICE, 0, 10).capped()).isEmpty();
        assertThat(watched.guard.settle(early, Watched.seen("early", 10, 15)).capped())
                .containsExactly(3, 4);
    }

    @Test
    void tenantsLowerKWhenDeservedThenEverybodysAnswersAreShortButThoseOfOthers() {
        BehaviourPolicy standard = Watched.quick(new Rule(Sign.COVERAGE_HOUR, 0.9, Rung.BLOCK));
        Watched watched = new Watched(new BehaviourPolicy(
                standard.rules(),
                List.of(new Rule(Sign.COVERAGE_HOUR, 0.1, Rung.LOWER_K)),
                standard.drift(),
                standard.floorChunks(),
                standard.loweredK(),
                standard.newPerHour(),
                standard.hold(),
                standard.stepUpLasts(),
                standard.onLostState(),
                standard.settling()));
        Principal other = SealedWorld.reader(SealedWorld.GLOBEX, "bob");
        assertThat(watched.ask(ALICE, 0, 150).changes())
                .containsExactly(new Change(Whose.TENANT, Rung.NONE, Rung.LOWER_K, Set.of(Sign.COVERAGE_HOUR)));
        assertThat(watched.guard.admit(BOB, Set.of(BOB.tenant())).k(50)).isEqualTo(3);
        assertThat(watched.guard.admit(other, Set.of(other.tenant())).k(50)).isEqualTo(50);
        // The tenant's step is not told once more as the principal's.
        assertThat(watched.ask(BOB, 0, 3).changes()).isEmpty();
    }

    @Test
    void changeWhenItWasNotRecordedThenIsSaidAgain() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 4, Rung.LOG));
        Change change = new Change(Whose.PRINCIPAL, Rung.NONE, Rung.LOG, Set.of(Sign.NOVELTY));
        Admission admission = watched.guard.admit(ALICE, Set.of(ALICE.tenant()));
        assertThat(watched.guard.settle(admission, Watched.seen("first", 0, 10)).changes())
                .containsExactly(change);
        assertThat(watched.ask(ALICE, 10, 20).changes()).containsExactly(change);
        assertThat(watched.ask(ALICE, 20, 30).changes()).isEmpty();
    }

    @Test
    void capWhenDeservedThenFewNewChunksAnHourAndTheKnownOnesAsBefore() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 2, Rung.CAP_NEW));
        assertThat(watched.ask(ALICE, 0, 5).capped()).isEmpty();
        // Five of the ten that an hour may have are used up.
        assertThat(watched.ask(ALICE, 5, 8).capped()).isEmpty();
        assertThat(watched.ask(ALICE, 8, 11).capped()).containsExactly(2);
        assertThat(watched.ask(ALICE, 0, 3).capped()).isEmpty();
        assertThat(watched.ask(ALICE, 100, 103).capped()).containsExactly(0, 1, 2);
        watched.clock.advance(Duration.ofHours(1));
        assertThat(watched.ask(ALICE, 100, 103).capped()).isEmpty();
    }

    @Test
    void capWhenNotDeservedThenManyNewChunksCome() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 500, Rung.CAP_NEW));
        assertThat(watched.ask(ALICE, 0, 200).capped()).isEmpty();
    }

    @Test
    void stepUpWhenDeservedThenNothingUntilProved() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 4, Rung.STEP_UP));
        assertThat(watched.ask(ALICE, 0, 10).refusal()).contains(WithholdCode.STEP_UP_REQUIRED);
        assertThat(watched.ask(ALICE, 0, 10).refusal()).contains(WithholdCode.STEP_UP_REQUIRED);
        watched.guard.steppedUp(ALICE);
        assertThat(watched.ask(ALICE, 10, 20).refusal()).isEmpty();
        watched.clock.advance(watched.policy.stepUpLasts());
        assertThat(watched.ask(ALICE, 20, 30).refusal()).contains(WithholdCode.STEP_UP_REQUIRED);
    }

    @Test
    void stepUpWhenNotDeservedThenIsNotAskedFor() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 6, Rung.STEP_UP));
        assertThat(watched.ask(ALICE, 0, 10).refusal()).isEmpty();
    }

    @Test
    void blockWhenDeservedThenNothingEvenForWhoeverProvedHimself() {
        Watched watched = new Watched(new Rule(Sign.COVERAGE_DAY, 0.1, Rung.BLOCK));
        assertThat(watched.ask(ALICE, 0, 150).refusal()).contains(WithholdCode.BEHAVIOUR_BLOCKED);
        watched.guard.steppedUp(ALICE);
        assertThat(watched.ask(ALICE, 0, 1).refusal()).contains(WithholdCode.BEHAVIOUR_BLOCKED);
        assertThat(watched.ask(BOB, 0, 1).refusal()).isEmpty();
    }

    @Test
    void blockWhenNotDeservedThenAnswersCome() {
        Watched watched = new Watched(new Rule(Sign.COVERAGE_DAY, 0.2, Rung.BLOCK));
        assertThat(watched.ask(ALICE, 0, 150).refusal()).isEmpty();
    }

    @Test
    void blockWhenAskedAgainAndAgainThenStillEndsWithItsHold() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 4, Rung.BLOCK));
        watched.ask(ALICE, 0, 10);
        for (int i = 0; i < 24; i++) {
            assertThat(watched.ask(ALICE, 0, 10).refusal()).isPresent();
            watched.clock.advance(Duration.ofHours(1).minusSeconds(1));
        }
        watched.clock.advance(Duration.ofSeconds(1));
        assertThat(watched.ask(ALICE, 0, 10).refusal()).isEmpty();
    }

    @Test
    void rungWhenItsHoldEndsThenFallsAndIsTold() {
        Watched watched = new Watched(new Rule(Sign.PROBING, 4, Rung.LOWER_K));
        watched.guard.probed(ALICE, Probe.CANARY);
        assertThat(watched.ask(ALICE, 0, 1).changes())
                .containsExactly(new Change(Whose.PRINCIPAL, Rung.NONE, Rung.LOWER_K, Set.of(Sign.PROBING)));
        watched.clock.advance(Duration.ofDays(4));
        assertThat(watched.ask(ALICE, 0, 1).changes())
                .containsExactly(new Change(Whose.PRINCIPAL, Rung.LOWER_K, Rung.NONE, Set.of()));
    }

    @Test
    void principalWhenForgottenThenBeginsAnew() {
        Watched watched = new Watched(new Rule(Sign.COVERAGE_DAY, 0.1, Rung.BLOCK));
        watched.ask(ALICE, 0, 150);
        watched.guard.forget(ALICE);
        assertThat(watched.ask(ALICE, 0, 10).refusal()).isEmpty();
    }

    @Test
    void observingPolicyWhenEverythingIsReadThenOnlyTells() {
        Watched watched = new Watched(BehaviourPolicy.standard().observing().withLostState(Rung.LOG, Duration.ZERO));
        for (int i = 0; i < 1000; i += 100) {
            Ruling ruling = watched.ask(ALICE, i, i + 100);
            assertThat(ruling.refusal()).isEmpty();
            assertThat(ruling.capped()).isEmpty();
        }
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.LOG);
    }

    @Test
    void principalWhenHeAsksManyQuestionsAtOnceThenIsCountedOnce() {
        Watched watched = new Watched(new Rule(Sign.COVERAGE_DAY, 0.1, Rung.BLOCK));
        Admission[] all = new Admission[20];
        for (int i = 0; i < all.length; i++) {
            all[i] = watched.guard.admit(ALICE, Set.of(ALICE.tenant()));
        }
        int answered = 0;
        for (int i = 0; i < all.length; i++) {
            Ruling ruling = watched.guard.settle(all[i], Watched.seen("q" + i, i * 10, i * 10 + 10));
            answered += ruling.refusal().isEmpty() ? 1 : 0;
        }
        assertThat(answered).isBetween(8, 11);
    }
}
