package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every place for head logs must do. */
public abstract class HeadLogContract {
    private static final int NODES = 3;
    private static final int APPENDS = 12;

    /** Opens the logs as one node does, all calls of one test the same logs; they are empty when a test begins. */
    protected abstract HeadLog open();

    @Test
    void entriesWhenReadThenComeBackInOrderAndByPage() {
        try (HeadLog log = open()) {
            List<byte[]> entries = new ArrayList<>();
            for (int i = 1; i <= 10; i++) {
                byte[] entry = new byte[i];
                Arrays.fill(entry, (byte) i);
                entries.add(entry);
                log.append(ACME, tail -> List.of(entry));
            }

            assertThat(log.read(ACME, 0, 100)).containsExactlyElementsOf(entries);
            assertThat(log.read(ACME, 3, 4)).containsExactlyElementsOf(entries.subList(3, 7));
            assertThat(log.read(ACME, 10, 4)).isEmpty();
            assertThat(log.read(ACME, 11, 4)).isEmpty();
            assertThat(log.read(GLOBEX, 0, 4)).isEmpty();
            assertThat(log.tenants()).containsExactly(ACME);
        }
    }

    @Test
    void appendWhenCalledThenIsGivenTheEndOfTheLog() {
        try (HeadLog log = open()) {
            List<LogPosition> tails = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                byte[] entry = new byte[i];
                log.append(ACME, tail -> {
                    tails.add(tail);
                    return List.of(entry);
                });
            }

            LogPosition start = LogPosition.start(ACME);
            assertThat(tails)
                    .containsExactly(
                            start,
                            start.after(new byte[1]),
                            start.after(new byte[1]).after(new byte[2]));
        }
    }

    @Test
    void appendWhenItsWriterFailsThenLeavesNothing() {
        try (HeadLog log = open()) {
            log.append(ACME, tail -> List.of(new byte[] {1}));

            assertThatThrownBy(() -> log.append(ACME, tail -> {
                        throw new IllegalStateException("no key");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            log.append(ACME, tail -> List.of());
            log.append(ACME, tail -> List.of(new byte[] {2}, new byte[] {3}));

            assertThat(log.read(ACME, 0, 9)).containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3});
        }
    }

    @Test
    void logWhenSeveralNodesAppendAtOnceThenIsOneChainWithEveryEntry() throws Exception {
        WorldKeys keys = new WorldKeys();
        MovableClock clock = new MovableClock(SealedWorld.START);
        for (KeyRole role : KeyRole.values()) {
            keys.add(ACME, role, SealedWorld.START.minusSeconds(1), SealedWorld.START.plus(Duration.ofDays(365)));
        }
        List<HeadLog> logs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                HeadLog log = open();
                logs.add(log);
                work.add(threads.submit(() -> {
                    HeadReader reader = new HeadReader(log, keys, SeenPositions.inMemory(), clock, Duration.ZERO);
                    HeadLogWriter writer = new HeadLogWriter(log, reader, keys, keys, clock, Duration.ofDays(1));
                    for (int n = 0; n < APPENDS; n++) {
                        writer.checkpoint(ACME);
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get(300, TimeUnit.SECONDS);
            }
        }
        HeadReader reader = new HeadReader(logs.getFirst(), keys, SeenPositions.inMemory(), clock, Duration.ZERO);
        reader.refresh(ACME);

        assertThat(reader.fault(ACME)).isEmpty();
        assertThat(reader.position(ACME).sequence()).isEqualTo(NODES * APPENDS);
        logs.forEach(HeadLog::close);
    }
}
