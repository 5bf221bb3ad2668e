package dev.weir.tenancy.heads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One process writes and is killed again and again, two others follow. Whatever a reader says it saw is what the log
 * held, a reader that is killed goes on where it was, and both end in the same state.
 */
class TwoReadersAndAWriterTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final int DOCUMENTS = 40;
    private static final int WRITER_KILLS = 12;
    private static final int READER_KILLS = 6;
    private static final int LONGEST_LIFE_MILLIS = 400;

    @TempDir
    private Path root;

    @Test
    void killedWritersLeaveALogThatTwoReadersFollowToTheSameEnd() throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        KeyDirectory.create(root.resolve("keys"), InstantSource.system()).ensureTenant(TENANT);
        Process steady = start(Reader.class, "steady");
        Process killed = start(Reader.class, "killed");
        int readerKills = 0;
        for (int i = 0; i < WRITER_KILLS; i++) {
            Process writer = start(Writer.class, Long.toString(random.nextLong()));
            try (BufferedReader output = writer.inputReader(UTF_8)) {
                assertThat(output.readLine()).as("seed %d", seed).isEqualTo("writing");
                writer.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
                kill(writer);
            }
            if (readerKills < READER_KILLS && random.nextBoolean()) {
                kill(killed);
                readerKills++;
                killed = start(Reader.class, "killed");
            }
        }
        String oneEnd = endOf(steady);
        String otherEnd = endOf(killed);
        HeadReader fresh = reader(root, SeenPositions.inMemory());
        fresh.refresh(TENANT);

        System.out.println("two readers: seed " + seed + ", " + WRITER_KILLS + " kills of the writer, " + readerKills
                + " of a reader, " + fresh.position(TENANT).sequence() + " entries");
        assertThat(fresh.fault(TENANT)).isEmpty();
        assertThat(fresh.position(TENANT).sequence()).as("seed %d", seed).isGreaterThan(WRITER_KILLS);
        assertThat(oneEnd).as("seed %d", seed).isEqualTo(state(fresh));
        assertThat(otherEnd).as("seed %d", seed).isEqualTo(state(fresh));
    }

    /** Asks a reader for the state it ends in. */
    private String endOf(Process reader) throws Exception {
        reader.getOutputStream().close();
        String output = new String(reader.getInputStream().readAllBytes(), UTF_8);
        int exit = reader.waitFor();
        assertThat(exit)
                .as("what the processes said: %s", Files.readString(root.resolve("errors")))
                .isZero();
        return output.strip();
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    private Process start(Class<?> main, String argument) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        root.toString(),
                        argument)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(root.resolve("errors").toFile()))
                .start();
    }

    private static HeadReader reader(Path root, SeenPositions seen) {
        KeyDirectory keys = KeyDirectory.open(root.resolve("keys"), InstantSource.system());
        return new HeadReader(
                FileHeadLog.open(root.resolve("heads")), keys::trusted, seen, InstantSource.system(), Duration.ZERO);
    }

    private static String state(HeadReader reader) {
        StringBuilder state = new StringBuilder()
                .append(reader.position(TENANT).sequence())
                .append(' ')
                .append(reader.fault(TENANT));
        IntStream.range(0, DOCUMENTS).forEach(i -> {
            state.append(' ').append(reader.lastVersion(TENANT, document(i)));
            state.append(reader.lookup(TENANT, document(i)) instanceof HeadLookup.Current ? "+" : "-");
        });
        return state.toString();
    }

    private static DocumentId document(int number) {
        return new DocumentId("doc-" + number);
    }

    /** Publishes and erases until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            Path root = Path.of(arguments[0]);
            SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[1]));
            InstantSource clock = InstantSource.system();
            KeyDirectory keys = KeyDirectory.open(root.resolve("keys"), clock);
            FileHeadLog log = FileHeadLog.open(root.resolve("heads"));
            HeadReader reader = new HeadReader(log, keys::trusted, SeenPositions.inMemory(), clock, Duration.ZERO);
            HeadLogWriter writer = new HeadLogWriter(log, reader, keys, keys::trusted, clock, Duration.ofDays(1));
            TenantPolicy policy = TenantPolicy.of(new PolicyVersion("two-1"), Set.of(TENANT), TrustTier.INTERNAL);
            ScopeResolver resolver = new ScopeResolver(policy, clock, Duration.ofHours(1));
            Principal service = new Principal("writer", TENANT, Set.of(), Principal.AuthenticatedBy.SERVICE);
            WriteGrant ingest = resolver.resolveWrite(
                    service, new WriteRequest(TENANT, WriteAction.INGEST, "test:", Set.of(), Set.of()));
            WriteGrant erase = resolver.resolveWrite(
                    service, new WriteRequest(TENANT, WriteAction.ERASE, "test:", Set.of(), Set.of()));
            System.out.println("writing");
            System.out.flush();
            while (true) {
                reader.refresh(TENANT);
                if (random.nextInt(5) == 0) {
                    writer.erase(erase, document(random.nextInt(DOCUMENTS)));
                } else {
                    writer.publish(ingest, heads(reader, ingest.tag(), random));
                }
            }
        }

        private static List<DocumentHead> heads(HeadReader reader, AccessTag tag, SplittableRandom random) {
            List<DocumentHead> heads = new ArrayList<>();
            int first = random.nextInt(DOCUMENTS);
            for (int i = first; i < Math.min(DOCUMENTS, first + 1 + random.nextInt(4)); i++) {
                long version = reader.lastVersion(TENANT, document(i)) + 1;
                heads.add(new DocumentHead(
                        tag,
                        document(i),
                        version,
                        1,
                        Sha256.ofText(i + "/" + version),
                        TrustTier.INTERNAL,
                        "writer",
                        DocumentHead.NEVER,
                        SealedWorld.stamp(1)));
            }
            return heads;
        }
    }

    /** Follows, and keeps a snapshot now and then, until its input ends; then prints the state it is in. */
    static final class Reader {
        private Reader() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            Path seen = Files.createDirectories(root.resolve("seen-" + arguments[1]));
            HeadReader reader = reader(root, SeenPositions.inDirectory(seen));
            int round = 0;
            InputEnd input = InputEnd.watched();
            while (!input.ended()) {
                reader.refresh(TENANT);
                if (reader.fault(TENANT).isPresent()) {
                    System.exit(3);
                }
                if (++round % 5 == 0) {
                    reader.saveSnapshot(TENANT);
                }
            }
            reader.refresh(TENANT);
            System.out.println(state(reader));
        }
    }

    /** Knows when the standard input has ended. */
    private static final class InputEnd {
        private static final long PAUSE_NANOS = 2_000_000;

        private volatile boolean ended;

        static InputEnd watched() {
            InputEnd end = new InputEnd();
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    System.in.transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    System.exit(4);
                }
                end.ended = true;
            });
            return end;
        }

        /** Whether it has, asked every few milliseconds. */
        boolean ended() {
            LockSupport.parkNanos(PAUSE_NANOS);
            return ended;
        }
    }
}
