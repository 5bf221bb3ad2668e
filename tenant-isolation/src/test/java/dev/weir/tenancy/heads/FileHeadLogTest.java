package dev.weir.tenancy.heads;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.testkit.HeadLogContract;
import dev.weir.tenancy.testkit.MovableClock;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHeadLogTest extends HeadLogContract {
    private static final int APPENDS = 40;

    @TempDir
    private Path directory = Path.of("");

    @Override
    protected HeadLog open() {
        return FileHeadLog.open(directory);
    }

    @Test
    void recordThatACrashLeftHalfWrittenIsIgnoredThenCutOff() throws IOException {
        FileHeadLog log = FileHeadLog.open(directory);
        log.append(ACME, tail -> List.of(new byte[100], new byte[50]));
        byte[] whole = Files.readAllBytes(file());
        int lastRecord = whole.length - 58;
        for (int length = lastRecord; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            FileHeadLog after = FileHeadLog.open(directory);
            assertThat(after.read(ACME, 0, 9)).hasSize(1);
            after.append(ACME, tail -> List.of(new byte[7]));
            assertThat(after.read(ACME, 0, 9)).hasSize(2).last().isEqualTo(new byte[7]);
        }
    }

    @Test
    void fileCutInItsFirstRecordHasNoEntries() throws IOException {
        FileHeadLog.open(directory).append(ACME, tail -> List.of(new byte[100]));
        Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), 60));

        assertThat(FileHeadLog.open(directory).read(ACME, 0, 9)).isEmpty();
    }

    @Test
    void damageInTheMiddleIsAnErrorAndNotAnEnd() throws IOException {
        FileHeadLog.open(directory).append(ACME, tail -> List.of(new byte[100], new byte[50], new byte[20]));
        byte[] whole = Files.readAllBytes(file());
        byte[] damaged = whole.clone();
        damaged[60] ^= 1;
        Files.write(file(), damaged);

        assertThatThrownBy(() -> FileHeadLog.open(directory).read(ACME, 0, 9)).isInstanceOf(HeadLogException.class);
        assertThatThrownBy(() -> FileHeadLog.open(directory).append(ACME, tail -> List.of(new byte[1])))
                .isInstanceOf(HeadLogException.class);
        assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
    }

    @Test
    void fileThatAWriterHasJustBegunHasNoEntries() throws IOException {
        FileHeadLog.open(directory).append(ACME, tail -> List.of(new byte[100]));
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < 11; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThat(FileHeadLog.open(directory).read(ACME, 0, 9)).isEmpty();
        }
        Files.write(file(), new byte[] {'W', 'E', 'I', 'L'});
        assertThatThrownBy(() -> FileHeadLog.open(directory).read(ACME, 0, 9)).isInstanceOf(HeadLogException.class);
    }

    @Test
    void fileWithAnotherHeaderIsAnError() throws IOException {
        FileHeadLog.open(directory).append(ACME, tail -> List.of(new byte[100]));
        byte[] bytes = Files.readAllBytes(file());
        bytes[0] ^= 1;
        Files.write(file(), bytes);

        assertThatThrownBy(() -> FileHeadLog.open(directory).read(ACME, 0, 9)).isInstanceOf(HeadLogException.class);
    }

    @Test
    void damagedLogServesNothingUntilItIsRestored() throws IOException {
        SealedWorld world = SealedWorld.inDirectory(directory);
        world.ingest(
                new InMemoryChunkStore(world.clock()),
                world.grant(ACME, WriteAction.INGEST),
                world.draft("doc", 1, "text"));
        HeadReader reader = world.newReader();
        Path log = directory.resolve("heads").resolve("acme.log");
        byte[] whole = Files.readAllBytes(log);
        byte[] damaged = whole.clone();
        damaged[60] ^= 1;
        Files.write(log, damaged);

        assertThatThrownBy(() -> reader.refresh(ACME)).isInstanceOf(HeadLogException.class);
        assertThat(reader.lookup(ACME, new dev.weir.tenancy.chunk.DocumentId("doc")))
                .isEqualTo(new HeadLookup.None(HeadFault.LOG_REFUSED));
        Files.write(log, whole);
        reader.refresh(ACME);
        assertThat(reader.lookup(ACME, new dev.weir.tenancy.chunk.DocumentId("doc")))
                .isInstanceOf(HeadLookup.Current.class);
    }

    @Test
    void truncatedFileIsRolledBackForWhoeverSawMore() throws IOException {
        SealedWorld world = SealedWorld.inDirectory(directory);
        world.ingest(
                new InMemoryChunkStore(world.clock()),
                world.grant(ACME, WriteAction.INGEST),
                world.draft("doc", 1, "text"));
        Path log = directory.resolve("heads").resolve("acme.log");
        byte[] whole = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(whole, whole.length - 1));
        world.heads().refresh(ACME);

        assertThat(world.heads().fault(ACME)).contains(LogFault.ROLLED_BACK);
    }

    @Test
    void twoProcessesLoseNoEntry() throws Exception {
        KeyDirectory.create(directory.resolve("keys"), new MovableClock(SealedWorld.START))
                .ensureTenant(ACME);
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Appender.class.getName(),
                            directory.toString(),
                            String.valueOf(APPENDS))
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertEntries(2 * APPENDS);
    }

    private void assertEntries(long count) {
        MovableClock clock = new MovableClock(SealedWorld.START);
        HeadReader reader = new HeadReader(
                FileHeadLog.open(directory.resolve("heads")),
                KeyDirectory.open(directory.resolve("keys"), clock)::trusted,
                SeenPositions.inMemory(),
                clock,
                Duration.ZERO);
        reader.refresh(ACME);
        assertThat(reader.fault(ACME)).isEmpty();
        assertThat(reader.position(ACME).sequence()).isEqualTo(count);
    }

    private Path file() {
        return directory.resolve("acme.log");
    }

    /** Appends checkpoints as a process of its own would. */
    static final class Appender {
        private Appender() {}

        public static void main(String... args) {
            Path directory = Path.of(args[0]);
            MovableClock clock = new MovableClock(SealedWorld.START);
            KeyDirectory keys = KeyDirectory.open(directory.resolve("keys"), clock);
            HeadLog log = FileHeadLog.open(directory.resolve("heads"));
            HeadReader reader = new HeadReader(log, keys::trusted, SeenPositions.inMemory(), clock, Duration.ZERO);
            HeadLogWriter writer =
                    new HeadLogWriter(log, reader, keys, keys::trusted, clock, SealedWorld.CHECKPOINT_LIFETIME);
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                writer.checkpoint(ACME);
            }
        }
    }
}
