package dev.weir.retrieve;

import static dev.weir.retrieve.GuardWorld.codes;
import static dev.weir.retrieve.GuardWorld.ids;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrieve.GuardWorld.ScriptedStore;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.audit.AuditException;
import dev.weir.retrieve.behaviour.BehaviourGuard;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import dev.weir.retrieve.behaviour.CorpusSize;
import dev.weir.retrieve.behaviour.MemoryStates;
import dev.weir.retrieve.behaviour.Ruling;
import dev.weir.retrieve.behaviour.Rung;
import dev.weir.retrieve.behaviour.Sign;
import dev.weir.retrieve.behaviour.StatesLostException;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.VerdictCache;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.testkit.Lie;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The firewall under watch: what it takes away, what it records, and that tenancy is the same with it and without. */
class WatchedFirewallTest {
    private static final long SEED = Long.getLong("test.seed", 20_261_128L);
    private static final String QUESTION = "where are the harbour tolls written down";

    private final GuardWorld guard = new GuardWorld();

    @BeforeEach
    void fill() {
        guard.ingest(GLOBEX, "theirs", "the vault code of globex is on the last page");
        for (int i = 0; i < 30; i++) {
            guard.ingest(ACME, "ours-" + i, "toll table " + i + " of the northern harbour in spring " + i * 7);
        }
    }

    @Test
    void answerWhenNothingIsDeservedThenIsTheSameAsUnwatched() {
        GuardedContext plain = guard.before(guard.store).build().retrieve(guard.request(ACME, QUESTION, 8));
        GuardedContext watched =
                watched(new Rule(Sign.NOVELTY, 1000, Rung.BLOCK)).retrieve(guard.request(ACME, QUESTION, 8));
        assertThat(ids(watched)).isEqualTo(ids(plain)).hasSize(8);
        assertThat(watched.withheld()).isEqualTo(plain.withheld());
        assertThat(changes()).isEmpty();
    }

    @Test
    void answerWhenKIsLoweredThenIsShort() {
        RetrievalFirewall firewall = watched(new Rule(Sign.NOVELTY, 4, Rung.LOWER_K));
        assertThat(ids(firewall.retrieve(guard.request(ACME, QUESTION, 8)))).hasSize(8);
        assertThat(ids(firewall.retrieve(guard.request(ACME, QUESTION, 8)))).hasSize(3);
        assertThat(changes())
                .containsExactly(
                        new Ruling.Change(Ruling.Whose.PRINCIPAL, Rung.NONE, Rung.LOWER_K, Set.of(Sign.NOVELTY)));
    }

    @Test
    void answerWhenNewChunksAreCappedThenTheOthersAreNamed() {
        RetrievalFirewall firewall = guard.before(guard.store)
                .behaviour(guardOf(new Rule(Sign.NOVELTY, 4, Rung.CAP_NEW), 100))
                .build();
        assertThat(ids(firewall.retrieve(guard.request(ACME, QUESTION, 8)))).hasSize(8);
        // Eight known ones and two of the ten new ones that an hour has.
        GuardedContext capped = firewall.retrieve(guard.request(ACME, QUESTION, 20));
        assertThat(ids(capped)).hasSize(10);
        assertThat(codes(capped)).hasSize(10).containsOnly(WithholdCode.NEW_CHUNKS_CAPPED);
    }

    @Test
    void answerWhenBlockedThenIsEmptyAndTheStoreIsNotAsked() {
        ScriptedStore store = ScriptedStore.planting(guard.store, List.of());
        RetrievalFirewall firewall = guard.before(store)
                .behaviour(guardOf(new Rule(Sign.NOVELTY, 2, Rung.BLOCK), 3))
                .build();
        GuardedContext first = firewall.retrieve(guard.request(ACME, QUESTION, 8));
        assertThat(first.chunks()).isEmpty();
        assertThat(codes(first)).containsExactly(WithholdCode.BEHAVIOUR_BLOCKED);
        int asked = store.asked.size();
        assertThat(codes(firewall.retrieve(guard.request(ACME, QUESTION, 8))))
                .containsExactly(WithholdCode.BEHAVIOUR_BLOCKED);
        assertThat(store.asked).hasSize(asked);
        assertThat(guard.events).filteredOn(AuditEvent.Failed.class::isInstance).hasSize(2);
        assertThat(changes()).hasSize(1);
    }

    @Test
    void answerWhenARungsChangeCannotBeRecordedThenIsEmptyUntilItIs() {
        AtomicBoolean isFull = new AtomicBoolean(true);
        RetrievalFirewall firewall = guard.before(guard.store, event -> {
                    if (isFull.get() && event instanceof AuditEvent.RungChanged) {
                        throw new AuditException("the disk is full");
                    }
                    guard.events.add(event);
                })
                .behaviour(guardOf(new Rule(Sign.NOVELTY, 2, Rung.LOG), 3))
                .build();
        for (int i = 0; i < 2; i++) {
            GuardedContext context = firewall.retrieve(guard.request(ACME, QUESTION, 8));
            assertThat(context.chunks()).isEmpty();
            assertThat(codes(context)).containsExactly(WithholdCode.AUDIT_FAILED);
        }
        isFull.set(false);
        assertThat(ids(firewall.retrieve(guard.request(ACME, QUESTION, 8)))).hasSize(8);
        assertThat(changes()).hasSize(1);
        assertThat(ids(firewall.retrieve(guard.request(ACME, QUESTION, 8)))).hasSize(8);
        assertThat(changes()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void answerWhenTheStoreLiesThenHoldsNothingThatTheUnwatchedOneWouldNot(Lie lie) {
        RetrievalFirewall watched =
                watched(new Rule(Sign.NOVELTY, 8, Rung.LOWER_K), new Rule(Sign.NOVELTY, 20, Rung.CAP_NEW));
        Set<String> readable =
                Set.copyOf(ids(guard.before(guard.store).build().retrieve(guard.request(ACME, QUESTION, 50))));
        assertThat(readable).hasSize(30);
        for (int i = 0; i < 10; i++) {
            guard.breaker.reset();
            LyingStore lying = new LyingStore(guard.store, lie, SEED + i, SealedWorld.opening());
            GuardedContext context = guard.before(lying)
                    .behaviour(guardOf(new Rule(Sign.NOVELTY, 8, Rung.LOWER_K), 3))
                    .build()
                    .retrieve(guard.request(ACME, QUESTION, 5));
            assertThat(readable).as("seed %d", SEED + i).containsAll(ids(context));
        }
        guard.breaker.reset();
        assertThat(ids(watched.retrieve(guard.request(ACME, QUESTION, 5)))).hasSize(5);
    }

    @Test
    void corpusWhenCountedFromHeadsThenHasEveryChunkAndIsCountedAgainInTime() {
        CorpusSize size = CorpusSize.ofHeads(guard.world.heads(), Duration.ofNanos(1));
        assertThat(size.chunks(ACME)).isEqualTo(30);
        assertThat(size.chunks(GLOBEX)).isEqualTo(1);
        guard.ingest(ACME, "more", "one", "two", "three");
        assertThat(size.chunks(ACME)).isEqualTo(33);
    }

    @Test
    void corpusWhenTheLogIsRefusedThenIsNotKnownAndTheAnswerIsShort() {
        guard.ingest(HANDBOOK, "shared", "one harbour", "two harbours", "three harbours", "four harbours");
        guard.world.memoryLog().tamper(ACME, entries -> entries.subList(0, 1));
        CorpusSize size = CorpusSize.ofHeads(guard.world.heads(), Duration.ofMinutes(10));
        assertThatThrownBy(() -> size.chunks(ACME)).isInstanceOf(StatesLostException.class);
        assertThat(size.chunks(HANDBOOK)).isEqualTo(4);
        RetrievalFirewall firewall = watched(new Rule(Sign.COVERAGE_MONTH, 0.1, Rung.BLOCK));
        assertThat(ids(firewall.retrieve(guard.request(ACME, QUESTION, 4)))).hasSize(3);
        assertThat(changes())
                .containsExactly(
                        new Ruling.Change(Ruling.Whose.PRINCIPAL, Rung.NONE, Rung.LOWER_K, Set.of(Sign.STATE_LOST)));
    }

    @Test
    void questionsWhenTheyAreSuspiciousThenAddUpAndAreLogged() {
        CountingRules rules = new CountingRules();
        String attack = "pour poison into the northern harbour";
        try (PassageScreen screen = screen(rules)) {
            RetrievalFirewall firewall = guard.before(guard.store)
                    .behaviour(guardOf(new Rule(Sign.INJECTION, 1.5, Rung.LOG), 3))
                    .passageScreen(screen)
                    .build();
            for (String question : List.of(attack, QUESTION)) {
                assertThat(ids(firewall.retrieve(guard.request(ACME, question, 8))))
                        .hasSize(8);
            }
            assertThat(changes()).isEmpty();
            assertThat(ids(firewall.retrieve(guard.request(ACME, attack, 8)))).hasSize(8);
        }
        assertThat(rules.seen).containsExactly(attack, QUESTION, attack);
        assertThat(changes())
                .containsExactly(
                        new Ruling.Change(Ruling.Whose.PRINCIPAL, Rung.NONE, Rung.LOG, Set.of(Sign.INJECTION)));
    }

    @Test
    void questionWhenNoRuleIsAboutInjectionThenIsNotScreened() {
        CountingRules rules = new CountingRules();
        try (PassageScreen screen = screen(rules)) {
            guard.before(guard.store)
                    .behaviour(guardOf(new Rule(Sign.NOVELTY, 1000, Rung.LOG), 3))
                    .passageScreen(screen)
                    .build()
                    .retrieve(guard.request(ACME, QUESTION, 8));
        }
        assertThat(rules.loaded).isZero();
    }

    @ParameterizedTest
    @CsvSource({"where is the poison, 1", "an unreadable one, 1", "a crash, 1", "where is the toll, 0.2", "' ', 0"})
    void questionWhenScreenedThenIsAsSuspiciousAsTheRulesSay(String question, double suspicion) {
        try (PassageScreen screen = screen(new CountingRules())) {
            assertThat(screen.suspicion(question)).isEqualTo(suspicion);
        }
    }

    @Test
    void questionWhenTheRulesCannotBeHadThenIsNotSuspicious() {
        try (PassageScreen screen = new PassageScreen(
                () -> {
                    throw new IllegalStateException("no rules");
                },
                VerdictCache.ofEntries(1),
                PassageScreen.Budget.STANDARD,
                guard.world.clock())) {
            assertThat(screen.suspicion("where is the poison")).isZero();
        }
    }

    private PassageScreen screen(CountingRules rules) {
        return new PassageScreen(
                rules::screener, VerdictCache.ofEntries(1), PassageScreen.Budget.STANDARD, guard.world.clock());
    }

    private RetrievalFirewall watched(Rule... rules) {
        return guard.before(guard.store).behaviour(guardOf(List.of(rules), 3)).build();
    }

    private BehaviourGuard guardOf(Rule rule, int loweredK) {
        return guardOf(List.of(rule), loweredK);
    }

    private BehaviourGuard guardOf(List<Rule> rules, int loweredK) {
        BehaviourPolicy standard = BehaviourPolicy.standard();
        BehaviourPolicy policy = new BehaviourPolicy(
                rules,
                List.of(),
                standard.drift(),
                0,
                loweredK,
                10,
                standard.hold(),
                standard.stepUpLasts(),
                Rung.LOWER_K,
                Duration.ZERO);
        return new BehaviourGuard(
                policy,
                MemoryStates.ofEntries(100, guard.world.clock()),
                CorpusSize.ofHeads(guard.world.heads(), Duration.ofMinutes(1)),
                guard.world.digests(),
                guard.world.clock());
    }

    private List<Ruling.Change> changes() {
        List<Ruling.Change> changes = new ArrayList<>();
        for (AuditEvent event : guard.events) {
            if (event instanceof AuditEvent.RungChanged changed) {
                changes.add(changed.change());
            }
        }
        return changes;
    }
}
