package dev.weir.tenancy.seal;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.heads.AdoptionSnapshot;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.heads.SnapshotHeads;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A row that is not adopted passes if a snapshot vouches for exactly it, and the log has never heard of it. */
class SnapshotHeadsTest {
    private static final DocumentId DOC = new DocumentId("doc");

    private final SealedWorld world = SealedWorld.inMemory();
    private final Instant deadline = SealedWorld.START.plus(Duration.ofHours(20));
    private final WriteGrant grant = world.grant(ACME, WriteAction.INGEST).lowerTrust(TrustTier.ADOPTED);
    private final SealedDocument document = seal("doc", deadline, "a text", "another text");
    private final SnapshotHeads heads = new SnapshotHeads(world.heads(), List.of(snapshot(document)));
    private final SealVerifier verifier = new SealVerifier(heads, world.clock());

    @BeforeEach
    void logWithAnEntry() {
        world.writer().checkpoint(ACME);
        world.heads().refresh(ACME);
    }

    private SealedDocument seal(String name, Instant expiresAt, String... texts) {
        DocumentDraft draft = world.draft(name, 1, texts);
        return world.sealer()
                .seal(
                        grant,
                        world.draft(
                                name,
                                1,
                                draft.source().uri(),
                                draft.batch(),
                                expiresAt,
                                draft.stamp(),
                                draft.chunks()));
    }

    private AdoptionSnapshot snapshot(SealedDocument sealed) {
        return AdoptionSnapshot.sign(
                grant,
                "wiki",
                deadline,
                List.of(sealed.head()),
                world.signer(),
                world.worldKeys().get(),
                world.clock());
    }

    private SealCheck verify(Candidate row, TenantId reader) {
        return verifier.verify(row, world.scope(reader));
    }

    private Candidate row() {
        return SealedWorld.row(document.chunks().getFirst());
    }

    private SealFault fault(Candidate row) {
        return ((SealCheck.Broken) verify(row, ACME)).fault();
    }

    private SealFault faultAfterRefresh() {
        world.heads().refresh(ACME);
        return fault(row());
    }

    @Test
    void rowWhenTheSnapshotVouchesForItThenIsIntactAndProvisional() {
        for (SealedChunk chunk : document.chunks()) {
            VerifiedChunk verified = ((SealCheck.Intact) verify(SealedWorld.row(chunk), ACME)).chunk();
            assertThat(verified.head().trust()).isEqualTo(TrustTier.ADOPTED);
            assertThat(verified.head().attester()).isEqualTo(SealedWorld.INGESTER);
            assertThat(heads.isProvisional(verified.head())).isTrue();
        }
        assertThat(heads.tags(ACME)).containsExactly(grant.tag());
    }

    @Test
    void rowWhenThereIsNoSnapshotThenIsOfAnUnknownDocument() {
        assertThat(((SealCheck.Broken) world.verifier().verify(row(), world.scope(ACME))).fault())
                .isEqualTo(SealFault.UNKNOWN_DOCUMENT);
    }

    @Test
    void rowWhenTheDeadlineHasComeThenHasExpired() {
        world.clock().set(deadline.minusMillis(1));
        assertThat(verify(row(), ACME)).isInstanceOf(SealCheck.Intact.class);
        world.clock().set(deadline);
        assertThat(fault(row())).isEqualTo(SealFault.EXPIRED);
    }

    @Test
    void rowWhenItsTextChangedThenIsRefused() {
        Candidate changed = new Candidate(
                row().id().orElseThrow(),
                "A text",
                row().seal().orElseThrow(),
                row().vector().orElseThrow(),
                Map.of(),
                1);
        assertThat(fault(changed)).isEqualTo(SealFault.TEXT_ALTERED);
    }

    @Test
    void rowWhenTheReaderIsOfAnotherTenantThenIsOutOfScope() {
        assertThat(verify(row(), GLOBEX)).isInstanceOf(SealCheck.OutOfScope.class);
    }

    @Test
    void rowWhenItIsNotOfTheSnapshotThenIsRefused() {
        Candidate unsealed = new Candidate("acme/other/1/0", "a text", null, null, Map.of(), 1);
        assertThat(fault(unsealed)).isEqualTo(SealFault.UNSEALED);
        Candidate other =
                SealedWorld.row(seal("other", deadline, "a text").chunks().getFirst());
        assertThat(fault(other)).isEqualTo(SealFault.UNKNOWN_DOCUMENT);
        Candidate moreOfIt = SealedWorld.row(seal("doc", deadline, "a text", "another text", "a third")
                .chunks()
                .getLast());
        assertThat(fault(moreOfIt)).isEqualTo(SealFault.NOT_IN_DOCUMENT);
    }

    @Test
    void rowWhenItsDocumentIsAdoptedThenTheLogDecides() {
        SealedDocument adopted = seal("doc", DocumentHead.NEVER, "a text", "another text");
        world.publish(grant, adopted.head());

        VerifiedChunk verified = ((SealCheck.Intact) verify(row(), ACME)).chunk();

        assertThat(verified.head()).isEqualTo(adopted.head());
        assertThat(heads.isProvisional(verified.head())).isFalse();
        world.clock().set(deadline.minusMillis(1));
        assertThat(verify(row(), ACME)).isInstanceOf(SealCheck.Intact.class);
    }

    @Test
    void rowWhenAnotherVersionIsInTheLogThenDoesNotFallBack() {
        world.publish(
                grant,
                seal("doc", DocumentHead.NEVER, "a text that replaced them").head());
        assertThat(fault(row())).isEqualTo(SealFault.NOT_IN_DOCUMENT);
    }

    @Test
    void rowWhenItsDocumentWasErasedThenDoesNotFallBack() {
        world.publish(
                grant, seal("doc", DocumentHead.NEVER, "a text", "another text").head());
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), DOC);
        assertThat(faultAfterRefresh()).isEqualTo(SealFault.ERASED);
    }

    @Test
    void rowWhenItsDocumentIsSuspendedThenDoesNotFallBack() {
        world.publish(
                grant, seal("doc", DocumentHead.NEVER, "a text", "another text").head());
        world.writer().suspend(grant, DOC);
        assertThat(faultAfterRefresh()).isEqualTo(SealFault.SUSPENDED);
    }

    @Test
    void rowWhenItsDocumentIsRevokedBeforeItWasAdoptedThenDoesNotFallBack() {
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.DOCUMENT, "doc");
        assertThat(faultAfterRefresh()).isEqualTo(SealFault.UNKNOWN_DOCUMENT);
    }

    @Test
    void rowWhenItsBatchOrSourceIsRevokedThenIsRefused() {
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.BATCH, "batch-1");
        assertThat(faultAfterRefresh()).isEqualTo(SealFault.REVOKED);
    }

    @Test
    void rowWhenTheSnapshotsKeyIsRevokedThenIsOfAnUnknownDocument() {
        String key =
                world.signer().currentKey(ACME, KeyRole.INGEST).orElseThrow().hex();
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.KEY, key);
        assertThat(faultAfterRefresh()).isEqualTo(SealFault.UNKNOWN_DOCUMENT);
        assertThat(heads.tags(ACME)).isEmpty();
    }

    @Test
    void rowWhenTheLogsCheckpointHasExpiredThenDoesNotFallBack() {
        Instant late = SealedWorld.START.plus(Duration.ofDays(9));
        AdoptionSnapshot later = AdoptionSnapshot.sign(
                grant,
                "wiki",
                late,
                List.of(seal("doc", late, "a text", "another text").head()),
                world.signer(),
                world.worldKeys().get(),
                world.clock());
        SealVerifier lasting = new SealVerifier(new SnapshotHeads(world.heads(), List.of(later)), world.clock());
        world.clock()
                .set(SealedWorld.START.plus(SealedWorld.CHECKPOINT_LIFETIME).minusMillis(1));
        assertThat(lasting.verify(row(), world.scope(ACME))).isInstanceOf(SealCheck.Intact.class);

        world.clock().set(SealedWorld.START.plus(SealedWorld.CHECKPOINT_LIFETIME));

        assertThat(((SealCheck.Broken) lasting.verify(row(), world.scope(ACME))).fault())
                .isEqualTo(SealFault.CHECKPOINT_EXPIRED);
    }

    @Test
    void rowWhenTheLogWasNeverReadThenDoesNotFallBack() {
        SnapshotHeads unread = new SnapshotHeads(world.newReader(), List.of(snapshot(document)));
        SealCheck check = new SealVerifier(unread, world.clock()).verify(row(), world.scope(ACME));
        assertThat(((SealCheck.Broken) check).fault()).isEqualTo(SealFault.UNKNOWN_DOCUMENT);
        assertThat(unread.lookup(ACME, DOC)).isEqualTo(new HeadLookup.None(HeadFault.UNKNOWN_DOCUMENT));
    }

    @Test
    void rowWhenTheLogIsRefusedThenDoesNotFallBack() {
        world.memoryLog().append(ACME, tail -> List.of(new byte[] {1}));
        assertThat(faultAfterRefresh()).isEqualTo(SealFault.LOG_REFUSED);
        assertThat(heads.fault(ACME)).isPresent();
    }

    @Test
    void lookupWhenTheDocumentIsOfNeitherThenIsTheLogs() {
        assertThat(heads.lookup(ACME, new DocumentId("none")))
                .isEqualTo(new HeadLookup.None(HeadFault.UNKNOWN_DOCUMENT));
    }

    @Test
    void headsWhenTwoSnapshotsAreOfOneTenantThenAreRefused() {
        AdoptionSnapshot one = snapshot(document);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SnapshotHeads(world.heads(), List.of(one, snapshot(document))));
    }
}
