package dev.weir.ingest.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.LocatedFinding;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Evidence;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineStoreTest {
    private static final String CONTENT = "held bytes";

    @TempDir
    Path root;

    private final SealedWorld world = SealedWorld.inMemory();
    private QuarantineStore store;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        store = QuarantineStore.open(root.resolve("quarantine"), world.clock());
        file = Files.writeString(root.resolve("a.txt"), CONTENT, UTF_8);
    }

    @Test
    void ticketWhenHeldThenItReadsBackEqualInAnotherStore() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        QuarantineStore other = QuarantineStore.open(root.resolve("quarantine"), world.clock());
        assertThat(other.list(SealedWorld.ACME)).containsExactly(new Review.Pending(ticket));
    }

    @Test
    void fileWhenItIsNotWhatWasScannedThenNothingIsHeld() {
        assertThat(hold(ticket(SealedWorld.ACME, "other bytes"))).isEmpty();
        assertThat(store.list(SealedWorld.ACME)).isEmpty();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void fileWhenItIsGoneThenNothingIsHeld() throws IOException {
        Files.delete(file);
        assertThat(hold(ticket(SealedWorld.ACME, CONTENT))).isEmpty();
    }

    @Test
    void filesWhenWrittenThenOnlyTheirOwnerMayReadThem() throws IOException {
        hold(ticket(SealedWorld.ACME, CONTENT));
        try (Stream<Path> paths = Files.walk(root.resolve("quarantine"))) {
            for (Path path : paths.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as("%s", path)
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void tenantWhenAnotherThenItSeesNothing() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        assertThat(store.list(SealedWorld.GLOBEX)).isEmpty();
        assertThat(store.find(SealedWorld.GLOBEX, ticket.id())).isEmpty();
        assertThat(store.purge(world.grant(SealedWorld.GLOBEX, WriteAction.ERASE), ticket.id()))
                .isEmpty();
        assertThat(store.find(SealedWorld.ACME, ticket.id())).isPresent();
    }

    @Test
    void grantWhenForAnotherTenantThenNothingIsHeld() {
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> store.hold(
                        world.grant(SealedWorld.GLOBEX, WriteAction.INGEST), ticket(SealedWorld.ACME, CONTENT), file));
    }

    @Test
    void ticketFileWhenMovedToAnotherTenantThenRefused() throws IOException {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Path from = root.resolve("quarantine/acme").resolve(ticket.id().value());
        Files.createDirectories(root.resolve("quarantine/globex"));
        Files.move(from, root.resolve("quarantine/globex").resolve(ticket.id().value()));
        assertThatExceptionOfType(QuarantineException.class)
                .isThrownBy(() -> store.find(SealedWorld.GLOBEX, ticket.id()));
    }

    @Test
    void ticketFileWhenDamagedThenRefused() throws IOException {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Path json = store.bytes(ticket).resolveSibling("ticket.json");
        String content = Files.readString(json, UTF_8);
        for (String damaged : List.of(
                "",
                "{}",
                content.substring(0, content.length() / 2),
                content.replace("\"format\":1", "\"format\":2"),
                content.replace("INTERNAL", "SUPREME"),
                content.replace("\"labels\":[\"tenant\"]", "\"labels\":[\"group:all\"]"))) {
            Files.writeString(json, damaged, UTF_8);
            assertThatExceptionOfType(QuarantineException.class)
                    .isThrownBy(() -> store.find(SealedWorld.ACME, ticket.id()));
        }
    }

    @Test
    void ticketWhenWrittenBeforeThereWereSignsThenItHasNone() throws IOException {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Path json = store.bytes(ticket).resolveSibling("ticket.json");
        String content = Files.readString(json, UTF_8);
        String before = content.replaceFirst("\"signs\":\\[[^]]*],", "");
        assertThat(before).isNotEqualTo(content);
        Files.writeString(json, before, UTF_8);
        assertThat(store.find(SealedWorld.ACME, ticket.id())
                        .orElseThrow()
                        .ticket()
                        .signs())
                .isEmpty();
    }

    @Test
    void ticketWhenItsIdIsAnothersThenRefused() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy(ticket, new TicketId("0".repeat(32)), ticket.withheld()));
    }

    @Test
    void ticketWhenMoreIsWithheldThanThereIsThenRefused() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        assertThatIllegalArgumentException().isThrownBy(() -> copy(ticket, ticket.id(), ticket.segments() + 1));
    }

    @Test
    void releaseWhenRecordedTwiceThenTheFirstStands() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Release first = new Release("bob", new Reason("it quotes an attack"), 1, SealedWorld.START);
        store.recordRelease(world.grant(SealedWorld.ACME, WriteAction.RELEASE), ticket, first);
        Release second = new Release("eve", new Reason("because I may do so"), 2, SealedWorld.START);
        store.recordRelease(world.grant(SealedWorld.ACME, WriteAction.RELEASE), ticket, second);
        assertThat(store.find(SealedWorld.ACME, ticket.id())).contains(new Review.Released(ticket, first));
    }

    @Test
    void releaseWhenTheGrantIsForAnIngestThenThrown() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Release release = new Release("bob", new Reason("it quotes an attack"), 1, SealedWorld.START);
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(
                        () -> store.recordRelease(world.grant(SealedWorld.ACME, WriteAction.INGEST), ticket, release));
    }

    @Test
    void leftoverOfACrashWhenOldThenClearedAndWhenYoungThenLeft() throws IOException {
        hold(ticket(SealedWorld.ACME, CONTENT));
        Path tenant = root.resolve("quarantine/acme");
        Path old = Files.createDirectory(tenant.resolve(".new-old"));
        Files.writeString(old.resolve("bytes"), "half", UTF_8);
        Path young = Files.createDirectory(tenant.resolve(".new-young"));
        Files.setLastModifiedTime(old, FileTime.from(SealedWorld.START.minus(Duration.ofDays(2))));
        Files.setLastModifiedTime(young, FileTime.from(SealedWorld.START));
        assertThat(store.list(SealedWorld.ACME)).hasSize(1);
        QuarantineStore reopened = QuarantineStore.open(root.resolve("quarantine"), world.clock());
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(reopened.list(SealedWorld.ACME)).hasSize(1);
    }

    @Test
    void purgeWhenACrashLeftBytesOfSuchATicketThenTheyGoTooAndOthersStay() throws IOException {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Path tenant = root.resolve("quarantine/acme");
        Path held = tenant.resolve(ticket.id().value());
        Path half = Files.createDirectory(tenant.resolve(".new-half"));
        Files.copy(held.resolve("ticket.json"), half.resolve("ticket.json"));
        Files.writeString(half.resolve("bytes"), "half", UTF_8);
        Path going = Files.createDirectory(tenant.resolve(".gone-" + ticket.id().value()));
        Files.writeString(going.resolve("bytes"), "going", UTF_8);
        Path young = Files.createDirectory(tenant.resolve(".new-young"));
        WriteGrant grant = world.grant(SealedWorld.ACME, WriteAction.ERASE);

        assertThat(store.purge(grant, other -> false)).isZero();
        assertThat(going).doesNotExist();
        assertThat(half).exists();
        assertThat(store.purge(grant, ticket::equals)).isEqualTo(1);

        assertThat(leftovers()).containsExactly(young);
    }

    @Test
    void purgeOfManyWhenTheGrantIsForAnIngestThenThrown() {
        hold(ticket(SealedWorld.ACME, CONTENT));
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> store.purge(world.grant(SealedWorld.ACME, WriteAction.INGEST), ticket -> true));
        assertThat(store.list(SealedWorld.ACME)).hasSize(1);
    }

    private Optional<Review> hold(Ticket ticket) {
        return store.hold(world.grant(SealedWorld.ACME, WriteAction.INGEST), ticket, file);
    }

    private List<Path> leftovers() {
        try (Stream<Path> entries = Files.list(root.resolve("quarantine/acme"))) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ticket ticket(TenantId tenant, String content) {
        AccessTag tag = new AccessTag(tenant, Set.of(new Label("tenant")), Set.of(SealedWorld.RESTRICTED));
        DocumentId document = new DocumentId("doc-1");
        Sha256 bytes = Sha256.ofText(content);
        Sha256 text = Sha256.ofText("text");
        return new Ticket(
                TicketId.of(tag, document, bytes, text, SealedWorld.stamp(1)),
                tag,
                TrustTier.INTERNAL,
                document,
                new SourceRef("file:///a.txt"),
                "batch-1",
                "alice",
                "a.txt",
                "text/plain",
                "text/html",
                bytes,
                text,
                "plain/1",
                SealedWorld.stamp(1),
                List.of(RationaleCode.FLAGGED_COUNT, RationaleCode.FLAGGED_SHARE),
                List.of(
                        finding(new Evidence.Matched("rule-1")),
                        finding(new Evidence.Classified("model", 1, 3, -0.5)),
                        finding(new Evidence.Anomalous("entropy", 7.25))),
                List.of(new Gap(GapCode.ENCRYPTED, "/1", "detail")),
                List.of(
                        new CorpusSign(RationaleCode.HUB, 7.25, 6, CorpusSign.Effect.HOLDS, ""),
                        new CorpusSign(
                                RationaleCode.CONTRADICTS_TRUSTED,
                                0.7,
                                0.6,
                                CorpusSign.Effect.NOTED,
                                "acme/doc-2/1/0")),
                List.of(new Verdict.Cut(1, new Span(4, 17))),
                3,
                2,
                4,
                SealedWorld.START,
                DocumentHead.NEVER,
                Map.of("colour", "green"));
    }

    private static HeldFinding finding(Evidence evidence) {
        return new HeldFinding(
                new LocatedFinding(
                        "/2",
                        new Finding(
                                new DetectorId("test/1"),
                                Technique.ROLE_MARKER,
                                Channel.DECODED,
                                new Span(3, 9),
                                new Score(0.1 + 0.2, "test"),
                                evidence)),
                List.of(Sha256.ofText("around"), Sha256.ofText("behind")));
    }

    private static Ticket copy(Ticket ticket, TicketId id, int withheld) {
        Instant heldAt = ticket.heldAt();
        return new Ticket(
                id,
                ticket.tag(),
                ticket.trust(),
                ticket.document(),
                ticket.source(),
                ticket.batch(),
                ticket.uploader(),
                ticket.name(),
                ticket.declaredMediaType(),
                ticket.mediaType(),
                ticket.bytes(),
                ticket.text(),
                ticket.pipeline(),
                ticket.stamp(),
                ticket.codes(),
                ticket.findings(),
                ticket.gaps(),
                ticket.signs(),
                ticket.cuts(),
                ticket.segments(),
                withheld,
                ticket.afterVersion(),
                heldAt,
                ticket.expiresAt(),
                ticket.attributes());
    }
}
