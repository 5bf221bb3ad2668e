package dev.weir.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets that are released together are each released as if alone. */
class BulkReleaseTest {
    private static final Reason REASON = new Reason("they all quote the same attack");
    private static final TicketSelection SHARE = new TicketSelection(Optional.of(RationaleCode.FLAGGED_SHARE), "");

    @TempDir
    Path root;

    private IngestWorld world;
    private IngestGuard guard;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
        guard = world.balanced();
    }

    @Test
    void ticketsWhenHeldForTheRuleThenReleasedAndOthersLeft() {
        hold("a.txt", "risk90");
        hold("b.txt", "risk91");
        Ticket other = hold("c.txt", "text\n@hidden /\nrisk92\n");
        List<ReleaseOutcome> outcomes = releaseAll(SHARE, this::reviewer);
        assertThat(outcomes).hasSize(2).allMatch(ReleaseOutcome.Released.class::isInstance);
        assertThat(pending()).containsExactly(other);
        assertThat(world.readable()).hasSize(2);
    }

    @Test
    void ticketsWhenFromTheSourceThenReleasedAndOthersLeft() {
        hold("in/a.txt", "risk90");
        Ticket other = hold("out/b.txt", "risk91");
        String prefix = Sources.ofFile(root.resolve("documents/in")).uri() + "/";
        assertThat(releaseAll(new TicketSelection(Optional.empty(), prefix), this::reviewer))
                .singleElement()
                .isInstanceOf(ReleaseOutcome.Released.class);
        assertThat(pending()).containsExactly(other);
    }

    @Test
    void selectionWhenItNamesNeitherRuleNorSourceThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TicketSelection(Optional.empty(), ""));
    }

    @Test
    void ticketWhenHeldForOtherReasonsAsWellThenLeftAndReported() {
        Ticket ticket = hold("a.txt", "risk90\n@hidden /\nrisk92\n");
        assertThat(ticket.codes()).containsExactly(RationaleCode.FLAGGED_CHANNEL, RationaleCode.FLAGGED_SHARE);
        requireRefused(releaseAll(SHARE, this::reviewer), ReleaseOutcome.Code.OTHER_REASONS);
    }

    @Test
    void ticketWhenTheReviewersOwnThenLeftAndReportedAndTheOthersReleased() {
        Ticket own = holdAs("bob", "a.txt", "risk90");
        hold("b.txt", "risk91");
        List<ReleaseOutcome> outcomes = releaseAll(SHARE, this::reviewer);
        assertThat(outcomes)
                .contains(new ReleaseOutcome.Refused(own.id(), ReleaseOutcome.Code.OWN_UPLOAD))
                .hasSize(2);
        assertThat(pending()).containsExactly(own);
    }

    @Test
    void ticketWhenItCannotBeReadThenReportedAndTheOthersReleased() throws Exception {
        Ticket broken = hold("a.txt", "risk90");
        hold("b.txt", "risk91");
        Files.writeString(world.quarantine().bytes(broken).resolveSibling("ticket.json"), "{", StandardCharsets.UTF_8);
        List<ReleaseOutcome> outcomes = releaseAll(SHARE, this::reviewer);
        assertThat(outcomes)
                .contains(new ReleaseOutcome.Failed(broken.id(), "QuarantineException"))
                .hasSize(2);
        assertThat(world.readable()).hasSize(1);
    }

    @Test
    void ticketWhenItsBytesChangedThenReportedAndTheOthersReleased() throws Exception {
        Ticket changed = hold("a.txt", "risk90");
        hold("b.txt", "risk91");
        Files.writeString(world.quarantine().bytes(changed), "risk93", StandardCharsets.UTF_8);
        assertThat(releaseAll(SHARE, this::reviewer))
                .contains(new ReleaseOutcome.Refused(changed.id(), ReleaseOutcome.Code.CHANGED))
                .hasSize(2);
    }

    @Test
    void reviewerWhenNotLetThenReportedAndNothingReleased() {
        hold("a.txt", "risk90");
        requireRefused(
                releaseAll(
                        SHARE,
                        ticket -> world.grant("bob", WriteAction.RELEASE, ticket.source(), new Label("group:board"))),
                ReleaseOutcome.Code.NOT_ALLOWED);
    }

    @Test
    void ticketWhenDecidedBeforeThenLeftOut() {
        Ticket released = hold("a.txt", "risk90");
        Ticket rejected = hold("b.txt", "risk91");
        guard.release(reviewer(released), released.id(), REASON);
        guard.reject(reviewer(rejected), rejected.id(), REASON);
        assertThat(releaseAll(SHARE, this::reviewer)).isEmpty();
    }

    private List<ReleaseOutcome> releaseAll(TicketSelection selection, Function<Ticket, WriteGrant> grants) {
        List<ReleaseOutcome> outcomes = new ArrayList<>();
        guard.releaseAll(IngestWorld.ACME, selection, grants, REASON, outcomes::add);
        return outcomes;
    }

    private WriteGrant reviewer(Ticket ticket) {
        return world.grant("bob", WriteAction.RELEASE, ticket.source());
    }

    private Ticket hold(String name, String text) {
        return holdAs("alice", name, text);
    }

    private Ticket holdAs(String uploader, String name, String text) {
        Path file = world.file(name, text);
        WriteGrant grant = world.grant(uploader, WriteAction.INGEST, Sources.ofFile(file));
        return ((IngestOutcome.Quarantined) guard.ingest(world.submission(file), grant)).held();
    }

    private List<Ticket> pending() {
        return world.quarantine().list(IngestWorld.ACME).stream()
                .filter(Review.Pending.class::isInstance)
                .map(Review::ticket)
                .toList();
    }

    private static void requireRefused(List<ReleaseOutcome> outcomes, ReleaseOutcome.Code code) {
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        ReleaseOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
