package dev.weir.tenancy.heads;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.keys.Signer;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A snapshot is what its key signed, of one tenant and store, for a bounded time, or it is nothing. */
class AdoptionSnapshotTest {
    private static final String STORE = "wiki";

    private final SealedWorld world = SealedWorld.inMemory();
    private final Instant deadline = SealedWorld.START.plus(Duration.ofDays(14));

    private WriteGrant grant(TenantId tenant) {
        return world.grant(tenant, WriteAction.INGEST).lowerTrust(TrustTier.ADOPTED);
    }

    private DocumentHead head(TenantId tenant, String document, Instant expiresAt) {
        return sealed(grant(tenant), document, expiresAt).head();
    }

    private SealedDocument sealed(WriteGrant grant, String document, Instant expiresAt) {
        DocumentDraft draft = world.draft(document, 1, "text of " + document);
        return world.sealer()
                .seal(
                        grant,
                        world.draft(
                                document,
                                1,
                                draft.source().uri(),
                                draft.batch(),
                                expiresAt,
                                draft.stamp(),
                                draft.chunks()));
    }

    private AdoptionSnapshot sign(DocumentHead... heads) {
        return sign(deadline, world.signer(), heads);
    }

    private AdoptionSnapshot sign(Instant until, Signer signer, DocumentHead... heads) {
        return AdoptionSnapshot.sign(
                grant(ACME),
                STORE,
                until,
                List.of(heads),
                signer,
                world.worldKeys().get(),
                world.clock());
    }

    private SnapshotFault refusal(byte[] bytes, String store) {
        return catchThrowableOfType(
                        SnapshotException.class,
                        () -> AdoptionSnapshot.read(
                                bytes, store, world.worldKeys().get()))
                .fault();
    }

    /** A signer that signs for every role with another role's key. */
    private Signer signingAs(KeyRole role) {
        return new Signer() {
            @Override
            public Optional<KeyId> currentKey(TenantId tenant, KeyRole wanted) {
                return world.signer().currentKey(tenant, role);
            }

            @Override
            public byte[] sign(KeyId key, byte[] message) {
                return world.signer().sign(key, message);
            }
        };
    }

    @Test
    void snapshotWhenReadBackThenSaysWhatWasSigned() {
        DocumentHead first = head(ACME, "first", deadline);
        DocumentHead second = head(ACME, "second", deadline);

        AdoptionSnapshot read = AdoptionSnapshot.read(
                sign(first, second).bytes(), STORE, world.worldKeys().get());

        assertThat(read.tenant()).isEqualTo(ACME);
        assertThat(read.store()).isEqualTo(STORE);
        assertThat(read.deadline()).isEqualTo(deadline);
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.head(new DocumentId("first"))).contains(first);
        assertThat(read.head(new DocumentId("second"))).contains(second);
        assertThat(read.head(new DocumentId("third"))).isEmpty();
        assertThat(read.head(new DocumentId("first")).orElseThrow().trust()).isEqualTo(TrustTier.ADOPTED);
        assertThat(read.head(new DocumentId("first")).orElseThrow().attester()).isEqualTo(SealedWorld.INGESTER);
    }

    @Test
    void snapshotWhenOfNothingThenIsOne() {
        assertThat(AdoptionSnapshot.read(
                                sign().bytes(), STORE, world.worldKeys().get())
                        .size())
                .isZero();
    }

    @Test
    void snapshotWhenAnyByteDiffersThenIsRefused() {
        byte[] bytes = sign(head(ACME, "first", deadline)).bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            int at = i;
            assertThatExceptionOfType(SnapshotException.class)
                    .as("byte %d", at)
                    .isThrownBy(() -> AdoptionSnapshot.read(
                            changed, STORE, world.worldKeys().get()));
        }
    }

    @Test
    void snapshotWhenShorterOrLongerThenIsMalformed() {
        byte[] bytes = sign(head(ACME, "first", deadline)).bytes();
        assertThat(refusal(Arrays.copyOf(bytes, bytes.length + 1), STORE)).isEqualTo(SnapshotFault.MALFORMED);
        assertThat(refusal(Arrays.copyOf(bytes, bytes.length - 1), STORE)).isEqualTo(SnapshotFault.MALFORMED);
        assertThat(refusal(new byte[0], STORE)).isEqualTo(SnapshotFault.MALFORMED);
    }

    @Test
    void snapshotWhenItsSignatureIsOfOtherBytesThenIsRefused() {
        byte[] bytes = sign(head(ACME, "first", deadline)).bytes();
        bytes[bytes.length - 1] ^= 1;
        assertThat(refusal(bytes, STORE)).isEqualTo(SnapshotFault.BAD_SIGNATURE);
    }

    @Test
    void snapshotWhenOfAnotherStoreThenIsRefused() {
        assertThat(refusal(sign(head(ACME, "first", deadline)).bytes(), "wiki2"))
                .isEqualTo(SnapshotFault.OTHER_STORE);
    }

    @Test
    void snapshotWhenItsKeyIsNotListedAnyMoreThenIsRefused() {
        byte[] bytes = sign(head(ACME, "first", deadline)).bytes();
        world.worldKeys().unlist(world.signer().currentKey(ACME, KeyRole.INGEST).orElseThrow());
        assertThat(refusal(bytes, STORE)).isEqualTo(SnapshotFault.UNKNOWN_KEY);
    }

    @Test
    void snapshotWhenSignedByAKeyOfAnotherRoleThenIsRefused() {
        for (KeyRole role : List.of(KeyRole.ACL, KeyRole.AUDIT)) {
            byte[] bytes = sign(deadline, signingAs(role), head(ACME, "first", deadline))
                    .bytes();
            assertThat(refusal(bytes, STORE)).as("role %s", role).isEqualTo(SnapshotFault.UNKNOWN_KEY);
        }
    }

    @Test
    void snapshotWhenSignedByAnotherTenantsKeyThenIsRefused() {
        Signer foreign = new Signer() {
            @Override
            public Optional<KeyId> currentKey(TenantId tenant, KeyRole role) {
                return world.signer().currentKey(GLOBEX, role);
            }

            @Override
            public byte[] sign(KeyId key, byte[] message) {
                return world.signer().sign(key, message);
            }
        };
        byte[] bytes = sign(deadline, foreign, head(ACME, "first", deadline)).bytes();
        assertThat(refusal(bytes, STORE)).isEqualTo(SnapshotFault.UNKNOWN_KEY);
    }

    @Test
    void snapshotWhenSignedAfterItsKeyHadEndedThenIsRefused() {
        byte[] bytes = sign(head(ACME, "first", deadline)).bytes();
        world.worldKeys().end(world.signer().currentKey(ACME, KeyRole.INGEST).orElseThrow(), SealedWorld.START);
        assertThat(refusal(bytes, STORE)).isEqualTo(SnapshotFault.UNKNOWN_KEY);
    }

    @Test
    void signingWhenAHeadIsOfAnotherTenantThenIsRefused() {
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> sign(head(GLOBEX, "first", deadline)))
                .withMessageContaining("another tenant");
    }

    @Test
    void signingWhenAHeadHasMoreTrustThenIsRefused() {
        DocumentHead internal =
                sealed(world.grant(ACME, WriteAction.INGEST), "first", deadline).head();
        assertThatExceptionOfType(WriteRefusedException.class).isThrownBy(() -> sign(internal));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdoptionSnapshot.sign(
                        world.grant(ACME, WriteAction.INGEST),
                        STORE,
                        deadline,
                        List.of(internal),
                        world.signer(),
                        world.worldKeys().get(),
                        world.clock()))
                .withMessageContaining("ADOPTED at most");
    }

    @Test
    void signingWhenTheGrantIsForSomethingElseThenIsRefused() {
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> AdoptionSnapshot.sign(
                        world.grant(ACME, WriteAction.ERASE),
                        STORE,
                        deadline,
                        List.of(),
                        world.signer(),
                        world.worldKeys().get(),
                        world.clock()));
    }

    @Test
    void signingWhenAHeadOutlivesTheDeadlineThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> sign(head(ACME, "first", DocumentHead.NEVER)));
    }

    @Test
    void signingWhenTheDeadlineIsPastOrTooFarThenIsRefused() {
        Instant far = SealedWorld.START.plus(AdoptionSnapshot.LONGEST).plusMillis(1);
        for (Instant until : List.of(SealedWorld.START, far)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sign(until, world.signer(), head(ACME, "first", until)))
                    .withMessageContaining("deadline");
        }
    }

    @Test
    void signingWhenTwoHeadsAreOfOneDocumentThenIsRefused() {
        DocumentHead head = head(ACME, "first", deadline);
        assertThatIllegalArgumentException().isThrownBy(() -> sign(head, head));
    }

    @Test
    void signingWhenThereIsNoKeyThenIsRefused() {
        Signer none = new Signer() {
            @Override
            public Optional<KeyId> currentKey(TenantId tenant, KeyRole role) {
                return Optional.empty();
            }

            @Override
            public byte[] sign(KeyId key, byte[] message) {
                throw new KeyUnavailableException("there is none");
            }
        };
        assertThatExceptionOfType(KeyUnavailableException.class).isThrownBy(() -> sign(deadline, none));
    }
}
