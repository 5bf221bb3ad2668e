package dev.weir.adapters.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrieve.behaviour.BehaviourGuard;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import dev.weir.retrieve.behaviour.BehaviourStates.Kept;
import dev.weir.retrieve.behaviour.BehaviourStates.Writing;
import dev.weir.retrieve.behaviour.Observed;
import dev.weir.retrieve.behaviour.Ruling;
import dev.weir.retrieve.behaviour.Rung;
import dev.weir.retrieve.behaviour.Sign;
import dev.weir.retrieve.behaviour.StatesLostException;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.testkit.MovableClock;
import dev.weir.tenancy.testkit.SealedWorld;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** States on a real Redis: two nodes are one, and what is lost makes answers smaller. */
@Tag("redis")
class RedisStatesTest {
    private static final Principal ALICE = SealedWorld.reader(SealedWorld.ACME, "alice.liddell@acme");
    private static final Duration DAY = Duration.ofDays(1);

    private final MovableClock clock = new MovableClock(SealedWorld.START);
    private final SealedWorld world = SealedWorld.inMemory();
    private final RedisServer server = RedisServer.empty();

    @Test
    void stateWhenReplacedThenTheOtherNodeReadsIt() {
        try (RedisStates one = server.states(clock);
                RedisStates other = server.states(clock)) {
            Kept nothing = one.read("k");
            assertThat(nothing.state()).isEmpty();
            assertThat(nothing.since()).isEqualTo(SealedWorld.START);
            assertThat(one.replace("k", nothing, new byte[] {0, -1, 7}, DAY)).isEqualTo(Writing.KEPT);
            assertThat(other.read("k").state()).containsExactly(0, -1, 7);
        }
    }

    @Test
    void stateWhenAnotherNodeChangedItThenIsNotReplaced() {
        try (RedisStates one = server.states(clock);
                RedisStates other = server.states(clock)) {
            Kept nothing = one.read("k");
            assertThat(other.replace("k", nothing, new byte[] {1}, DAY)).isEqualTo(Writing.KEPT);
            assertThat(one.replace("k", nothing, new byte[] {2}, DAY)).isEqualTo(Writing.CHANGED_MEANWHILE);
            assertThat(one.read("k").state()).containsExactly(1);
        }
    }

    @Test
    void stateWhenReplacedByNothingThenIsGone() {
        try (RedisStates states = server.states(clock);
                RedisClient client = server.client()) {
            states.replace("k", states.read("k"), new byte[] {1}, DAY);
            assertThat(states.replace("k", states.read("k"), new byte[0], DAY)).isEqualTo(Writing.KEPT);
            assertThat(client.keys("*")).containsExactly("weir:behaviour:since");
        }
    }

    @Test
    void stateWhenKeptThenExpiresWhenItsRetentionIsOver() {
        try (RedisStates states = server.states(clock);
                RedisClient client = server.client()) {
            states.replace("k", states.read("k"), new byte[] {1}, DAY);
            assertThat(client.ttl("weir:behaviour:k")).isBetween(DAY.toSeconds() - 60, DAY.toSeconds());
        }
    }

    @Test
    void principalWhenHeAsksTwoNodesInTurnThenIsCountedOnceAndBothStopHim() {
        try (RedisStates one = server.states(clock);
                RedisStates other = server.states(clock)) {
            BehaviourGuard[] nodes = {guard(one), guard(other)};
            int answered = 0;
            while (ask(nodes[answered % 2], answered).refusal().isEmpty()) {
                answered++;
            }
            assertThat(answered).isBetween(8, 11);
            for (BehaviourGuard node : nodes) {
                assertThat(node.admit(ALICE, Set.of(ALICE.tenant())).refusal())
                        .contains(WithholdCode.BEHAVIOUR_BLOCKED);
            }
        }
    }

    @Test
    void principalWhenHeAsksTwoNodesAtOnceThenNoQuestionIsLost() throws InterruptedException {
        try (RedisStates one = server.states(clock);
                RedisStates other = server.states(clock);
                RedisStates judge = server.states(clock);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            BehaviourGuard[] nodes = {guard(one), guard(other)};
            IntStream.range(0, 8).forEach(i -> threads.execute(() -> ask(nodes[i % 2], i)));
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            // Eighty chunks each once: a ninth and tenth question reach the tenth of the corpus.
            BehaviourGuard node = guard(judge);
            assertThat(node.admit(ALICE, Set.of(ALICE.tenant())).refusal()).isEmpty();
            ask(node, 8);
            ask(node, 9);
            ask(node, 10);
            assertThat(node.admit(ALICE, Set.of(ALICE.tenant())).refusal()).contains(WithholdCode.BEHAVIOUR_BLOCKED);
        }
    }

    @Test
    void statesWhenTheServerLostEverythingThenThePolicysRungStandsAnew() {
        try (RedisStates states = server.states(clock);
                RedisClient client = server.client()) {
            BehaviourGuard guard =
                    new BehaviourGuard(BehaviourPolicy.standard(), states, tenant -> 1000, world.digests(), clock);
            guard.admit(ALICE, Set.of(ALICE.tenant()));
            clock.advance(Duration.ofHours(2));
            assertThat(guard.admit(ALICE, Set.of(ALICE.tenant())).rung()).isEqualTo(Rung.NONE);
            client.flushAll();
            assertThat(guard.admit(ALICE, Set.of(ALICE.tenant())).rung()).isEqualTo(Rung.LOWER_K);
            clock.advance(Duration.ofHours(2));
            assertThat(guard.admit(ALICE, Set.of(ALICE.tenant())).rung()).isEqualTo(Rung.NONE);
        }
    }

    @Test
    void statesWhenNobodyAnswersThenAreLost() {
        try (RedisStates states =
                RedisStates.connect(URI.create("redis://127.0.0.1:1"), Duration.ofMillis(300), 1, clock)) {
            assertThatThrownBy(() -> states.read("k")).isInstanceOf(StatesLostException.class);
            assertThatThrownBy(() -> states.replace("k", new Kept(new byte[0], SealedWorld.START), new byte[1], DAY))
                    .isInstanceOf(StatesLostException.class);
            Ruling ruling = ask(guard(states), 0);
            assertThat(ruling.rung()).isEqualTo(Rung.LOWER_K);
        }
    }

    @Test
    void answerWhenTheServerIsFullThenIsShort() {
        try (RedisStates states = server.states(clock);
                RedisClient client = server.client()) {
            BehaviourGuard guard = guard(states);
            assertThat(ask(guard, 0).capped()).isEmpty();
            client.configSet("maxmemory", "1");
            try {
                Ruling ruling = ask(guard, 1);
                assertThat(ruling.rung()).isEqualTo(Rung.LOWER_K);
                assertThat(ruling.capped()).containsExactly(3, 4, 5, 6, 7, 8, 9);
            } finally {
                client.configSet("maxmemory", "0");
            }
            assertThat(ask(guard, 2).capped()).isEmpty();
        }
    }

    @Test
    void addressWhenNotRedisThenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisStates.connect(URI.create("http://localhost:1"), DAY, 1, clock));
    }

    @Test
    void timeoutWhenShorterThanAMillisecondThenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RedisStates.connect(URI.create("redis://localhost:1"), Duration.ofNanos(999_999), 1, clock));
    }

    @Test
    void serverWhenScannedThenHoldsNoNameAndNoWord() {
        try (RedisStates states = server.states(clock);
                RedisClient client = server.client()) {
            BehaviourGuard guard = guard(states);
            for (int i = 0; i < 5; i++) {
                ask(guard, i);
            }
            Set<String> keys = client.keys("*");
            assertThat(keys).hasSize(3);
            for (String key : keys) {
                byte[] value = client.get(key.getBytes(StandardCharsets.US_ASCII));
                String bytes = key + new String(value, StandardCharsets.ISO_8859_1);
                for (String secret : List.of("alice", "liddell", "acme", "harbour", "toll")) {
                    assertThat(bytes).doesNotContainIgnoringCase(secret);
                }
            }
        }
    }

    private BehaviourGuard guard(RedisStates states) {
        BehaviourPolicy policy = BehaviourPolicy.standard()
                .withRules(List.of(new Rule(Sign.COVERAGE_DAY, 0.1, Rung.BLOCK)))
                .withLostState(Rung.LOWER_K, Duration.ZERO);
        return new BehaviourGuard(policy, states, tenant -> 1000, world.digests(), clock);
    }

    private static Ruling ask(BehaviourGuard node, int number) {
        List<Observed.Passage> passages = IntStream.range(0, 10)
                .mapToObj(i -> new Observed.Passage(
                        new ChunkId(SealedWorld.ACME, new DocumentId("d" + number), 1, i), "the harbour toll " + i))
                .toList();
        return node.settle(
                node.admit(ALICE, Set.of(ALICE.tenant())),
                new Observed("what is the toll of the harbour", passages, List.of(), 0));
    }
}
