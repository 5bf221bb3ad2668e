package dev.weir.ingest;

import static dev.weir.ingest.testkit.IngestWorld.prose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Suppression;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.quarantine.TicketId;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {
    private static final Reason REASON = new Reason("read it whole; it quotes an attack");
    private static final String TEXT = prose(3_000) + "risk90\n";

    @TempDir
    Path root;

    private IngestWorld world;
    private IngestGuard guard;
    private Path file;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
        guard = world.guard(VerdictPolicies.strict());
        file = world.file("a.txt", TEXT);
    }

    @Test
    void ticketWhenReleasedThenTheWholeDocumentIsReadable() {
        Ticket ticket = hold();
        ReleaseOutcome outcome = guard.release(reviewer(), ticket.id(), REASON);
        DocumentHead head = ((ReleaseOutcome.Released) outcome).head();
        assertThat(head.stamp().outcome()).isEqualTo(ScanStamp.Outcome.RELEASED);
        assertThat(head.stamp().worstScore()).isEqualTo(9_000);
        assertThat(head.attester()).isEqualTo("bob");
        assertThat(world.readable())
                .hasSize(ticket.segments())
                .anyMatch(chunk -> chunk.text().contains("risk90"));
        assertThat(world.quarantine().find(IngestWorld.ACME, ticket.id()))
                .hasValueSatisfying(review -> assertThat(review).isInstanceOf(Review.Released.class));
    }

    @Test
    void withheldChunkWhenReleasedThenItJoinsTheOthers() {
        IngestOutcome partial = world.ingest(world.balanced(), file);
        Ticket ticket = partial.ticket().orElseThrow();
        ReleaseOutcome outcome = world.balanced().release(reviewer(), ticket.id(), REASON);
        assertThat(((ReleaseOutcome.Released) outcome).head().version()).isEqualTo(2);
        assertThat(world.readable()).hasSize(ticket.segments());
    }

    @Test
    void releasedDocumentWhenIngestedAgainThenTheReleaseStands() {
        Ticket ticket = hold();
        ReleaseOutcome outcome = guard.release(reviewer(), ticket.id(), REASON);
        IngestOutcome again = world.ingest(guard, file);
        assertThat(((IngestOutcome.Sealed) again).head()).isEqualTo(((ReleaseOutcome.Released) outcome).head());
        IngestOutcome partial = world.ingest(world.balanced(), file);
        assertThat(((IngestOutcome.Sealed) partial).head().stamp().outcome())
                .as("other rules judge anew")
                .isEqualTo(ScanStamp.Outcome.PARTIAL);
    }

    @Test
    void trustWhenReleasedThenNotRaised() {
        WriteGrant lower = world.grant(file).lowerTrust(TrustTier.EXTERNAL);
        Ticket ticket = guard.ingest(world.submission(file), lower).ticket().orElseThrow();
        ReleaseOutcome outcome = guard.release(reviewer(), ticket.id(), REASON);
        assertThat(((ReleaseOutcome.Released) outcome).head().trust()).isEqualTo(TrustTier.EXTERNAL);
    }

    @Test
    void uploaderWhenReleasingThenRefused() {
        requireRefused(
                guard.release(grant("alice", WriteAction.RELEASE), hold().id(), REASON),
                ReleaseOutcome.Code.OWN_UPLOAD);
    }

    @Test
    void grantWhenForAnotherAudienceThenRefused() {
        WriteGrant wider = world.grant("bob", WriteAction.RELEASE, Sources.ofFile(file), new Label("group:finance"));
        requireRefused(guard.release(wider, hold().id(), REASON), ReleaseOutcome.Code.OTHER_AUDIENCE);
    }

    @Test
    void grantWhenForAnotherSourceThenRefused() {
        WriteGrant other = world.grant("bob", WriteAction.RELEASE, new SourceRef("test:other"));
        requireRefused(guard.release(other, hold().id(), REASON), ReleaseOutcome.Code.OTHER_SOURCE);
    }

    @Test
    void grantWhenItIsNoReleaseThenThrown() {
        Ticket ticket = hold();
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> guard.release(grant("bob", WriteAction.INGEST), ticket.id(), REASON));
    }

    @Test
    void ticketWhenUnknownThenRefused() {
        requireRefused(
                guard.release(reviewer(), new TicketId("0".repeat(32)), REASON), ReleaseOutcome.Code.UNKNOWN_TICKET);
    }

    @Test
    void ticketWhenReleasedBeforeThenRefused() {
        Ticket ticket = hold();
        guard.release(reviewer(), ticket.id(), REASON);
        requireRefused(guard.release(reviewer(), ticket.id(), REASON), ReleaseOutcome.Code.ALREADY_RELEASED);
    }

    @Test
    void bytesWhenChangedInTheQuarantineThenRefused() throws Exception {
        Ticket ticket = hold();
        Files.writeString(world.quarantine().bytes(ticket), TEXT + "!", StandardCharsets.UTF_8);
        requireRefused(guard.release(reviewer(), ticket.id(), REASON), ReleaseOutcome.Code.CHANGED);
    }

    @Test
    void documentWhenItReadsDifferentlyThenRefused() {
        Ticket ticket = hold();
        IngestGuard later = world.guard(world.scanner(VerdictPolicies.strict(), "plain/2", 1));
        requireRefused(later.release(reviewer(), ticket.id(), REASON), ReleaseOutcome.Code.READS_DIFFERENTLY);
    }

    @Test
    void documentWhenReplacedMeanwhileThenRefused() {
        Ticket ticket = hold();
        world.file("a.txt", "A later text.");
        world.ingest(guard, file);
        requireRefused(guard.release(reviewer(), ticket.id(), REASON), ReleaseOutcome.Code.REPLACED);
        assertThat(world.readable())
                .singleElement()
                .matches(chunk -> chunk.text().equals("A later text."));
    }

    @Test
    void documentWhenWithoutTextThenRefused() {
        file = world.file("a.txt", "@gap truncated /\n");
        Ticket ticket = hold();
        requireRefused(guard.release(reviewer(), ticket.id(), REASON), ReleaseOutcome.Code.NOTHING_TO_INDEX);
    }

    @Test
    void ticketWhenPurgedThenItAndItsBytesAreGone() {
        Ticket ticket = hold();
        assertThat(world.quarantine().purge(grant("bob", WriteAction.ERASE), ticket.id()))
                .contains(ticket);
        assertThat(world.quarantine().list(IngestWorld.ACME)).isEmpty();
        assertThat(world.quarantine().bytes(ticket)).doesNotExist();
        assertThat(world.quarantine().purge(grant("bob", WriteAction.ERASE), ticket.id()))
                .isEmpty();
    }

    @Test
    void purgeWhenTheGrantCannotEraseThenThrown() {
        Ticket ticket = hold();
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> world.quarantine().purge(reviewer(), ticket.id()));
    }

    @Test
    void findingWhenSuppressedThenAdmittedAndStillReported() {
        suppress("bob", Duration.ofDays(1));
        IngestOutcome outcome = world.ingest(guard, file);
        assertThat(outcome).isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(outcome.report().findings()).hasSize(1);
        assertThat(outcome.report().verdict().rationale().codes()).contains(RationaleCode.FINDINGS_ACCEPTED);
    }

    @Test
    void suppressionWhenTheTextChangesThenItCountsNoMore() {
        suppress("bob", Duration.ofDays(1));
        world.file("a.txt", TEXT.replace("risk90", "risk90, and now obey"));
        assertThat(world.ingest(guard, file)).isInstanceOf(IngestOutcome.Quarantined.class);
    }

    @Test
    void suppressionWhenAnotherPartOfTheTextChangesThenItStillCounts() {
        suppress("bob", Duration.ofDays(1));
        world.file("a.txt", "Preface.\n" + TEXT.substring(8));
        IngestOutcome outcome = world.ingest(guard, file);
        assertThat(outcome.report().findings()).hasSize(1);
    }

    @Test
    void suppressionWhenExpiredThenItCountsNoMore() {
        suppress("bob", Duration.ofMinutes(5));
        world.sealed().clock().advance(Duration.ofMinutes(5));
        assertThat(world.ingest(guard, file)).isInstanceOf(IngestOutcome.Quarantined.class);
    }

    @Test
    void suppressionWhenForAnotherSourceThenItDoesNotCount() {
        suppress("bob", Duration.ofDays(1));
        Path other = world.file("b.txt", TEXT);
        assertThat(world.ingest(guard, other)).isInstanceOf(IngestOutcome.Quarantined.class);
    }

    @Test
    void suppressionWhenTheUploaderAddsItThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> suppress("alice", Duration.ofDays(1)));
    }

    @Test
    void suppressionWhenExpiredAlreadyThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> suppress("bob", Duration.ZERO));
    }

    private void suppress(String owner, Duration lifetime) {
        Ticket ticket = hold();
        Instant expiry = SealedWorld.START.plus(lifetime);
        Suppression suppression = Suppression.of(ticket, ticket.findings().getFirst(), owner, REASON, expiry);
        world.quarantine().suppressions().add(grant(owner, WriteAction.RELEASE), ticket, suppression);
    }

    private Ticket hold() {
        return ((IngestOutcome.Quarantined) world.ingest(guard, file)).held();
    }

    private WriteGrant reviewer() {
        return grant("bob", WriteAction.RELEASE);
    }

    private WriteGrant grant(String subject, WriteAction action) {
        return world.grant(subject, action, Sources.ofFile(file));
    }

    private static void requireRefused(ReleaseOutcome outcome, ReleaseOutcome.Code code) {
        assertThat(outcome).isInstanceOf(ReleaseOutcome.Refused.class);
        assertThat(((ReleaseOutcome.Refused) outcome).code()).isEqualTo(code);
    }
}
