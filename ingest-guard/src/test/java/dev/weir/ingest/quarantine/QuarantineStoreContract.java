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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every quarantine must do. */
abstract class QuarantineStoreContract {
    static final String CONTENT = "held bytes";

    @TempDir
    Path root;

    final SealedWorld world = SealedWorld.inMemory();
    QuarantineStore store;
    private Path file;

    /** Opens the quarantine that the one before left. */
    abstract QuarantineStore open();

    @BeforeEach
    void hold() throws IOException {
        store = open();
        file = Files.writeString(root.resolve("a.txt"), CONTENT, UTF_8);
    }

    @Test
    void ticketWhenHeldThenItReadsBackEqualInAnotherStore() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        QuarantineStore other = open();
        assertThat(other.list(SealedWorld.ACME)).containsExactly(new Review.Pending(ticket));
    }

    @Test
    void fileWhenItIsNotWhatWasScannedThenNothingIsHeld() {
        assertThat(hold(ticket(SealedWorld.ACME, "other bytes"))).isEmpty();
        assertThat(store.list(SealedWorld.ACME)).isEmpty();
    }

    @Test
    void fileWhenItIsGoneThenNothingIsHeld() throws IOException {
        Files.delete(file);
        assertThat(hold(ticket(SealedWorld.ACME, CONTENT))).isEmpty();
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
        store.recordDecision(world.grant(SealedWorld.ACME, WriteAction.RELEASE), ticket, first);
        Release second = new Release("eve", new Reason("because I may do so"), 2, SealedWorld.START);
        store.recordDecision(world.grant(SealedWorld.ACME, WriteAction.RELEASE), ticket, second);
        assertThat(store.find(SealedWorld.ACME, ticket.id())).contains(new Review.Released(ticket, first));
    }

    @Test
    void releaseWhenTheGrantIsForAnIngestThenThrown() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Release release = new Release("bob", new Reason("it quotes an attack"), 1, SealedWorld.START);
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(
                        () -> store.recordDecision(world.grant(SealedWorld.ACME, WriteAction.INGEST), ticket, release));
    }

    @Test
    void purgeOfManyWhenTheGrantIsForAnIngestThenThrown() {
        hold(ticket(SealedWorld.ACME, CONTENT));
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> store.purge(world.grant(SealedWorld.ACME, WriteAction.INGEST), ticket -> true));
        assertThat(store.list(SealedWorld.ACME)).hasSize(1);
    }

    @Test
    void ticketWhenHeldThenItsBytesAreRead() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);

        assertThat(open().<String>reading(ticket, held -> {
                    try {
                        return Files.readString(held, UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .isEqualTo(CONTENT);
    }

    @Test
    void ticketWhenHeldFromMemoryThenSameAndNotTwice() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        WriteGrant grant = world.grant(SealedWorld.ACME, WriteAction.INGEST);

        assertThat(store.hold(grant, ticket, CONTENT.getBytes(UTF_8))).contains(new Review.Pending(ticket));
        assertThat(hold(ticket)).contains(new Review.Pending(ticket));
        assertThat(store.ids(SealedWorld.ACME)).containsExactly(ticket.id());
    }

    @Test
    void decisionWhenTheDocumentWasPublishedSinceThenCountsNoMore() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        store.recordDecision(
                world.grant(SealedWorld.ACME, WriteAction.RELEASE),
                ticket,
                new Rejection("bob", new Reason("it is an attack"), SealedWorld.START));
        assertThat(hold(ticket)).hasValueSatisfying(review -> assertThat(review).isInstanceOf(Review.Rejected.class));

        Ticket later = copy(ticket, ticket.id(), ticket.withheld(), ticket.afterVersion() + 1);

        assertThat(hold(later)).contains(new Review.Pending(later));
        assertThat(open().list(SealedWorld.ACME)).containsExactly(new Review.Pending(later));
    }

    @Test
    void ticketWhenPurgedThenNothingOfItIsLeft() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);

        assertThat(store.purge(world.grant(SealedWorld.ACME, WriteAction.ERASE), ticket.id()))
                .contains(ticket);
        assertThat(open().list(SealedWorld.ACME)).isEmpty();
        assertThat(store.purge(world.grant(SealedWorld.ACME, WriteAction.ERASE), ticket.id()))
                .isEmpty();
    }

    final Optional<Review> hold(Ticket ticket) {
        return store.hold(world.grant(SealedWorld.ACME, WriteAction.INGEST), ticket, file);
    }

    static Ticket ticket(TenantId tenant, String content) {
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
        return copy(ticket, id, withheld, ticket.afterVersion());
    }

    private static Ticket copy(Ticket ticket, TicketId id, int withheld, long afterVersion) {
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
                afterVersion,
                heldAt,
                ticket.expiresAt(),
                ticket.attributes());
    }
}
