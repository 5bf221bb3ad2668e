package dev.weir.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.verdict.OnExternalText;
import dev.weir.ingest.verdict.OnFlagged;
import dev.weir.ingest.verdict.OnHeldSuccessor;
import dev.weir.ingest.verdict.OnUnread;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.ingest.verdict.VerdictRules;
import dev.weir.models.detect.Channel;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is served while a successor is held. */
class HeldSuccessorTest {
    private static final Reason REASON = new Reason("read it whole, both versions");

    @TempDir
    Path root;

    private IngestWorld world;
    private IngestGuard guard;
    private Path file;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
        guard = world.guard(policies(OnHeldSuccessor.WITHHOLD));
        file = world.file("a.txt", "The old text.");
    }

    @Test
    void policyWhenItKeepsThenTheOldVersionStaysServed() {
        IngestGuard keeping = world.guard(policies(OnHeldSuccessor.KEEP));
        world.ingest(keeping, file);
        hold(keeping, "risk90");
        assertThat(served()).containsExactly("The old text.");
    }

    @Test
    void policyWhenItWithholdsThenNothingIsServedUntilARelease() {
        world.ingest(guard, file);
        Ticket ticket = hold(guard, "risk90");
        assertThat(served()).isEmpty();
        assertThat(guard.release(reviewer("bob"), ticket.id(), REASON)).isInstanceOf(ReleaseOutcome.Released.class);
        assertThat(served()).containsExactly("risk90");
    }

    @Test
    void documentWhenItHasNoVersionYetThenNothingIsSuspended() {
        hold(guard, "risk90");
        assertThat(entries()).isZero();
    }

    @Test
    void successorWhenHeldAgainThenTheLogSaysItOnce() {
        world.ingest(guard, file);
        hold(guard, "risk90");
        long after = entries();
        hold(guard, "risk90");
        hold(guard, "another risk91");
        assertThat(entries()).isEqualTo(after);
    }

    @Test
    void versionWhenALaterOneIsSealedThenItIsServed() {
        world.ingest(guard, file);
        hold(guard, "risk90");
        world.file("a.txt", "The mended text.");
        world.ingest(guard, file);
        assertThat(served()).containsExactly("The mended text.");
    }

    @Test
    void versionWhenTheOldTextComesBackThenItIsServedUnderItsOldHead() {
        IngestOutcome first = world.ingest(guard, file);
        hold(guard, "risk90");
        world.file("a.txt", "The old text.");
        IngestOutcome back = world.ingest(guard, file);
        assertThat(((IngestOutcome.Sealed) back).head()).isEqualTo(((IngestOutcome.Sealed) first).head());
        assertThat(served()).containsExactly("The old text.");
    }

    @Test
    void releasedVersionWhenItComesBackThenItIsServed() {
        world.ingest(guard, file);
        Ticket ticket = hold(guard, "risk90");
        guard.release(reviewer("bob"), ticket.id(), REASON);
        hold(guard, "another risk91");
        assertThat(served()).isEmpty();
        world.file("a.txt", "risk90");
        assertThat(world.ingest(guard, file)).isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(served()).containsExactly("risk90");
    }

    @Test
    void trustWhenLoweredBeforeThenASealAfterASuspensionRaisesNone() {
        guard.ingest(world.submission(file), world.grant(file).lowerTrust(TrustTier.EXTERNAL));
        hold(guard, "risk90");
        world.file("a.txt", "The mended text.");
        IngestOutcome outcome = world.ingest(guard, file);
        assertThat(((IngestOutcome.Sealed) outcome).head().trust()).isEqualTo(TrustTier.EXTERNAL);
    }

    @Test
    void successorWhenForAnotherAudienceThenItSuspendsNothing() {
        world.ingest(guard, file);
        world.file("a.txt", "risk90");
        WriteGrant other = world.grant("alice", WriteAction.INGEST, Sources.ofFile(file), new Label("group:finance"));
        assertThat(guard.ingest(world.submission(file), other)).isInstanceOf(IngestOutcome.Quarantined.class);
        assertThat(served()).containsExactly("The old text.");
    }

    @Test
    void ingestWhenKilledBetweenHoldAndSuspensionThenSubmittingAgainEndsTheSame() {
        world.ingest(guard, file);
        world.file("a.txt", "risk90");
        assertThatExceptionOfType(HeadLogException.class).isThrownBy(() -> world.ingest(breaking(), file));
        assertThat(world.quarantine().list(IngestWorld.ACME)).hasSize(1);
        assertThat(served()).containsExactly("The old text.");
        Ticket ticket = hold(guard, "risk90");
        assertThat(served()).isEmpty();
        assertThat(world.quarantine().list(IngestWorld.ACME)).containsExactly(new Review.Pending(ticket));
    }

    @Test
    void successorWhenRejectedThenTheOldVersionIsServedAgain() {
        IngestOutcome first = world.ingest(guard, file);
        Ticket ticket = hold(guard, "risk90");
        RejectOutcome outcome = guard.reject(reviewer("bob"), ticket.id(), REASON);
        assertThat(((RejectOutcome.Rejected) outcome).servedAgain()).contains(((IngestOutcome.Sealed) first).head());
        assertThat(served()).containsExactly("The old text.");
        assertThat(world.quarantine().find(IngestWorld.ACME, ticket.id()).orElseThrow())
                .isInstanceOfSatisfying(
                        Review.Rejected.class,
                        rejected -> assertThat(rejected.rejection().reviewer()).isEqualTo("bob"));
        assertThat(QuarantineStore.open(
                                root.resolve("quarantine"), world.sealed().clock())
                        .list(IngestWorld.ACME))
                .hasSize(1);
    }

    @Test
    void successorWhenRejectedThenTheSameTextSuspendsNothingAnyMore() {
        world.ingest(guard, file);
        guard.reject(reviewer("bob"), hold(guard, "risk90").id(), REASON);
        hold(guard, "risk90");
        assertThat(served()).containsExactly("The old text.");
    }

    @Test
    void successorWhenOneOfTwoIsRejectedThenTheOtherStillWithholds() {
        world.ingest(guard, file);
        Ticket first = hold(guard, "risk90");
        Ticket second = hold(guard, "another risk91");
        guard.reject(reviewer("bob"), first.id(), REASON);
        assertThat(served()).isEmpty();
        guard.reject(reviewer("bob"), second.id(), REASON);
        assertThat(served()).containsExactly("The old text.");
    }

    @Test
    void rejectionWhenRepeatedThenTheFirstRecordStands() {
        world.ingest(guard, file);
        Ticket ticket = hold(guard, "risk90");
        guard.reject(reviewer("bob"), ticket.id(), REASON);
        RejectOutcome again = guard.reject(reviewer("carol"), ticket.id(), REASON);
        assertThat(((RejectOutcome.Rejected) again).rejection().reviewer()).isEqualTo("bob");
    }

    @Test
    void rejectionWhenByTheUploaderThenRefused() {
        world.ingest(guard, file);
        Ticket ticket = hold(guard, "risk90");
        RejectOutcome outcome = guard.reject(reviewer("alice"), ticket.id(), REASON);
        assertThat(((RejectOutcome.Refused) outcome).code()).isEqualTo(ReleaseOutcome.Code.OWN_UPLOAD);
        assertThat(served()).isEmpty();
    }

    @Test
    void rejectionWhenReleasedBeforeThenRefused() {
        world.ingest(guard, file);
        Ticket ticket = hold(guard, "risk90");
        guard.release(reviewer("bob"), ticket.id(), REASON);
        RejectOutcome outcome = guard.reject(reviewer("bob"), ticket.id(), REASON);
        assertThat(((RejectOutcome.Refused) outcome).code()).isEqualTo(ReleaseOutcome.Code.ALREADY_RELEASED);
    }

    @Test
    void ticketWhenRejectedThenItsReleaseIsRefused() {
        Ticket ticket = hold(guard, "risk90");
        guard.reject(reviewer("bob"), ticket.id(), REASON);
        ReleaseOutcome outcome = guard.release(reviewer("bob"), ticket.id(), REASON);
        assertThat(((ReleaseOutcome.Refused) outcome).code()).isEqualTo(ReleaseOutcome.Code.REJECTED);
    }

    @Test
    void textWhenItComesBackAfterALaterVersionThenItsTicketCanBeReleased() {
        world.ingest(guard, file);
        guard.release(reviewer("bob"), hold(guard, "risk90").id(), REASON);
        world.file("a.txt", "The mended text.");
        world.ingest(guard, file);
        Ticket back = hold(guard, "risk90");
        assertThat(served()).isEmpty();
        assertThat(guard.release(reviewer("bob"), back.id(), REASON)).isInstanceOf(ReleaseOutcome.Released.class);
        assertThat(served()).containsExactly("risk90");
    }

    private Ticket hold(IngestGuard by, String text) {
        world.file("a.txt", text);
        return ((IngestOutcome.Quarantined) world.ingest(by, file)).held();
    }

    private List<String> served() {
        return world.readable().stream().map(chunk -> chunk.text()).toList();
    }

    private long entries() {
        world.sealed().heads().refresh(IngestWorld.ACME);
        return world.sealed().heads().position(IngestWorld.ACME).sequence();
    }

    private WriteGrant reviewer(String subject) {
        return world.grant(subject, WriteAction.RELEASE, Sources.ofFile(file));
    }

    /** A guard whose log takes nothing, as after a kill. */
    private IngestGuard breaking() {
        SealedWorld sealed = world.sealed();
        HeadLog broken = new HeadLog() {
            @Override
            public Set<TenantId> tenants() {
                return sealed.log().tenants();
            }

            @Override
            public List<byte[]> read(TenantId tenant, long sequence, int limit) {
                return sealed.log().read(tenant, sequence, limit);
            }

            @Override
            public void append(TenantId tenant, Function<LogPosition, List<byte[]>> entries) {
                throw new HeadLogException("the disk is full");
            }

            @Override
            public void close() {
                sealed.log().close();
            }
        };
        HeadLogWriter writer = new HeadLogWriter(
                broken,
                sealed.heads(),
                sealed.signer(),
                sealed.trusted(),
                sealed.clock(),
                SealedWorld.CHECKPOINT_LIFETIME);
        return new IngestGuard(
                world.scanner(policies(OnHeldSuccessor.WITHHOLD)),
                IngestWorld.embedder(),
                new IngestTargets(world.chunks(), sealed.heads(), writer, sealed.digests(), world.quarantine()),
                sealed.clock());
    }

    private static VerdictPolicies policies(OnHeldSuccessor onHeldSuccessor) {
        return VerdictPolicies.of(new VerdictRules(
                "successors",
                Map.of(Channel.BODY, 0.01),
                OnFlagged.WITHHOLD,
                OnUnread.HOLD,
                Set.of(),
                1,
                1.0,
                Set.of(),
                onHeldSuccessor,
                OnExternalText.JUDGE));
    }
}
