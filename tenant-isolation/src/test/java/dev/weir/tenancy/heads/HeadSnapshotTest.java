package dev.weir.tenancy.heads;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.Label;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that begins with what the last one kept knows what a reader of the whole log knows. */
class HeadSnapshotTest {
    private final HeadScene scene = new HeadScene();
    private final SealedWorld world = scene.world;
    private final CountingLog counting = new CountingLog(world.log());

    @BeforeEach
    void history() {
        for (String name : List.of("two", "three", "four", "five")) {
            world.ingest(scene.store, world.grant(ACME, WriteAction.INGEST), world.draft(name, 1, name));
        }
        WriteGrant relabel = world.grant(ACME, WriteAction.RELABEL, Set.of(new Label("group:finance")), Set.of());
        DocumentHead two = world.heads().standing(ACME, new DocumentId("two")).orElseThrow();
        world.publish(relabel, HeadScene.withTag(two, relabel.tag()));
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), new DocumentId("three"));
        world.writer().suspend(world.grant(ACME, WriteAction.INGEST), new DocumentId("four"));
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.BATCH, "batch-9");
        world.writer().requireEpoch(world.grant(ACME, WriteAction.REVOKE), 1);
        world.writer().raiseEpoch(world.grant(ACME, WriteAction.REVOKE), 2);
    }

    @Test
    void readerThatBeginsWithASnapshotKnowsTheSameAndReadsLess(@TempDir Path directory) {
        save(directory);
        HeadReader whole = world.newReader();
        whole.refresh(ACME);
        HeadReader reader = reader(directory);
        reader.refresh(ACME);

        assertThat(counting.read.get()).isEqualTo(1);
        assertSame(reader, whole);
    }

    @Test
    void readerThatBeginsWithASnapshotFollowsWhatComesLater(@TempDir Path directory) {
        save(directory);
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), new DocumentId("five"));
        HeadReader whole = world.newReader();
        whole.refresh(ACME);
        HeadReader reader = reader(directory);
        reader.refresh(ACME);

        assertThat(counting.read.get()).isEqualTo(3);
        assertSame(reader, whole);
    }

    @Test
    void damagedSnapshotIsNotUsed(@TempDir Path directory) throws Exception {
        save(directory);
        Path file = directory.resolve("acme.heads");
        byte[] bytes = Files.readAllBytes(file);
        // The minimum epoch: a lower one would serve what is withheld.
        bytes[bytes.length - 32 - 16 + 3] = 0;
        Files.write(file, bytes);
        HeadReader reader = reader(directory);
        reader.refresh(ACME);

        assertThat(counting.read.get()).isGreaterThan(3);
        assertThat(reader.minimumEpoch(ACME)).isEqualTo(1);
    }

    @Test
    void shortSnapshotIsNotUsed(@TempDir Path directory) throws Exception {
        save(directory);
        Files.write(directory.resolve("acme.heads"), new byte[20]);
        HeadReader reader = reader(directory);
        reader.refresh(ACME);

        assertThat(reader.fault(ACME)).isEmpty();
        assertThat(counting.read.get()).isGreaterThan(3);
    }

    @Test
    void snapshotOfAnotherHistoryIsAFork(@TempDir Path directory) {
        save(directory);
        world.memoryLog().tamper(ACME, entries -> List.copyOf(entries.subList(0, entries.size() - 1)));
        world.clock().advance(Duration.ofSeconds(1));
        scene.forge(KeyRole.AUDIT, scene.checkpoint());

        HeadReader reader = reader(directory);
        reader.refresh(ACME);

        assertThat(reader.fault(ACME)).contains(LogFault.FORKED);
    }

    @Test
    void snapshotOfALogThatWasPutBackIsARollback(@TempDir Path directory) {
        save(directory);
        world.memoryLog().tamper(ACME, entries -> List.copyOf(entries.subList(0, 4)));

        HeadReader reader = reader(directory);
        reader.refresh(ACME);

        assertThat(reader.fault(ACME)).contains(LogFault.ROLLED_BACK);
    }

    @Test
    void snapshotThatRestsOnAKeyThatIsListedNoMoreIsNotUsed(@TempDir Path directory) {
        save(directory);
        world.worldKeys().unlist(scene.key(KeyRole.ACL));

        HeadReader reader = reader(directory);
        reader.refresh(ACME);

        assertThat(reader.fault(ACME)).contains(LogFault.UNKNOWN_KEY);
    }

    @Test
    void snapshotThatRestsOnAKeyWhosePeriodWasCutShortIsNotUsed(@TempDir Path directory) {
        save(directory);
        world.worldKeys().end(scene.key(KeyRole.ACL), SealedWorld.START);

        HeadReader reader = reader(directory);
        reader.refresh(ACME);

        assertThat(reader.fault(ACME)).contains(LogFault.UNKNOWN_KEY);
    }

    @Test
    void refusedLogLeavesNoSnapshot(@TempDir Path directory) {
        scene.forge(KeyRole.INGEST, scene.checkpoint());
        HeadReader reader = reader(directory);
        reader.refresh(ACME);
        reader.saveSnapshot(ACME);

        assertThat(directory.resolve("acme.heads")).doesNotExist();
    }

    private void save(Path directory) {
        HeadReader first = reader(directory);
        first.refresh(ACME);
        first.saveSnapshot(ACME);
        counting.read.set(0);
    }

    private HeadReader reader(Path directory) {
        return new HeadReader(
                counting, world.trusted(), SeenPositions.inDirectory(directory), world.clock(), Duration.ZERO);
    }

    private static void assertSame(HeadReader one, HeadReader other) {
        assertThat(one.fault(ACME)).isEmpty();
        assertThat(one.position(ACME)).isEqualTo(other.position(ACME));
        assertThat(one.lastSignedAt(ACME)).isEqualTo(other.lastSignedAt(ACME));
        for (String name : List.of("doc", "two", "three", "four", "five", "six")) {
            assertThat(one.lookup(ACME, new DocumentId(name))).isEqualTo(other.lookup(ACME, new DocumentId(name)));
            assertThat(one.lastVersion(ACME, new DocumentId(name)))
                    .isEqualTo(other.lastVersion(ACME, new DocumentId(name)));
        }
        assertThat(one.tags(ACME)).isEqualTo(other.tags(ACME)).hasSize(2);
        assertThat(one.minimumEpoch(ACME)).isEqualTo(other.minimumEpoch(ACME)).isEqualTo(1);
        assertThat(one.currentEpoch(ACME)).isEqualTo(other.currentEpoch(ACME)).isEqualTo(2);
        assertThat(one.isRevoked(ACME, new SourceRef("test:x"), "batch-9")).isTrue();
    }

    /** Counts the entries that are read. */
    private record CountingLog(HeadLog log, AtomicLong read) implements HeadLog {
        CountingLog(HeadLog log) {
            this(log, new AtomicLong());
        }

        @Override
        public Set<TenantId> tenants() {
            return log.tenants();
        }

        @Override
        public List<byte[]> read(TenantId tenant, long sequence, int limit) {
            List<byte[]> entries = log.read(tenant, sequence, limit);
            read.addAndGet(entries.size());
            return entries;
        }

        @Override
        public void append(TenantId tenant, Function<LogPosition, List<byte[]>> entries) {
            log.append(tenant, entries);
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
