package dev.weir.tenancy.heads;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.SignatureAlgorithm;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealFault;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One document in a world, readers of its log, and a forger who holds keys and the log. */
final class HeadScene {
    final SealedWorld world = SealedWorld.inMemory();
    final InMemoryChunkStore store = new InMemoryChunkStore(world.clock());
    final SealedDocument document =
            world.ingest(store, world.grant(ACME, WriteAction.INGEST), world.draft("doc", 1, "one", "two"));
    final AccessScope scope = world.scope(ACME);

    /** What a verifier over this reader says of the document's first chunk. */
    SealCheck check(HeadReader reader) {
        reader.refresh(ACME);
        return new SealVerifier(reader, world.clock())
                .verify(SealedWorld.row(document.chunks().getFirst()), scope);
    }

    /** Checks that the log reader of the world finds exactly this fault with the first chunk. */
    void assertBroken(SealFault fault) {
        assertBroken(world.heads(), fault);
    }

    void assertBroken(HeadReader reader, SealFault fault) {
        assertThat(check(reader))
                .isInstanceOfSatisfying(
                        SealCheck.Broken.class,
                        broken -> assertThat(broken.fault()).isEqualTo(fault));
    }

    void assertIntact(HeadReader reader) {
        assertThat(check(reader)).isInstanceOf(SealCheck.Intact.class);
    }

    /** Checks that a reader refuses the tenant's log with this fault, and serves nothing of it. */
    void assertRefused(HeadReader reader, LogFault fault) {
        reader.refresh(ACME);
        assertThat(reader.fault(ACME)).contains(fault);
        assertThat(reader.lookup(ACME, document.head().document()))
                .isEqualTo(new HeadLookup.None(HeadFault.LOG_REFUSED));
        assertThat(reader.tags(ACME)).isEmpty();
        List<DocumentHead> shown = new ArrayList<>();
        reader.forEachHead(ACME, shown::add);
        assertThat(shown).isEmpty();
        assertBroken(reader, SealFault.LOG_REFUSED);
    }

    /** Appends an entry signed by the tenant's current key of this role, whatever the rules say. */
    void forge(KeyRole role, LogEntry entry) {
        forge(entry.tenant(), key(role), world.clock().instant(), entry);
    }

    void forge(TenantId log, KeyId key, Instant at, LogEntry entry) {
        world.log().append(log, tail -> List.of(signed(tail, key, at, entry)));
    }

    byte[] signed(LogPosition tail, KeyId key, Instant at, LogEntry entry) {
        byte[] message = LogFormatV1.message(tail, at, key, SignatureAlgorithm.ED25519, entry);
        return LogFormatV1.entry(message, world.signer().sign(key, message));
    }

    KeyId key(KeyRole role) {
        return world.signer().currentKey(ACME, role).orElseThrow();
    }

    LogEntry.Checkpoint checkpoint() {
        return new LogEntry.Checkpoint(ACME, world.clock().instant().plus(SealedWorld.CHECKPOINT_LIFETIME));
    }

    static DocumentHead withTag(DocumentHead head, AccessTag tag) {
        return new DocumentHead(
                tag,
                head.document(),
                head.version(),
                head.treeSize(),
                head.root(),
                head.trust(),
                head.attester(),
                head.expiresAt(),
                head.stamp());
    }
}
