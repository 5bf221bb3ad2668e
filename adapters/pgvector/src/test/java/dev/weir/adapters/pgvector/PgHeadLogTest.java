package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.HeadLogContract;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class PgHeadLogTest extends HeadLogContract {
    private static final int KILLS = 2;

    private final PostgresServer server = PostgresServer.empty();

    @Override
    protected HeadLog open() {
        return PgHeadLog.open(server.connections("operator"), server.connections("application"));
    }

    @Test
    void appendWhenTheServerDropsItsWriterBetweenTwoEntriesThenLeavesNothingAndNoLock() {
        try (HeadLog log = open()) {
            log.append(ACME, tail -> List.of(new byte[] {1}));

            assertThatThrownBy(() -> log.append(
                            ACME,
                            tail -> entries(() -> {
                                dropWriters();
                                return new byte[] {3};
                            })))
                    .isInstanceOf(HeadLogException.class)
                    .hasMessage("cannot write the head log of tenant acme");
            assertThat(log.read(ACME, 0, 9)).hasSize(1);
            log.append(ACME, tail -> List.of(new byte[] {4}));

            assertThat(log.read(ACME, 0, 9)).containsExactly(new byte[] {1}, new byte[] {4});
        }
    }

    @Test
    void appendWhenItsProcessIsKilledThenIsWholeOrNotThere() throws Exception {
        int told = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            told = Math.max(told, appendUntilKilled());
            try (HeadLog log = open()) {
                int there = log.read(ACME, 0, 10_000).size();

                assertThat(there % Appender.ENTRIES).isZero();
                assertThat(there).isGreaterThanOrEqualTo(told);
                told = there;
            }
        }
        assertThat(told).isPositive();
    }

    @Test
    void logWhenOpenedToReadOnlyThenTakesNoEntry() {
        try (HeadLog log = PgHeadLog.readOnly(server.connections("operator"))) {
            assertThatThrownBy(() -> log.append(ACME, tail -> List.of(new byte[] {1})))
                    .isInstanceOf(HeadLogException.class)
                    .hasMessageContaining("read only");
        }
    }

    @Test
    void logWhenItsRoleMayOnlyReadThenTakesNoEntry() {
        try (HeadLog log = PgHeadLog.open(server.connections("operator"), server.connections("operator"))) {
            assertThatThrownBy(() -> log.append(ACME, tail -> List.of(new byte[] {1})))
                    .isInstanceOf(HeadLogException.class)
                    .hasRootCauseMessage("cannot append to the Postgres store: SQLSTATE 42501");
            assertThat(log.read(ACME, 0, 9)).isEmpty();
        }
    }

    @Test
    void logWhenARoleMayChangeEntriesThenIsNotOpened() {
        for (String role : List.of("owner", "admin")) {
            assertThatThrownBy(() -> PgHeadLog.readOnly(server.connections(role)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("only ever added to");
            assertThatThrownBy(() -> PgHeadLog.open(server.connections("operator"), server.connections(role)))
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void logWhenItsTableIsMissingThenIsNotOpened() {
        server.sql("ALTER TABLE weir.head_entry RENAME TO away");
        try {
            assertThatThrownBy(() -> PgHeadLog.readOnly(server.connections("operator")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("does not exist");
        } finally {
            server.sql("ALTER TABLE weir.away RENAME TO head_entry");
        }
    }

    private int appendUntilKilled() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appender.class.getName(),
                        server.url(),
                        server.password("application"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int told = 0;
        try (BufferedReader lines = writer.inputReader(UTF_8)) {
            for (int i = 0; i < 5; i++) {
                told = Integer.parseInt(lines.readLine());
            }
            writer.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told = line.isEmpty() ? told : Integer.parseInt(line);
            }
        }
        writer.waitFor();
        return told;
    }

    /** Ends every connection of the application, as a dead network or a killed process would. */
    private void dropWriters() {
        server.as("admin", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'weir_application'");
    }

    /** Two entries, of which the second is made when it is asked for. */
    private static List<byte[]> entries(Supplier<byte[]> second) {
        return new AbstractList<>() {
            @Override
            public byte[] get(int index) {
                return index == 0 ? new byte[] {2} : second.get();
            }

            @Override
            public int size() {
                return 2;
            }
        };
    }

    /** The process that is killed: appends a few entries at a time, and says how many there are, until it dies. */
    static final class Appender {
        static final int ENTRIES = 4;

        private Appender() {}

        public static void main(String[] arguments) {
            HeadLog log = open(arguments[0], arguments[1]);
            while (true) {
                long[] there = new long[1];
                log.append(ACME, tail -> {
                    there[0] = tail.sequence() + ENTRIES;
                    return List.of(new byte[500], new byte[500], new byte[500], new byte[500]);
                });
                System.out.println(there[0]);
                System.out.flush();
            }
        }

        /** A process that has just begun on a busy machine may be too slow for the limit on connecting. */
        private static HeadLog open(String url, String password) {
            for (int tries = 1; ; tries++) {
                try {
                    return PgHeadLog.open(
                            PgConnections.pooled(url, "weir_application", password, 1),
                            PgConnections.pooled(url, "weir_application", password, 1));
                } catch (StoreException e) {
                    if (tries == 5) {
                        throw e;
                    }
                }
            }
        }
    }
}
