package dev.weir.tenancy.heads;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.SignatureAlgorithm;
import dev.weir.tenancy.keys.TrustedKeys;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I9: a log that is not in order is refused whole, each disorder with its own fault. */
class I9RefusedLogTest {
    private final HeadScene scene = new HeadScene();
    private final SealedWorld world = scene.world;
    private final Instant now = world.clock().instant();

    @Test
    void shorterLogIsRolledBackForWhoeverSawMore() {
        scene.assertIntact(world.heads());
        world.memoryLog().tamper(ACME, entries -> entries.subList(0, entries.size() - 1));

        scene.assertRefused(world.heads(), LogFault.ROLLED_BACK);
    }

    @Test
    void emptyLogIsRolledBackForWhoeverSawMore() {
        world.memoryLog().tamper(ACME, entries -> List.of());

        scene.assertRefused(world.heads(), LogFault.ROLLED_BACK);
    }

    @Test
    void shorterLogIsRolledBackAfterARestartToo(@TempDir Path directory) {
        scene.assertIntact(reader(directory));
        world.memoryLog().tamper(ACME, entries -> entries.subList(0, entries.size() - 1));

        scene.assertRefused(reader(directory), LogFault.ROLLED_BACK);
    }

    @Test
    void otherLastEntryIsAFork() {
        world.memoryLog().tamper(ACME, entries -> entries.subList(0, entries.size() - 1));
        scene.forge(KeyRole.AUDIT, new LogEntry.Checkpoint(ACME, now.plusSeconds(5)));

        scene.assertRefused(world.heads(), LogFault.FORKED);
    }

    @Test
    void otherHistoryIsAForkAfterARestartToo(@TempDir Path directory) {
        scene.assertIntact(reader(directory));
        world.memoryLog().tamper(ACME, entries -> entries.subList(0, entries.size() - 1));
        scene.forge(KeyRole.AUDIT, new LogEntry.Checkpoint(ACME, now.plusSeconds(5)));
        scene.forge(KeyRole.AUDIT, scene.checkpoint());

        scene.assertRefused(reader(directory), LogFault.FORKED);
    }

    @Test
    void refusedLogStaysRefusedForThatReader() {
        List<byte[]> honest = world.memoryLog().entries(ACME);
        world.memoryLog().tamper(ACME, entries -> List.of());
        scene.assertRefused(world.heads(), LogFault.ROLLED_BACK);
        world.memoryLog().tamper(ACME, entries -> honest);

        scene.assertRefused(world.heads(), LogFault.ROLLED_BACK);
        scene.assertIntact(world.newReader());
    }

    @Test
    void missingEntryBreaksTheChain() {
        world.memoryLog().tamper(ACME, entries -> entries.subList(1, entries.size()));

        scene.assertRefused(world.newReader(), LogFault.BROKEN_CHAIN);
    }

    @Test
    void repeatedEntryBreaksTheChain() {
        world.memoryLog().tamper(ACME, entries -> {
            entries.add(entries.getLast());
            return entries;
        });

        scene.assertRefused(world.newReader(), LogFault.BROKEN_CHAIN);
    }

    @Test
    void entriesInAnotherOrderBreakTheChain() {
        world.memoryLog().tamper(ACME, List::reversed);

        scene.assertRefused(world.newReader(), LogFault.BROKEN_CHAIN);
    }

    @Test
    void entryThatFollowsAnotherHistoryBreaksTheChain() {
        KeyId audit = scene.key(KeyRole.AUDIT);
        world.log().append(ACME, tail -> {
            LogPosition elsewhere = new LogPosition(tail.sequence(), Sha256.ofText("another history"));
            return List.of(scene.signed(elsewhere, audit, now, scene.checkpoint()));
        });

        scene.assertRefused(world.newReader(), LogFault.BROKEN_CHAIN);
    }

    @Test
    void entryThatIsDatedBackBreaksTheChain() {
        scene.forge(ACME, scene.key(KeyRole.AUDIT), now.minusMillis(1), scene.checkpoint());

        scene.assertRefused(world.newReader(), LogFault.BROKEN_CHAIN);
    }

    @Test
    void bytesThatAreNoEntryAreCorrupt() {
        for (byte[] bytes : List.of(new byte[0], new byte[1], new byte[200], new byte[20_000])) {
            HeadScene fresh = new HeadScene();
            fresh.world.log().append(ACME, tail -> List.of(bytes));

            fresh.assertRefused(fresh.world.newReader(), LogFault.CORRUPT);
        }
    }

    @Test
    void entryWithBytesLeftOverIsCorrupt() {
        world.memoryLog().tamper(ACME, entries -> {
            byte[] last = entries.removeLast();
            entries.add(java.util.Arrays.copyOf(last, last.length + 1));
            return entries;
        });

        scene.assertRefused(world.newReader(), LogFault.CORRUPT);
    }

    @Test
    void anotherTenantsLogIsRefused() {
        world.ingest(scene.store, world.grant(GLOBEX, WriteAction.INGEST), world.draft("doc", 1, "foreign"));
        world.memoryLog().tamper(ACME, entries -> world.memoryLog().entries(GLOBEX));

        scene.assertRefused(world.newReader(), LogFault.WRONG_TENANT);
    }

    @Test
    void anotherTenantsEntryInTheOwnChainIsRefused() {
        LogEntry foreign = new LogEntry.Checkpoint(GLOBEX, now.plusSeconds(60));
        scene.forge(ACME, world.signer().currentKey(GLOBEX, KeyRole.AUDIT).orElseThrow(), now, foreign);

        scene.assertRefused(world.newReader(), LogFault.WRONG_TENANT);
    }

    @Test
    void keyOfAnotherTenantIsUnknown() {
        scene.forge(ACME, world.signer().currentKey(GLOBEX, KeyRole.AUDIT).orElseThrow(), now, scene.checkpoint());

        scene.assertRefused(world.newReader(), LogFault.UNKNOWN_KEY);
    }

    @Test
    void keyThatIsNotListedIsUnknown() {
        world.worldKeys().unlist(scene.key(KeyRole.INGEST));

        scene.assertRefused(world.newReader(), LogFault.UNKNOWN_KEY);
    }

    @Test
    void keyAfterItsPeriodIsUnknown() {
        world.worldKeys().end(scene.key(KeyRole.AUDIT), now.plusSeconds(1));
        scene.assertIntact(world.newReader());
        world.clock().advance(Duration.ofSeconds(1));
        scene.forge(KeyRole.AUDIT, scene.checkpoint());

        scene.assertRefused(world.newReader(), LogFault.UNKNOWN_KEY);
    }

    @Test
    void keyBeforeItsPeriodIsUnknown() {
        world.worldKeys().add(ACME, KeyRole.AUDIT, now.plusSeconds(1), now.plusSeconds(9));
        scene.forge(KeyRole.AUDIT, scene.checkpoint());

        scene.assertRefused(world.newReader(), LogFault.UNKNOWN_KEY);
    }

    @Test
    void keyUnderAnotherAlgorithmIsUnknown() {
        KeyId key = scene.key(KeyRole.AUDIT);
        world.log().append(ACME, tail -> {
            byte[] message = LogFormatV1.message(tail, now, key, SignatureAlgorithm.ECDSA_P256, scene.checkpoint());
            return List.of(LogFormatV1.entry(message, world.signer().sign(key, message)));
        });

        scene.assertRefused(world.newReader(), LogFault.UNKNOWN_KEY);
    }

    @Test
    void keyListedLaterIsFoundWithoutARestart() {
        scene.assertIntact(world.heads());
        world.worldKeys().add(ACME, KeyRole.INGEST, now.minusSeconds(1), now.plusSeconds(9));
        world.ingest(scene.store, world.grant(ACME, WriteAction.INGEST), world.draft("other", 1, "text"));

        scene.assertIntact(world.heads());
    }

    @Test
    void signatureOfAnotherKeyIsBad() {
        KeyId audit = scene.key(KeyRole.AUDIT);
        KeyId ingest = scene.key(KeyRole.INGEST);
        world.log().append(ACME, tail -> {
            byte[] message = LogFormatV1.message(tail, now, audit, SignatureAlgorithm.ED25519, scene.checkpoint());
            return List.of(LogFormatV1.entry(message, world.signer().sign(ingest, message)));
        });

        scene.assertRefused(world.newReader(), LogFault.BAD_SIGNATURE);
    }

    @Test
    void badSignatureIsNotCoveredByAnotherKeysLaterEntry() {
        KeyId ingest = scene.key(KeyRole.INGEST);
        KeyId audit = scene.key(KeyRole.AUDIT);
        world.log().append(ACME, tail -> {
            LogEntry erased = new LogEntry.Erased(ACME, scene.document.head().document());
            byte[] message = LogFormatV1.message(tail, now, ingest, SignatureAlgorithm.ED25519, erased);
            byte[] forged = LogFormatV1.entry(message, new byte[64]);
            return List.of(forged, scene.signed(tail.after(forged), audit, now, scene.checkpoint()));
        });

        scene.assertRefused(world.newReader(), LogFault.BAD_SIGNATURE);
    }

    @Test
    void emptySignatureIsBad() {
        KeyId audit = scene.key(KeyRole.AUDIT);
        world.log().append(ACME, tail -> {
            byte[] message = LogFormatV1.message(tail, now, audit, SignatureAlgorithm.ED25519, scene.checkpoint());
            return List.of(LogFormatV1.entry(message, new byte[0]));
        });

        scene.assertRefused(world.newReader(), LogFault.BAD_SIGNATURE);
    }

    @Test
    void revokedKeySignsNothingMore() {
        world.writer()
                .revoke(
                        world.grant(ACME, WriteAction.REVOKE),
                        LogEntry.Revoked.Target.KEY,
                        scene.key(KeyRole.AUDIT).hex());
        scene.assertIntact(world.newReader());
        scene.forge(KeyRole.AUDIT, scene.checkpoint());

        scene.assertRefused(world.newReader(), LogFault.REVOKED_KEY);
    }

    @Test
    void writerDoesNotSignWithARevokedKey() {
        world.writer()
                .revoke(
                        world.grant(ACME, WriteAction.REVOKE),
                        LogEntry.Revoked.Target.KEY,
                        scene.key(KeyRole.AUDIT).hex());

        assertThatThrownBy(() -> world.writer().checkpoint(ACME)).isInstanceOf(WriteRefusedException.class);
        world.writer()
                .erase(
                        world.grant(ACME, WriteAction.ERASE),
                        scene.document.head().document());
        world.newReader().refresh(ACME);
        assertThat(world.newReader().fault(ACME)).isEmpty();
    }

    @Test
    void rolesSignNothingButTheirOwn() {
        LogEntry erased = new LogEntry.Erased(ACME, scene.document.head().document());
        LogEntry revoked = new LogEntry.Revoked(ACME, LogEntry.Revoked.Target.DOCUMENT, "doc");
        LogEntry minimum = new LogEntry.MinimumStamp(ACME, 0);
        assertWrongRole(KeyRole.INGEST, revoked);
        assertWrongRole(KeyRole.INGEST, minimum);
        assertWrongRole(KeyRole.INGEST, scene.checkpoint());
        assertWrongRole(KeyRole.ACL, minimum);
        assertWrongRole(KeyRole.ACL, scene.checkpoint());
        assertWrongRole(KeyRole.AUDIT, erased);
        assertWrongRole(KeyRole.AUDIT, new LogEntry.Published(scene.document.head()));
    }

    @Test
    void ingestKeyCannotChangeTheAudience() {
        AccessTag wider = new AccessTag(ACME, Set.of(new Label("tenant"), new Label("group:legal")), Set.of());

        assertIllegal(KeyRole.INGEST, HeadScene.withTag(scene.document.head(), wider));
    }

    @Test
    void ingestKeyCannotRaiseTrust() {
        assertIllegal(KeyRole.INGEST, head(1, scene.document.head().root(), TrustTier.CURATED));
    }

    @Test
    void ingestKeyCannotGoBackToAnOlderVersion() {
        world.ingest(scene.store, world.grant(ACME, WriteAction.INGEST), world.draft("doc", 3, "new"));

        assertIllegal(KeyRole.INGEST, head(2, Sha256.ofText("root"), TrustTier.INTERNAL));
    }

    @Test
    void ingestKeyCannotChangeAVersionsContent() {
        assertIllegal(KeyRole.INGEST, head(1, Sha256.ofText("root"), TrustTier.INTERNAL));
    }

    @Test
    void aclKeyCannotChangeContent() {
        assertIllegal(KeyRole.ACL, head(1, Sha256.ofText("root"), TrustTier.INTERNAL));
    }

    @Test
    void aclKeyCannotPublishAVersion() {
        assertIllegal(KeyRole.ACL, head(2, scene.document.head().root(), TrustTier.INTERNAL));
    }

    @Test
    void aclKeyCannotBringBackWhatWasErased() {
        world.writer()
                .erase(
                        world.grant(ACME, WriteAction.ERASE),
                        scene.document.head().document());

        assertIllegal(KeyRole.ACL, scene.document.head());
    }

    @Test
    void ingestKeyCannotBringBackAnErasedVersion() {
        world.writer()
                .erase(
                        world.grant(ACME, WriteAction.ERASE),
                        scene.document.head().document());

        assertIllegal(KeyRole.INGEST, scene.document.head());
    }

    @Test
    void nothingIsServedBeforeTheLogWasReadToItsEnd() {
        scene.forge(KeyRole.ACL, new LogEntry.Revoked(ACME, LogEntry.Revoked.Target.DOCUMENT, "other"));
        AtomicReference<HeadReader> reading = new AtomicReference<>();
        List<HeadLookup> seen = new ArrayList<>();
        TrustedKeys all = world.trusted().get();
        world.worldKeys().unlist(scene.key(KeyRole.ACL));
        TrustedKeys withoutAcl = world.trusted().get();
        HeadReader reader = new HeadReader(
                world.log(),
                () -> {
                    HeadReader current = reading.get();
                    if (current == null) {
                        return withoutAcl;
                    }
                    seen.add(current.lookup(ACME, scene.document.head().document()));
                    return all;
                },
                SeenPositions.inMemory(),
                world.clock(),
                Duration.ZERO);
        reading.set(reader);

        scene.assertIntact(reader);
        assertThat(seen).containsExactly(new HeadLookup.None(HeadFault.LOG_REFUSED));
    }

    @Test
    void headOfAnotherAudienceThanTheGrantsIsNotPublished() {
        DocumentHead open = world.sealer()
                .seal(world.grant(ACME, WriteAction.INGEST), world.draft("new", 1, "text"))
                .head();
        AccessTag finance = new AccessTag(ACME, Set.of(Label.ofGroup("finance")), Set.of());

        assertThatThrownBy(() ->
                        world.writer().publish(world.grant(ACME, WriteAction.INGEST), HeadScene.withTag(open, finance)))
                .isInstanceOf(WriteRefusedException.class)
                .hasMessageContaining("audience");
    }

    @Test
    void headOfMoreTrustThanTheGrantsIsNotPublished() {
        DocumentHead low = world.sealer()
                .seal(
                        world.grant(ACME, WriteAction.INGEST).lowerTrust(TrustTier.UNKNOWN),
                        world.draft("new", 1, "text"))
                .head();
        DocumentHead raised = new DocumentHead(
                low.tag(),
                low.document(),
                1,
                low.treeSize(),
                low.root(),
                TrustTier.CURATED,
                low.attester(),
                low.expiresAt(),
                low.stamp());

        assertThatThrownBy(() -> world.writer().publish(world.grant(ACME, WriteAction.INGEST), raised))
                .isInstanceOf(WriteRefusedException.class)
                .hasMessageContaining("trust");
    }

    private void assertWrongRole(KeyRole role, LogEntry entry) {
        HeadScene fresh = new HeadScene();
        fresh.forge(role, entry);
        fresh.assertRefused(fresh.world.newReader(), LogFault.WRONG_ROLE);
    }

    private void assertIllegal(KeyRole role, DocumentHead head) {
        scene.forge(role, new LogEntry.Published(head));
        scene.assertRefused(world.newReader(), LogFault.ILLEGAL_HEAD);
    }

    private DocumentHead head(long version, Sha256 root, TrustTier trust) {
        DocumentHead head = scene.document.head();
        return new DocumentHead(
                head.tag(),
                head.document(),
                version,
                head.treeSize(),
                root,
                trust,
                head.attester(),
                head.expiresAt(),
                head.stamp());
    }

    private HeadReader reader(Path directory) {
        return new HeadReader(
                world.log(), world.trusted(), SeenPositions.inDirectory(directory), world.clock(), Duration.ZERO);
    }
}
