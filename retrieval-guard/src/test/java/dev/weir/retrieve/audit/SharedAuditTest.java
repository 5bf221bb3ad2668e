package dev.weir.retrieve.audit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrieve.audit.AuditCheck.Fault;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.testkit.MemoryHeadLog;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SharedAuditTest {
    private static final int NODES = 3;
    private static final int EVENTS = 100;

    private final SealedWorld world = SealedWorld.inMemory();
    private final MemoryHeadLog records = new MemoryHeadLog();
    private final SharedAudit audit = node();

    @Test
    void logWhenSeveralNodesRecordAtOnceThenIsOneIntactChain() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                SharedAudit node = node();
                work.add(threads.submit(() -> {
                    for (int n = 0; n < EVENTS; n++) {
                        node.record(event(ACME));
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }
        }

        // The opening, the events, and the one checkpoint that was due among them.
        assertThat(verify(ACME)).isInstanceOfSatisfying(AuditCheck.Intact.class, intact -> {
            assertThat(intact.records()).isEqualTo(NODES * EVENTS + 2);
            assertThat(intact.signed()).isEqualTo(AuditLog.CHECKPOINT_EVERY);
        });
    }

    @Test
    void logWhenCheckpointedThenIsSignedUpToThere() {
        audit.record(event(ACME));
        audit.checkpoint(ACME);

        assertThat(verify(ACME))
                .isInstanceOfSatisfying(
                        AuditCheck.Intact.class,
                        intact -> assertThat(intact.signed()).isEqualTo(2));
    }

    @Test
    void logWhenNothingWasRecordedThenHasNoOpening() {
        assertThat(verify(ACME)).isEqualTo(new AuditCheck.Broken(0, Fault.NO_OPENING));
    }

    @Test
    void eventsWhenOfTwoTenantsThenStandInLogsOfTheirOwn() {
        audit.record(event(ACME));
        audit.record(event(GLOBEX));
        audit.record(event(GLOBEX));

        assertThat(records.entries(ACME)).hasSize(2);
        assertThat(records.entries(GLOBEX)).hasSize(3);
        assertThat(verify(ACME)).isInstanceOf(AuditCheck.Intact.class);
        assertThat(verify(GLOBEX)).isInstanceOf(AuditCheck.Intact.class);
    }

    @Test
    void logWhenARecordIsChangedOrRemovedThenIsBrokenThere() {
        for (int i = 0; i < 4; i++) {
            audit.record(event(ACME));
        }
        List<byte[]> whole = records.entries(ACME);
        records.tamper(ACME, lines -> {
            byte[] changed = lines.get(2).clone();
            changed[changed.length / 2] ^= 1;
            lines.set(2, changed);
            return lines;
        });
        assertThat(verify(ACME)).isEqualTo(new AuditCheck.Broken(2, Fault.ALTERED));

        records.tamper(ACME, lines -> whole);
        records.tamper(ACME, lines -> {
            lines.remove(2);
            return lines;
        });
        assertThat(verify(ACME)).isEqualTo(new AuditCheck.Broken(2, Fault.OUT_OF_CHAIN));
    }

    @Test
    void recordWhenTheLastOneWasAlteredThenIsNotTaken() {
        audit.record(event(ACME));
        records.tamper(ACME, lines -> {
            lines.set(1, new byte[200]);
            return lines;
        });

        assertThatThrownBy(() -> audit.record(event(ACME)))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("was altered");
        assertThat(records.entries(ACME)).hasSize(2);
    }

    @Test
    void recordWhenThePlaceFailsThenIsAnAuditException() {
        SharedAudit failing = new SharedAudit(new BrokenPlace(), world.clock(), world.signer());

        assertThatThrownBy(() -> failing.record(event(ACME))).isInstanceOf(AuditException.class);
        assertThatThrownBy(() -> SharedAudit.verify(
                        new BrokenPlace(), ACME, world.trusted().get()))
                .isInstanceOf(AuditException.class);
    }

    private SharedAudit node() {
        return new SharedAudit(records, world.clock(), world.signer());
    }

    private AuditCheck verify(TenantId tenant) {
        return SharedAudit.verify(records, tenant, world.trusted().get());
    }

    private AuditEvent event(TenantId tenant) {
        return new AuditEvent.Failed(
                world.clock().instant(),
                SealedWorld.reader(tenant, "reader"),
                "request",
                Sha256.ofText("stands for a keyed digest"),
                WithholdCode.STORE_FAILED,
                "java.lang.Exception");
    }

    /** A database that is down. */
    private static final class BrokenPlace implements HeadLog {
        @Override
        public Set<TenantId> tenants() {
            throw new HeadLogException("down");
        }

        @Override
        public List<byte[]> read(TenantId tenant, long sequence, int limit) {
            throw new HeadLogException("down");
        }

        @Override
        public void append(TenantId tenant, Function<LogPosition, List<byte[]>> entries) {
            throw new HeadLogException("down");
        }

        @Override
        public void close() {}
    }
}
