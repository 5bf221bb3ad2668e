package dev.weir.retrieve.behaviour;

import static dev.weir.retrieve.behaviour.Watched.ALICE;
import static dev.weir.retrieve.behaviour.Watched.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import dev.weir.retrieve.behaviour.Ruling.Change;
import dev.weir.retrieve.behaviour.Ruling.Whose;
import dev.weir.retrieve.verify.WithholdCode;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is lost makes answers smaller, never larger. */
class LostStatesTest {
    private static final Rule BLOCKING = new Rule(Sign.COVERAGE_DAY, 0.1, Rung.BLOCK);

    @Test
    void statesWhenTheyCannotBeReachedThenThePolicysRungStands() {
        Watched watched = broken(BehaviourPolicy.standard().withLostState(Rung.LOWER_K, Duration.ZERO));
        assertThat(watched.guard.admit(ALICE, Set.of(ALICE.tenant())).k(50)).isEqualTo(3);
        Ruling ruling = watched.ask(ALICE, 0, 3);
        assertThat(ruling.refusal()).isEmpty();
        assertThat(ruling.changes())
                .containsExactly(new Change(Whose.PRINCIPAL, Rung.NONE, Rung.LOWER_K, Set.of(Sign.STATE_LOST)));
        assertThat(watched.ask(ALICE, 0, 3).changes()).isEmpty();
    }

    @Test
    void statesWhenTheyCannotBeReachedUnderCapThenEveryChunkCountsAsNew() {
        Watched watched = broken(BehaviourPolicy.standard().withLostState(Rung.CAP_NEW, Duration.ZERO));
        assertThat(watched.ask(ALICE, 0, 3).capped()).containsExactly(0, 1, 2);
    }

    @Test
    void statesWhenTheyCannotBeReachedUnderBlockThenNothingIsAnswered() {
        Watched watched = broken(BehaviourPolicy.standard().withLostState(Rung.BLOCK, Duration.ZERO));
        assertThat(watched.ask(ALICE, 0, 3).refusal()).contains(WithholdCode.BEHAVIOUR_BLOCKED);
    }

    @Test
    void statesWhenTheyCanBeReadAndNotKeptThenTheAnswerIsShortAllTheSame() {
        Watched watched = new Watched(BehaviourPolicy.standard().withLostState(Rung.LOWER_K, Duration.ZERO));
        Failing states = new Failing(watched.states);
        watched.states = states;
        watched.guard = watched.node();
        states.isFull = true;
        for (int i = 0; i < 3; i++) {
            Ruling ruling = watched.ask(ALICE, i * 10, i * 10 + 6);
            assertThat(ruling.rung()).isEqualTo(Rung.LOWER_K);
            assertThat(ruling.capped()).containsExactly(3, 4, 5);
        }
    }

    @Test
    void statesWhenTheyAreBackThenTheStepDownIsTold() {
        Watched watched = new Watched(Watched.quick(BLOCKING));
        Failing states = new Failing(watched.states);
        watched.states = states;
        watched.guard = watched.node();
        assertThat(watched.ask(ALICE, 0, 3).changes()).isEmpty();
        states.isDown = true;
        Change down = new Change(Whose.PRINCIPAL, Rung.NONE, Rung.LOWER_K, Set.of(Sign.STATE_LOST));
        assertThat(watched.ask(ALICE, 0, 3).changes()).containsExactly(down);
        assertThat(watched.ask(ALICE, 0, 3).changes()).isEmpty();
        states.isDown = false;
        Change back = new Change(Whose.PRINCIPAL, Rung.LOWER_K, Rung.NONE, Set.of());
        assertThat(watched.ask(ALICE, 0, 3).changes()).containsExactly(back);
        assertThat(watched.ask(ALICE, 0, 3).changes()).isEmpty();
    }

    @Test
    void blockedPrincipalWhenForgettingFailsThenStaysBlocked() {
        Watched watched = new Watched(Watched.quick(BLOCKING));
        Failing states = new Failing(watched.states);
        watched.states = states;
        watched.guard = watched.node();
        watched.ask(ALICE, 0, 150);
        states.isDown = true;
        assertThatThrownBy(() -> watched.guard.forget(ALICE)).isInstanceOf(StatesLostException.class);
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.BLOCK);
    }

    @Test
    void stateWhenNobodyAsksForTheRetentionThenIsGone() {
        Watched watched = new Watched(BLOCKING);
        Subject subject = Subject.of(ALICE, Set.of(), watched.world.digests());
        watched.ask(ALICE, 0, 3);
        watched.clock.advance(BehaviourGuard.RETENTION.minusSeconds(1));
        assertThat(watched.states.read(subject.key()).state()).isNotEmpty();
        watched.clock.advance(Duration.ofSeconds(1));
        assertThat(watched.states.read(subject.key()).state()).isEmpty();
        assertThat(watched.states.read(subject.tenantKey()).state()).isEmpty();
    }

    @Test
    void blockedPrincipalWhenStatesAreLostThenStaysBlockedWhereHeWasSeen() {
        Watched watched = new Watched(Watched.quick(BLOCKING));
        Failing states = new Failing(watched.states);
        watched.states = states;
        watched.guard = watched.node();
        watched.ask(ALICE, 0, 150);
        watched.ask(BOB, 0, 3);
        states.isDown = true;
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.BLOCK);
        assertThat(watched.rung(BOB)).isEqualTo(Rung.LOWER_K);
        states.isDown = false;
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.BLOCK);
        assertThat(watched.rung(BOB)).isEqualTo(Rung.NONE);
    }

    @Test
    void statesWhenYoungThenThePolicysRungStandsUntilTheyAreOldEnough() {
        Watched watched = new Watched(BehaviourPolicy.standard());
        assertThat(watched.ask(ALICE, 0, 3).changes())
                .containsExactly(new Change(Whose.PRINCIPAL, Rung.NONE, Rung.LOWER_K, Set.of(Sign.STATE_LOST)));
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.LOWER_K);
        watched.clock.advance(Duration.ofHours(1));
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.NONE);
        assertThat(watched.ask(ALICE, 0, 3).changes())
                .containsExactly(new Change(Whose.PRINCIPAL, Rung.LOWER_K, Rung.NONE, Set.of()));
    }

    @Test
    void statesWhenOneIsPushedOutThenAllCountAsLost() {
        Watched watched = new Watched(BehaviourPolicy.standard());
        MemoryStates few = MemoryStates.ofEntries(1, watched.clock);
        watched.clock.advance(Duration.ofDays(1));
        few.replace("a", few.read("a"), new byte[] {1}, Duration.ofDays(1));
        assertThat(few.read("a").since()).isEqualTo(watched.clock.instant().minus(Duration.ofDays(1)));
        few.replace("b", few.read("b"), new byte[] {1}, Duration.ofDays(1));
        assertThat(few.size()).isEqualTo(1);
        assertThat(few.read("b").since()).isEqualTo(watched.clock.instant());
    }

    @Test
    void stateWhenItsBytesWereChangedThenCountsAsLostUntilForgotten() {
        Watched watched = new Watched(BLOCKING);
        watched.ask(ALICE, 0, 10);
        Subject subject = Subject.of(ALICE, Set.of(), watched.world.digests());
        watched.states.replace(
                subject.key(), watched.states.read(subject.key()), new byte[] {9, 9, 9}, Duration.ofDays(1));
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.LOWER_K);
        watched.guard.forget(ALICE);
        assertThat(watched.rung(ALICE)).isEqualTo(Rung.NONE);
    }

    @Test
    void probeWhenStatesCannotBeReachedThenSaysSo() {
        Watched watched = broken(BehaviourPolicy.standard());
        assertThatThrownBy(() -> watched.guard.probed(ALICE, Probe.CANARY)).isInstanceOf(StatesLostException.class);
    }

    private static Watched broken(BehaviourPolicy policy) {
        Watched watched = new Watched(policy);
        Failing states = new Failing(watched.states);
        states.isDown = true;
        watched.states = states;
        watched.guard = watched.node();
        return watched;
    }

    /** A server that goes down. */
    private static final class Failing implements BehaviourStates {
        private final BehaviourStates inner;
        private boolean isDown;
        private boolean isFull;

        Failing(BehaviourStates inner) {
            this.inner = inner;
        }

        @Override
        public Kept read(String key) {
            check();
            return inner.read(key);
        }

        @Override
        public Writing replace(String key, Kept expected, byte[] next, Duration keepFor) {
            check();
            if (isFull) {
                throw new StatesLostException("full");
            }
            return inner.replace(key, expected, next, keepFor);
        }

        private void check() {
            if (isDown) {
                throw new StatesLostException("down");
            }
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
