package dev.weir.retrieve.audit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrieve.audit.AuditCheck.Fault;
import dev.weir.retrieve.egress.EgressAction;
import dev.weir.retrieve.egress.EgressCode;
import dev.weir.retrieve.egress.StoppedAnswer;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.TrustedKeys;
import dev.weir.tenancy.testkit.MovableClock;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Sha256 QUERY = Sha256.ofText("stands for a keyed digest");

    private final SealedWorld world = SealedWorld.inMemory();
    private final MovableClock clock = world.clock();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("logs").resolve("acme.audit");
    }

    @Test
    void logWhenWrittenThenIsIntactAndSigned() {
        try (AuditLog log = signed()) {
            events(3).forEach(log::record);
        }
        // The opening, three events and the checkpoint of closing.
        assertThat(verify()).isInstanceOfSatisfying(AuditCheck.Intact.class, intact -> {
            assertThat(intact.records()).isEqualTo(5);
            assertThat(intact.signed()).isEqualTo(4);
        });
    }

    @Test
    void logWhenOpenedAgainThenGoesOn() {
        try (AuditLog log = signed()) {
            events(2).forEach(log::record);
        }
        try (AuditLog log = signed()) {
            events(2).forEach(log::record);
        }
        assertThat(verify())
                .isInstanceOfSatisfying(
                        AuditCheck.Intact.class,
                        intact -> assertThat(intact.records()).isEqualTo(7));
    }

    @Test
    void logWhenManyRecordsThenIsSignedInBetween() {
        AuditLog log = signed();
        events(AuditLog.CHECKPOINT_EVERY).forEach(log::record);
        assertThat(verify())
                .isInstanceOfSatisfying(
                        AuditCheck.Intact.class,
                        intact -> assertThat(intact.signed()).isEqualTo(AuditLog.CHECKPOINT_EVERY + 1));
        log.close();
    }

    @Test
    void logWhenAnyBitOfAnyByteIsFlippedThenIsNotIntact() throws IOException {
        try (AuditLog log = signed()) {
            events(2).forEach(log::record);
        }
        byte[] whole = Files.readAllBytes(file);
        TrustedKeys keys = world.trusted().get();
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << (at % Byte.SIZE));
            Files.write(file, changed);
            AuditCheck check = AuditLog.verify(file, ACME, keys);
            assertThat(check).as("byte %d", at).isNotInstanceOf(AuditCheck.Intact.class);
            if (check instanceof AuditCheck.Broken broken) {
                assertThat(broken.sequence()).as("byte %d", at).isEqualTo(lineOf(whole, at));
            }
        }
    }

    @Test
    void logWhenCutAnywhereThenIsIntactOnlyAtTheEndOfARecord() throws IOException {
        try (AuditLog log = signed()) {
            events(2).forEach(log::record);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 1; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(verify())
                    .as("%d bytes", length)
                    .isInstanceOf(whole[length - 1] == '\n' ? AuditCheck.Intact.class : AuditCheck.Torn.class);
        }
    }

    @Test
    void recordWhenRemovedThenTheNextIsOutOfChain() throws IOException {
        List<String> lines = lines(3);
        lines.remove(2);
        rewrite(lines);
        assertThat(verify()).isEqualTo(new AuditCheck.Broken(2, Fault.OUT_OF_CHAIN));
    }

    @Test
    void recordsWhenSwappedThenTheFirstOfThemIsOutOfChain() throws IOException {
        List<String> lines = lines(3);
        Collections.swap(lines, 1, 2);
        rewrite(lines);
        assertThat(verify()).isEqualTo(new AuditCheck.Broken(1, Fault.OUT_OF_CHAIN));
    }

    @Test
    void logWhenForgedWithoutTheKeyThenItsCheckpointIsBad() throws IOException {
        lines(2);
        byte[] checkpoint =
                Files.readAllLines(file, StandardCharsets.US_ASCII).getLast().getBytes(StandardCharsets.US_ASCII);
        Files.delete(file);
        try (AuditLog forged = AuditLog.unsigned(file, ACME, clock)) {
            forged.record(failed("other"));
            forged.record(failed("another"));
        }
        String signature = AuditLines.scalars(checkpoint).getOrDefault("signature", "");
        String key = AuditLines.scalars(checkpoint).getOrDefault("key", "");
        byte[] last =
                Files.readAllLines(file, StandardCharsets.US_ASCII).getLast().getBytes(StandardCharsets.US_ASCII);
        AuditLines.Line line = AuditLines.line(3, AuditLines.hash(last).orElseThrow(), clock.instant(), json -> {
            json.writeStringField("type", "checkpoint");
            json.writeStringField("tenant", "acme");
            json.writeStringField("key", key);
            json.writeStringField("signature", signature);
        });
        Files.write(file, line.bytes(), StandardOpenOption.APPEND);
        Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
        assertThat(verify()).isEqualTo(new AuditCheck.Broken(3, Fault.BAD_CHECKPOINT));
    }

    @Test
    void logWhenOfAnotherTenantThenDoesNotBeginAsOurs() throws IOException {
        lines(1);
        assertThat(AuditLog.verify(file, GLOBEX, world.trusted().get()))
                .isEqualTo(new AuditCheck.Broken(0, Fault.NO_OPENING));
    }

    @Test
    void tailWhenTornByACrashThenIsCutOffAndSaidSo() throws IOException {
        List<String> lines = lines(2);
        Files.writeString(file, "{\"seq\":4,\"prev\":\"ab", StandardOpenOption.APPEND);
        assertThat(verify())
                .isInstanceOfSatisfying(
                        AuditCheck.Torn.class,
                        torn -> assertThat(torn.records()).isEqualTo(lines.size()));
        try (AuditLog log = signed()) {
            log.record(failed("after"));
        }
        assertThat(verify()).isInstanceOf(AuditCheck.Intact.class);
        assertThat(Files.readString(file)).contains("\"type\":\"recovered\",\"cut\":19");
    }

    @Test
    void openingWhenTornByACrashThenIsWrittenAgain() throws IOException {
        Files.createDirectories(directory.resolve("logs"));
        Files.writeString(file, "{\"seq\":0,");
        signed().close();
        assertThat(verify()).isInstanceOf(AuditCheck.Intact.class);
    }

    @Test
    void logWhenItsLastRecordWasAlteredThenIsNotOpened() throws IOException {
        List<String> lines = lines(2);
        lines.set(lines.size() - 1, lines.getLast().replace("checkpoint", "checkpaint"));
        rewrite(lines);
        assertThatThrownBy(this::signed).isInstanceOf(AuditException.class).hasMessageContaining("was altered");
    }

    @Test
    void eventWhenOfAnotherTenantThenRefused() {
        try (AuditLog log = signed()) {
            Principal stranger = SealedWorld.reader(GLOBEX, "reader");
            assertThatThrownBy(() -> log.record(
                            new AuditEvent.Failed(clock.instant(), stranger, "id", QUERY, WithholdCode.INTERNAL, "")))
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining("tenant");
        }
    }

    @Test
    void eventWhenOfAnyKindThenIsOneLineOfAscii() throws IOException {
        Principal reader = SealedWorld.reader(ACME, "reader");
        ChunkId chunk = ChunkId.parse("acme/doc/1/0").orElseThrow();
        try (AuditLog log = signed()) {
            log.record(answered());
            log.record(failed("id"));
            log.record(new AuditEvent.BreakerTripped(clock.instant(), reader, "id", List.of(chunk)));
            log.record(new AuditEvent.BreakGlassOpened(
                    clock.instant(), reader, new Reason("line one\nline two with \u202E and an \u00E9")));
        }
        assertThat(verify()).isInstanceOf(AuditCheck.Intact.class);
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        assertThat(lines).hasSize(6).allMatch(line -> line.chars().allMatch(unit -> unit >= ' ' && unit < 0x7F));
        assertThat(lines.get(1))
                .contains("\"type\":\"answered\"", "\"chunk\":\"acme/doc/1/0\"", "\"code\":\"QUERY_ECHO\"")
                .contains("\"query\":\"hmac-sha256:" + QUERY + "\"");
    }

    @Test
    void writersWhenManyThenEveryRecordIsThereOnce() throws Exception {
        try (AuditLog log = signed();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                done.add(threads.submit(() -> events(50).forEach(log::record)));
            }
            for (Future<?> each : done) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(verify())
                .isInstanceOfSatisfying(
                        AuditCheck.Intact.class,
                        intact -> assertThat(intact.records()).isEqualTo(202));
    }

    @Test
    void logWhenAnotherWriterWroteThenGoesOnBehindIt() {
        try (AuditLog one = signed();
                AuditLog other = signed()) {
            one.record(failed("1"));
            other.record(failed("2"));
            one.record(failed("3"));
        }
        assertThat(verify()).isInstanceOf(AuditCheck.Intact.class);
    }

    @Test
    void logsWhenOfManyTenantsThenEachHasItsOwn() {
        try (AuditLogs logs = new AuditLogs(directory, clock, world.signer())) {
            for (TenantId tenant : List.of(ACME, GLOBEX)) {
                logs.record(new AuditEvent.Failed(
                        clock.instant(), SealedWorld.reader(tenant, "reader"), "id", QUERY, WithholdCode.INTERNAL, ""));
            }
            for (TenantId tenant : List.of(ACME, GLOBEX)) {
                assertThat(AuditLog.verify(
                                logs.file(tenant), tenant, world.trusted().get()))
                        .isInstanceOf(AuditCheck.Intact.class);
            }
        }
    }

    private AuditLog signed() {
        return AuditLog.signed(file, ACME, clock, world.signer());
    }

    private AuditCheck verify() {
        return AuditLog.verify(file, ACME, world.trusted().get());
    }

    /** Writes so many events and gives the lines of the file. */
    @Test
    void lineWhenAnAnswerWasStoppedThenHasCodesAndCountsAlone() throws IOException {
        StoppedAnswer answer = new StoppedAnswer(
                SealedWorld.reader(ACME, "reader"),
                "request-7",
                EgressAction.BLOCK,
                Map.of(EgressCode.UNREAD, 1, EgressCode.FOREIGN_CANARY, 2));
        try (AuditLog log = signed()) {
            log.record(new AuditEvent.AnswerStopped(clock.instant(), answer));
        }
        assertThat(Files.readAllLines(file).get(1))
                .contains("\"type\":\"answer-stopped\",\"tenant\":\"acme\",\"subject\":\"reader\"")
                .contains("\"request\":\"request-7\",\"outcome\":\"BLOCK\","
                        + "\"found\":{\"FOREIGN_CANARY\":2,\"UNREAD\":1}");
    }

    private List<String> lines(int events) throws IOException {
        try (AuditLog log = signed()) {
            events(events).forEach(log::record);
        }
        return new ArrayList<>(Files.readAllLines(file, StandardCharsets.US_ASCII));
    }

    private void rewrite(List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.US_ASCII);
    }

    private List<AuditEvent> events(int count) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(i % 2 == 0 ? answered() : failed("request-" + i));
        }
        return events;
    }

    private AuditEvent answered() {
        ChunkId chunk = ChunkId.parse("acme/doc/1/0").orElseThrow();
        return new AuditEvent.Answered(
                clock.instant(),
                new Principal("reader", ACME, Set.of(), Principal.AuthenticatedBy.VERIFIED_TOKEN),
                "request",
                QUERY,
                new PolicyVersion("policy \u00E9"),
                Mode.ENFORCE,
                5,
                List.of(new AuditEvent.Served(chunk, Sha256.ofText("text"))),
                List.of(new Refusal("acme/other/1/0", WithholdCode.QUERY_ECHO)));
    }

    private AuditEvent failed(String request) {
        return new AuditEvent.Failed(
                clock.instant(),
                SealedWorld.reader(ACME, "reader"),
                request,
                QUERY,
                WithholdCode.STORE_FAILED,
                "java.lang.Exception");
    }

    private static int lineOf(byte[] whole, int at) {
        int line = 0;
        for (int i = 0; i < at; i++) {
            line += whole[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
