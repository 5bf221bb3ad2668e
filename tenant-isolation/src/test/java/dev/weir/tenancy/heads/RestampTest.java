package dev.weir.tenancy.heads;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.seal.SealFault;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A new stamp takes effect at once, and undoes nothing that happened since the document was looked at. */
class RestampTest {
    private final HeadScene scene = new HeadScene();
    private final SealedWorld world = scene.world;
    private final DocumentHead judged = scene.document.head();
    private final DocumentHead stamped = judged.withStamp(SealedWorld.stamp(2));

    @Test
    void headWhenStampedThenCountsAtEveryReaderAndTheRowsVerify() {
        world.writer().requireEpoch(world.grant(ACME, WriteAction.REVOKE), 2);
        scene.assertBroken(SealFault.STAMP_TOO_OLD);
        assertThat(restamp(stamped)).containsExactly(stamped);
        scene.assertIntact(world.heads());
        scene.assertIntact(world.newReader());
    }

    @Test
    void headWhenItIsTheVerySameThenIsLeftOutForThatWouldEndorseItsContent() {
        world.worldKeys().add(ACME, KeyRole.INGEST, SealedWorld.START, SealedWorld.START.plus(Duration.ofDays(365)));
        assertThat(restamp(judged)).isEmpty();
    }

    @Test
    void headWhenAnotherVersionCountsThenIsLeftOut() {
        world.ingest(scene.store, ingest(), world.draft("doc", 2, "new"));
        assertLeftOut();
        scene.assertBroken(SealFault.STALE_VERSION);
    }

    @Test
    void headWhenRelabelledThenIsLeftOut() {
        AccessTag tag = new AccessTag(ACME, Set.of(Label.ofGroup("legal")), Set.of());
        world.writer()
                .publish(
                        world.grant(ACME, WriteAction.RELABEL, tag.labels(), Set.of()), HeadScene.withTag(judged, tag));
        assertLeftOut();
    }

    @Test
    void headWhenSuspendedThenIsLeftOutAndStaysWithheld() {
        world.writer().suspend(ingest(), judged.document());
        assertLeftOut();
        scene.assertBroken(SealFault.SUSPENDED);
    }

    @Test
    void headWhenRevokedThenIsLeftOut() {
        world.writer()
                .revoke(
                        world.grant(ACME, WriteAction.REVOKE),
                        LogEntry.Revoked.Target.DOCUMENT,
                        judged.document().value());
        assertLeftOut();
    }

    @Test
    void headWhenErasedThenIsLeftOut() {
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), judged.document());
        assertLeftOut();
        scene.assertBroken(SealFault.ERASED);
    }

    @Test
    void headWhenNeverPublishedThenIsLeftOut() {
        DocumentHead other = world.sealer()
                .seal(ingest(), world.draft("other", 1, "unpublished"))
                .head();
        assertThat(restamp(other)).isEmpty();
    }

    @Test
    void headsWhenOneIsLeftOutThenTheOthersArePublished() {
        DocumentHead other = world.ingest(scene.store, ingest(), world.draft("other", 1, "other"))
                .head()
                .withStamp(SealedWorld.stamp(2));
        world.writer().suspend(ingest(), judged.document());
        assertThat(world.writer().restamp(ingest(), List.of(stamped, other))).containsExactly(other);
    }

    @Test
    void headWhenItsEpochIsLowerThenRefused() {
        restamp(stamped);
        assertThatExceptionOfType(WriteRefusedException.class).isThrownBy(() -> restamp(judged));
    }

    @Test
    void headWhenTheGrantIsForAnotherTenantThenRefused() {
        WriteGrant foreign = world.grant(GLOBEX, WriteAction.INGEST);
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> world.writer().restamp(foreign, List.of(stamped)));
    }

    @Test
    void headWhenTheGrantIsForAnotherActionThenRefused() {
        WriteGrant relabel = world.grant(ACME, WriteAction.RELABEL);
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> world.writer().restamp(relabel, List.of(stamped)));
    }

    @Test
    void headsWhenOfTheSameDocumentThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.writer().restamp(ingest(), List.of(stamped, stamped)));
    }

    @Test
    void suspensionWhenTheHeadCountsThenWithholds() {
        assertThat(world.writer().suspend(ingest(), judged)).isTrue();
        scene.assertBroken(SealFault.SUSPENDED);
    }

    @Test
    void suspensionWhenAnotherVersionCountsThenDoesNothing() {
        DocumentHead next = world.ingest(scene.store, ingest(), world.draft("doc", 2, "new"))
                .head();
        assertThat(world.writer().suspend(ingest(), judged)).isFalse();
        world.heads().refresh(ACME);
        assertThat(world.heads().lookup(ACME, next.document())).isEqualTo(new HeadLookup.Current(next));
    }

    @Test
    void suspensionWhenTheGrantIsForAnotherTenantThenRefused() {
        WriteGrant foreign = world.grant(GLOBEX, WriteAction.INGEST);
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> world.writer().suspend(foreign, judged));
    }

    private void assertLeftOut() {
        world.heads().refresh(ACME);
        LogPosition before = world.heads().position(ACME);
        assertThat(restamp(stamped)).isEmpty();
        world.heads().refresh(ACME);
        assertThat(world.heads().position(ACME)).isEqualTo(before);
    }

    private List<DocumentHead> restamp(DocumentHead head) {
        return world.writer().restamp(ingest(), List.of(head));
    }

    private WriteGrant ingest() {
        return world.grant(ACME, WriteAction.INGEST);
    }
}
