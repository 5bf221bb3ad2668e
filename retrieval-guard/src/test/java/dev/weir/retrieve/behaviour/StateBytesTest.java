package dev.weir.retrieve.behaviour;

import static dev.weir.retrieve.behaviour.Watched.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is written of a state is small, comes back, and says nothing. */
class StateBytesTest {
    private static final int MOST_BYTES = 7 * 1024;

    @Test
    void stateWhenScannedThenHoldsNoNameAndNoWord() {
        Watched watched = new Watched(new Rule(Sign.NOVELTY, 1e6, Rung.LOG));
        Map<String, byte[]> written = new HashMap<>();
        watched.states = new Recording(watched.states, written);
        watched.guard = watched.node();
        for (int i = 0; i < 200; i++) {
            watched.ask(
                    ALICE, new Observed("the harbour toll of wharf " + i, Watched.passages(i, i + 5), List.of(), 0));
        }
        assertThat(written).hasSize(2);
        written.forEach((key, state) -> {
            String bytes = key + new String(state, StandardCharsets.ISO_8859_1);
            for (String secret : List.of("alice", "liddell", "acme", "harbour", "toll", "chunk", "text", "d19")) {
                assertThat(bytes).doesNotContainIgnoringCase(secret);
                assertThat(bytes)
                        .doesNotContain(
                                new String(secret.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1));
            }
        });
    }

    @Test
    void keyWhenTheTenantIsAnotherThenIsAnother() {
        SealedWorld world = SealedWorld.inMemory();
        Subject ours = Subject.of(SealedWorld.reader(SealedWorld.ACME, "alice"), Set.of(), world.digests());
        Subject theirs = Subject.of(SealedWorld.reader(SealedWorld.GLOBEX, "alice"), Set.of(), world.digests());
        assertThat(ours.key()).hasSize(64).isNotEqualTo(theirs.key());
        assertThat(ours.tenantKey()).hasSize(64).isNotEqualTo(theirs.tenantKey());
        assertThat(ours.hash(Watched.chunk(1))).isNotEqualTo(theirs.hash(Watched.chunk(1)));
    }

    @Property(tries = 40)
    void profileWhenWrittenAndReadThenGoesOnAsIfItHadNotBeen(
            @ForAll @IntRange(max = 3000) int served, @ForAll @IntRange(max = 100_000) int step) {
        Profile straight = new Profile();
        Profile through = new Profile();
        long now = 1_000_000_000L;
        for (int i = 0; i < served; i += 10) {
            long[] hashes = new long[10];
            for (int j = 0; j < 10; j++) {
                hashes[j] = QueryWords.mix(i + j);
            }
            now += step / 10;
            for (Profile profile : List.of(straight, through)) {
                profile.takeServed(hashes, 0.5, Integer.MAX_VALUE, now);
                profile.takeRegions(new int[] {i / 10 % 32, -1}, new BitSet(), now);
                profile.takeHabits(
                        Watched.seen("question " + i, i, i + 10).suspected(0.7), 7, Instant.ofEpochSecond(now));
            }
            through = Profile.of(through.bytes());
        }
        assertThat(through.signs(10_000, 0, now)).isEqualTo(straight.signs(10_000, 0, now));
        assertThat(through.bytes()).isEqualTo(straight.bytes()).hasSizeLessThan(MOST_BYTES);
    }

    @Test
    void stateWhenCutShortThenIsRefused() {
        byte[] bytes = new Profile().bytes();
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Profile.of(cut)).isInstanceOf(StatesLostException.class);
        }
    }

    @Test
    void stateWhenItHasBytesTooManyThenIsRefused() {
        byte[] bytes = new Profile().bytes();
        assertThatThrownBy(() -> Profile.of(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(StatesLostException.class);
    }

    @Test
    void stateWhenOfAnotherFormatThenIsRefused() {
        byte[] bytes = new Profile().bytes();
        bytes[0] = 1;
        assertThatThrownBy(() -> Profile.of(bytes)).isInstanceOf(StatesLostException.class);
    }

    @Property(tries = 300)
    void stateWhenAnyByteIsChangedThenIsReadOrRefusedAndNothingElse(
            @ForAll @IntRange(max = 4000) int at, @ForAll byte value) {
        Profile profile = new Profile();
        profile.takeServed(new long[] {1, 2, 3}, 0.5, 10, 1_000_000_000L);
        byte[] bytes = profile.bytes();
        bytes[at % bytes.length] = value;
        try {
            assertThat(Profile.of(bytes).bytes()).isNotEmpty();
        } catch (StatesLostException e) {
            assertThat(e).hasMessage("a state cannot be read");
        }
    }

    /** Remembers what was written last under each key. */
    private record Recording(BehaviourStates inner, Map<String, byte[]> written) implements BehaviourStates {
        @Override
        public Kept read(String key) {
            return inner.read(key);
        }

        @Override
        public Writing replace(String key, Kept expected, byte[] next, Duration keepFor) {
            written.put(key, next);
            return inner.replace(key, expected, next, keepFor);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
