package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrieve.behaviour.BehaviourStates;
import dev.weir.retrieve.behaviour.BehaviourStates.Kept;
import dev.weir.retrieve.behaviour.BehaviourStates.Writing;
import dev.weir.retrieve.behaviour.StatesLostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States in files: what one process keeps another reads, and what is over is gone. */
class BehaviourFilesTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String KEY = "ab".repeat(32);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void stateWhenReplacedThenAnotherProcessReadsIt() {
        BehaviourStates one = at(START);
        BehaviourStates other = at(START.plus(Duration.ofHours(1)));
        Kept nothing = one.read(KEY);
        assertThat(nothing.state()).isEmpty();
        assertThat(one.replace(KEY, nothing, new byte[] {0, -1, 7}, DAY)).isEqualTo(Writing.KEPT);
        assertThat(other.read(KEY).state()).containsExactly(0, -1, 7);
        assertThat(other.read(KEY).since()).isEqualTo(START);
    }

    @Test
    void stateWhenAnotherProcessChangedItThenIsNotReplaced() {
        BehaviourStates one = at(START);
        Kept nothing = one.read(KEY);
        assertThat(at(START).replace(KEY, nothing, new byte[] {1}, DAY)).isEqualTo(Writing.KEPT);
        assertThat(one.replace(KEY, nothing, new byte[] {2}, DAY)).isEqualTo(Writing.CHANGED_MEANWHILE);
        assertThat(one.read(KEY).state()).containsExactly(1);
    }

    @Test
    void stateWhenReplacedByNothingThenIsGone() throws IOException {
        BehaviourStates states = at(START);
        states.replace(KEY, states.read(KEY), new byte[] {1}, DAY);
        assertThat(states.replace(KEY, states.read(KEY), new byte[0], DAY)).isEqualTo(Writing.KEPT);
        assertThat(names()).containsExactlyInAnyOrder("lock", "since");
    }

    @Test
    void stateWhenItsTimeIsOverThenIsNotReadAndGoneWithTheNextProcess() throws IOException {
        BehaviourStates states = at(START);
        states.replace(KEY, states.read(KEY), new byte[] {1}, DAY);
        assertThat(names()).contains(KEY);
        assertThat(at(START.plus(DAY).minusSeconds(1)).read(KEY).state()).containsExactly(1);
        assertThat(at(START.plus(DAY)).read(KEY).state()).isEmpty();
        assertThat(names()).containsExactlyInAnyOrder("lock", "since");
    }

    @Test
    void directoryWhenDeletedThenWhatWasKnownIsLostFromThenOn() throws IOException {
        BehaviourStates states = at(START);
        states.replace(KEY, states.read(KEY), new byte[] {1}, DAY);
        for (String name : names()) {
            Files.delete(directory.resolve("behaviour").resolve(name));
        }
        Kept kept = at(START.plus(DAY)).read(KEY);
        assertThat(kept.state()).isEmpty();
        assertThat(kept.since()).isEqualTo(START.plus(DAY));
    }

    @Test
    void processWhenItDiedWhileWritingThenWhatWasKeptIsKept() throws IOException {
        BehaviourStates states = at(START);
        states.replace(KEY, states.read(KEY), new byte[] {1}, DAY);
        Files.write(directory.resolve("behaviour").resolve(KEY + ".part"), new byte[] {9});
        assertThat(at(START).read(KEY).state()).containsExactly(1);
        assertThat(names()).containsExactlyInAnyOrder("lock", "since", KEY);
    }

    @Test
    void directoryWhenItCannotBeWrittenThenStatesAreLost() throws IOException {
        Files.writeString(directory.resolve("behaviour"), "a file");
        assertThatThrownBy(() -> at(START)).isInstanceOf(StatesLostException.class);
    }

    @Test
    void sinceWhenItIsNoNumberThenStatesAreLost() throws IOException {
        at(START).close();
        Files.writeString(directory.resolve("behaviour/since"), "yesterday");
        assertThatThrownBy(() -> at(START))
                .isInstanceOf(StatesLostException.class)
                .hasMessageContaining("since");
    }

    private BehaviourStates at(Instant now) {
        return new BehaviourFiles(directory.resolve("behaviour"), InstantSource.fixed(now));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("behaviour"))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
