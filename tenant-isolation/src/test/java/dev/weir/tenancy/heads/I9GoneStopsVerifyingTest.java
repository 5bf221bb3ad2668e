package dev.weir.tenancy.heads;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealFault;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** I9: what was replaced, erased, revoked or relabelled stops verifying at once, whatever the store still holds. */
class I9GoneStopsVerifyingTest {
    private final HeadScene scene = new HeadScene();
    private final SealedWorld world = scene.world;
    private final DocumentId doc = scene.document.head().document();

    @Test
    void currentChunkVerifiesAtEveryReader() {
        scene.assertIntact(world.heads());
        scene.assertIntact(world.newReader());
    }

    @Test
    void replacedVersionStopsVerifyingAtOnce() {
        world.ingest(scene.store, world.grant(ACME, WriteAction.INGEST), world.draft("doc", 2, "new"));

        scene.assertBroken(SealFault.STALE_VERSION);
    }

    @Test
    void versionThatWasNeverPublishedDoesNotVerify() {
        SealedDocument next =
                world.sealer().seal(world.grant(ACME, WriteAction.INGEST), world.draft("doc", 2, "unpublished"));

        assertThat(world.verifier().verify(SealedWorld.row(next.chunks().getFirst()), scene.scope))
                .isInstanceOfSatisfying(
                        SealCheck.Broken.class,
                        broken -> assertThat(broken.fault()).isEqualTo(SealFault.STALE_VERSION));
    }

    @Test
    void documentThatWasNeverPublishedDoesNotVerify() {
        SealedDocument other =
                world.sealer().seal(world.grant(ACME, WriteAction.INGEST), world.draft("other", 1, "unpublished"));

        assertThat(world.verifier().verify(SealedWorld.row(other.chunks().getFirst()), scene.scope))
                .isInstanceOfSatisfying(
                        SealCheck.Broken.class,
                        broken -> assertThat(broken.fault()).isEqualTo(SealFault.UNKNOWN_DOCUMENT));
    }

    @Test
    void erasedDocumentStopsVerifyingAtOnceAndForGood() {
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), doc);
        scene.assertBroken(SealFault.ERASED);

        world.ingest(scene.store, world.grant(ACME, WriteAction.INGEST), world.draft("doc", 2, "new"));
        scene.assertBroken(SealFault.STALE_VERSION);
    }

    @Test
    void erasedVersionCannotBePublishedAgain() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), doc);

        assertThatThrownBy(() -> world.writer().publish(grant, scene.document.head()))
                .isInstanceOf(dev.weir.tenancy.WriteRefusedException.class);
        scene.assertBroken(SealFault.ERASED);
    }

    @Test
    void revokedDocumentWhenTheCallerMayReadItThenTheCallerIsTold() {
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.DOCUMENT, doc.value());

        assertThat(scene.check(world.heads()))
                .isInstanceOfSatisfying(
                        SealCheck.Broken.class,
                        broken -> assertThat(broken.claim()).isInstanceOf(SealCheck.Claim.Visible.class));
    }

    @Test
    void erasedDocumentWhenTheCallerMightHaveReadItThenItLooksAbsent() {
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), doc);

        assertThat(scene.check(world.heads()))
                .isInstanceOfSatisfying(
                        SealCheck.Broken.class,
                        broken -> assertThat(broken.claim()).isInstanceOf(SealCheck.Claim.AuditOnly.class));
    }

    @Test
    void revokedSourceStopsVerifyingAtOnce() {
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.SOURCE, "test:doc");

        scene.assertBroken(SealFault.REVOKED);
    }

    @ParameterizedTest
    @EnumSource(LogEntry.Revoked.Target.class)
    void revokedDocumentStopsVerifyingAtOnce(LogEntry.Revoked.Target target) {
        String value = switch (target) {
            case KEY -> scene.key(KeyRole.INGEST).hex();
            case SOURCE -> "test:doc";
            case BATCH -> "batch-1";
            case DOCUMENT -> "doc";
        };
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), target, value);

        scene.assertBroken(SealFault.REVOKED);
    }

    @ParameterizedTest
    @EnumSource(LogEntry.Revoked.Target.class)
    void revocationOfSomethingElseChangesNothing(LogEntry.Revoked.Target target) {
        String value = target == LogEntry.Revoked.Target.KEY ? "0".repeat(32) : "test:doc2";
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), target, value);

        scene.assertIntact(world.heads());
    }

    @Test
    void revocationThatCouldNotMatchAnythingIsRefused() {
        WriteGrant grant = world.grant(ACME, WriteAction.REVOKE);
        String shouted = scene.key(KeyRole.INGEST).hex().toUpperCase(java.util.Locale.ROOT);

        assertThatThrownBy(() -> world.writer().revoke(grant, LogEntry.Revoked.Target.KEY, shouted + "F"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> world.writer().revoke(grant, LogEntry.Revoked.Target.DOCUMENT, "a b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> world.writer().revoke(grant, LogEntry.Revoked.Target.BATCH, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void revokedIngestKeyIsNotLaunderedByALaterRelabel() {
        relabel(Set.of(Label.ofGroup("finance")));
        relabel(Set.of());
        scene.assertIntact(world.heads());

        world.writer()
                .revoke(
                        world.grant(ACME, WriteAction.REVOKE),
                        LogEntry.Revoked.Target.KEY,
                        scene.key(KeyRole.INGEST).hex());

        scene.assertBroken(SealFault.REVOKED);
    }

    @Test
    void revokedAclKeyIsNotLaunderedByALaterStamp() {
        relabel(Set.of());
        world.publish(world.grant(ACME, WriteAction.INGEST), scene.document.head());
        scene.assertIntact(world.heads());

        world.writer()
                .revoke(
                        world.grant(ACME, WriteAction.REVOKE),
                        LogEntry.Revoked.Target.KEY,
                        scene.key(KeyRole.ACL).hex());

        scene.assertBroken(SealFault.REVOKED);
    }

    @Test
    void documentVerifiesAgainOnceAnotherKeyVouchesForIt() {
        world.writer()
                .revoke(
                        world.grant(ACME, WriteAction.REVOKE),
                        LogEntry.Revoked.Target.KEY,
                        scene.key(KeyRole.INGEST).hex());
        world.worldKeys().add(ACME, KeyRole.INGEST, SealedWorld.START, SealedWorld.START.plus(Duration.ofDays(9)));
        scene.assertBroken(SealFault.REVOKED);

        world.writer().erase(world.grant(ACME, WriteAction.ERASE), doc);
        SealedDocument again =
                world.ingest(scene.store, world.grant(ACME, WriteAction.INGEST), world.draft("doc", 2, "one"));

        assertThat(world.verifier().verify(SealedWorld.row(again.chunks().getFirst()), scene.scope))
                .isInstanceOf(SealCheck.Intact.class);
    }

    @Test
    void relabelledDocumentIsOutOfScopeAtOnce() {
        Label finance = Label.ofGroup("finance");
        relabel(Set.of(finance));

        assertThat(scene.check(world.heads()))
                .isInstanceOfSatisfying(
                        SealCheck.OutOfScope.class,
                        out -> assertThat(out.chunk())
                                .isEqualTo(scene.document.chunks().getFirst().id()));
        assertThat(world.verifier()
                        .verify(
                                SealedWorld.row(scene.document.chunks().getFirst()),
                                world.scope(SealedWorld.reader(ACME, "anna", "finance"))))
                .isInstanceOf(SealCheck.Intact.class);
    }

    @Test
    void documentScannedByOldRulesStopsVerifyingOnceNewerOnesAreAskedFor() {
        world.writer().requireEpoch(world.grant(ACME, WriteAction.REVOKE), 2);

        scene.assertBroken(SealFault.STAMP_TOO_OLD);
    }

    @Test
    void suspendedDocumentStopsVerifyingUntilALaterVersionIsPublished() {
        world.writer().suspend(world.grant(ACME, WriteAction.INGEST), doc);
        scene.assertBroken(SealFault.SUSPENDED);

        SealedDocument later =
                world.ingest(scene.store, world.grant(ACME, WriteAction.INGEST), world.draft("doc", 2, "one"));

        assertThat(world.verifier().verify(SealedWorld.row(later.chunks().getFirst()), scene.scope))
                .isInstanceOf(SealCheck.Intact.class);
        scene.assertBroken(SealFault.STALE_VERSION);
    }

    @Test
    void sameHeadPublishedAgainEndsASuspension() {
        world.writer().suspend(world.grant(ACME, WriteAction.INGEST), doc);
        world.publish(world.grant(ACME, WriteAction.INGEST), scene.document.head());

        scene.assertIntact(world.heads());
    }

    @Test
    void relabelDoesNotEndASuspension() {
        world.writer().suspend(world.grant(ACME, WriteAction.INGEST), doc);
        DocumentHead head = scene.document.head();
        WriteGrant grant = world.grant(ACME, WriteAction.RELABEL, Set.of(new Label("group:finance")), Set.of());
        world.publish(grant, HeadScene.withTag(head, grant.tag()));

        assertThat(world.heads().lookup(ACME, doc))
                .isInstanceOfSatisfying(
                        HeadLookup.Withdrawn.class,
                        withdrawn -> assertThat(withdrawn.fault()).isEqualTo(HeadFault.SUSPENDED));
    }

    @Test
    void newStampDoesNotVouchForContentThatARevokedKeySigned() {
        KeyId stolen = restampedByAnotherKey();
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.KEY, stolen.hex());

        scene.assertBroken(SealFault.REVOKED);
    }

    @Test
    void relabelAfterANewStampDoesNotVouchForContentThatARevokedKeySigned() {
        KeyId stolen = restampedByAnotherKey();
        world.publish(
                world.grant(ACME, WriteAction.RELABEL), scene.document.head().withStamp(SealedWorld.stamp(2)));
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.KEY, stolen.hex());

        scene.assertBroken(SealFault.REVOKED);
    }

    @Test
    void stampOfARevokedKeyDoesNotCount() {
        KeyId stolen = world.worldKeys()
                .add(ACME, KeyRole.INGEST, SealedWorld.START, SealedWorld.START.plus(Duration.ofDays(365)));
        world.publish(
                world.grant(ACME, WriteAction.INGEST), scene.document.head().withStamp(SealedWorld.stamp(2)));
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.KEY, stolen.hex());

        scene.assertBroken(SealFault.REVOKED);
    }

    @Test
    void sameHeadAgainVouchesForContentThatARevokedKeySigned() {
        KeyId stolen = scene.key(KeyRole.INGEST);
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.KEY, stolen.hex());
        world.worldKeys().add(ACME, KeyRole.INGEST, SealedWorld.START, SealedWorld.START.plus(Duration.ofDays(365)));
        world.publish(world.grant(ACME, WriteAction.INGEST), scene.document.head());
        // The audience was the stolen key's as well: the first head's key vouches for it.
        world.publish(world.grant(ACME, WriteAction.RELABEL), scene.document.head());

        scene.assertIntact(world.heads());
    }

    @Test
    void suspensionOfAnUnknownDocumentChangesNothing() {
        world.writer().suspend(world.grant(ACME, WriteAction.INGEST), new DocumentId("other"));

        scene.assertIntact(world.heads());
        assertThat(world.heads().lookup(ACME, new DocumentId("other")))
                .isEqualTo(new HeadLookup.None(HeadFault.UNKNOWN_DOCUMENT));
    }

    @Test
    void documentBelowTheCurrentEpochStaysServed() {
        world.writer().raiseEpoch(world.grant(ACME, WriteAction.REVOKE), 2);

        scene.assertIntact(world.heads());
        assertThat(world.heads().currentEpoch(ACME)).isEqualTo(2);
    }

    @Test
    void headsOfOneStepCountTogether() {
        SealedDocument two =
                world.sealer().seal(world.grant(ACME, WriteAction.INGEST), world.draft("two", 1, "second"));
        SealedDocument three =
                world.sealer().seal(world.grant(ACME, WriteAction.INGEST), world.draft("three", 1, "third"));
        int before = world.memoryLog().entries(ACME).size();

        world.writer().publish(world.grant(ACME, WriteAction.INGEST), List.of(two.head(), three.head()));

        assertThat(world.memoryLog().entries(ACME)).hasSize(before + 2);
        world.heads().refresh(ACME);
        assertThat(world.verifier().verify(SealedWorld.row(two.chunks().getFirst()), scene.scope))
                .isInstanceOf(SealCheck.Intact.class);
        assertThat(world.verifier().verify(SealedWorld.row(three.chunks().getFirst()), scene.scope))
                .isInstanceOf(SealCheck.Intact.class);
    }

    @Test
    void headsThatAreTooLongForOneEntryAreRefusedAndTheLogStaysWhole() {
        Set<Label> groups = IntStream.range(0, AccessTag.MAX_LABELS)
                .mapToObj(i -> new Label("group:" + "x".repeat(50) + i))
                .collect(Collectors.toSet());
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST, groups, Set.of());
        DocumentHead sample =
                world.sealer().seal(grant, world.draft("wide", 1, "text")).head();
        List<DocumentHead> heads = IntStream.range(0, LogEntry.Published.MAX_HEADS)
                .mapToObj(i -> new DocumentHead(
                        sample.tag(),
                        new DocumentId("wide-" + i),
                        1,
                        1,
                        sample.root(),
                        sample.trust(),
                        sample.attester(),
                        sample.expiresAt(),
                        sample.stamp()))
                .toList();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.writer().publish(grant, heads))
                .withMessageContaining("publish fewer heads");
        world.writer().publish(grant, heads.subList(0, 100));
        scene.assertIntact(world.newReader());
    }

    @Test
    void oneStepTakesNoTwoHeadsOfOneDocument() {
        DocumentHead head = scene.document.head();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.writer().publish(world.grant(ACME, WriteAction.INGEST), List.of(head, head)))
                .withMessageContaining("different documents");
    }

    @Test
    void minimumStampIsNeverLowered() {
        world.writer().requireEpoch(world.grant(ACME, WriteAction.REVOKE), 2);
        world.writer().requireEpoch(world.grant(ACME, WriteAction.REVOKE), 0);

        scene.assertBroken(SealFault.STAMP_TOO_OLD);
    }

    @Test
    void expiredDocumentStopsVerifyingAtItsInstant() {
        SealedDocument brief = world.ingest(
                scene.store,
                world.grant(ACME, WriteAction.INGEST),
                world.draft(
                        "brief",
                        1,
                        "test:brief",
                        "batch-1",
                        SealedWorld.START.plusSeconds(60),
                        SealedWorld.stamp(1),
                        world.draft("brief", 1, "text").chunks()));
        world.clock().advance(Duration.ofMillis(59_999));
        assertThat(world.verifier().verify(SealedWorld.row(brief.chunks().getFirst()), scene.scope))
                .isInstanceOf(SealCheck.Intact.class);
        world.clock().advance(Duration.ofMillis(1));

        assertThat(world.verifier().verify(SealedWorld.row(brief.chunks().getFirst()), scene.scope))
                .isInstanceOfSatisfying(
                        SealCheck.Broken.class,
                        broken -> assertThat(broken.fault()).isEqualTo(SealFault.EXPIRED));
    }

    @Test
    void expiredScopeReadsNothing() {
        world.clock().advance(SealedWorld.GRANT_LIFETIME);

        assertThat(scene.check(world.heads())).isInstanceOf(SealCheck.OutOfScope.class);
    }

    @Test
    void logWithoutACurrentCheckpointServesNothing() {
        world.clock().advance(SealedWorld.CHECKPOINT_LIFETIME);
        scene.assertBroken(SealFault.CHECKPOINT_EXPIRED);

        world.writer().checkpoint(ACME);
        world.heads().refresh(ACME);

        assertThat(world.heads().lookup(ACME, doc)).isInstanceOf(HeadLookup.Current.class);
    }

    @Test
    void everyReaderFollowsTheSameWriter() {
        List<HeadReader> readers = List.of(world.newReader(), world.newReader(), world.heads());
        readers.forEach(scene::assertIntact);

        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.DOCUMENT, "doc");

        readers.forEach(reader -> scene.assertBroken(reader, SealFault.REVOKED));
    }

    @Test
    void readerWithinItsStalenessBoundFreshensWhenItEnds() {
        HeadReader reader = new HeadReader(
                world.log(), world.trusted(), SeenPositions.inMemory(), world.clock(), Duration.ofSeconds(10));
        reader.freshen(ACME);
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), doc);
        reader.freshen(ACME);
        assertThat(reader.lookup(ACME, doc)).isInstanceOf(HeadLookup.Current.class);

        world.clock().advance(Duration.ofSeconds(10));
        reader.freshen(ACME);

        assertThat(reader.lookup(ACME, doc)).isEqualTo(new HeadLookup.None(HeadFault.ERASED));
    }

    @Test
    void readerFreshensWhenTheClockWasSetBack() {
        HeadReader reader = new HeadReader(
                world.log(), world.trusted(), SeenPositions.inMemory(), world.clock(), Duration.ofSeconds(10));
        reader.freshen(ACME);
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), doc);
        world.clock().advance(Duration.ofDays(-1));
        reader.freshen(ACME);

        assertThat(reader.lookup(ACME, doc)).isEqualTo(new HeadLookup.None(HeadFault.ERASED));
    }

    @Test
    void writerWhoseClockWasSetBackStillWritesALogThatReadersTake() {
        world.clock().advance(Duration.ofMinutes(-5));
        world.writer().erase(world.grant(ACME, WriteAction.ERASE), doc);

        scene.assertBroken(world.newReader(), SealFault.ERASED);
    }

    private void relabel(Set<Label> labels) {
        WriteGrant grant = world.grant(ACME, WriteAction.RELABEL, labels, Set.of());
        DocumentHead head = ((HeadLookup.Current) world.heads().lookup(ACME, doc)).head();
        world.publish(grant, HeadScene.withTag(head, grant.tag()));
    }

    /** The key that signed the content; another one signed the stamp since, and the ACL key the audience. */
    private KeyId restampedByAnotherKey() {
        KeyId content = scene.key(KeyRole.INGEST);
        world.publish(world.grant(ACME, WriteAction.RELABEL), scene.document.head());
        world.worldKeys().add(ACME, KeyRole.INGEST, SealedWorld.START, SealedWorld.START.plus(Duration.ofDays(365)));
        world.publish(
                world.grant(ACME, WriteAction.INGEST), scene.document.head().withStamp(SealedWorld.stamp(2)));
        scene.assertIntact(world.heads());
        return content;
    }
}
