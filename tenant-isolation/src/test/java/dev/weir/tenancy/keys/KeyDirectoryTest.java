package dev.weir.tenancy.keys;

import static dev.weir.tenancy.keys.MasterKeysTest.assertRefused;
import static dev.weir.tenancy.keys.MasterKeysTest.withChecksum;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.keys.TenantDigests.Purpose;
import dev.weir.tenancy.testkit.MovableClock;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in a directory: wrapped at rest, seen as they are now, and usable without the root key. */
class KeyDirectoryTest {
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);
    private static final String PASSPHRASE = "a long enough passphrase";

    @TempDir
    private Path directory = Path.of("");

    private final MovableClock clock = new MovableClock(SealedWorld.START);

    @Test
    void secretsWhenWrittenThenNoneIsInTheClear() throws IOException {
        KeyDirectory keys = create();
        byte[] digest = keys.digest(ACME, Purpose.AUDIT, "x").bytes();
        try (var files = Files.list(directory.resolve("private"))) {
            List<Path> secrets = files.toList();
            // The root's, three roles' and a digest key.
            assertThat(secrets).hasSize(5);
            for (Path secret : secrets) {
                byte[] bytes = Files.readAllBytes(secret);
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).startsWith("WEIR-SECRET 1\n");
                assertThatThrownBy(
                                () -> KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(bytes)))
                        .isInstanceOf(GeneralSecurityException.class);
            }
        }
        assertThat(open().digest(ACME, Purpose.AUDIT, "x").bytes()).isEqualTo(digest);
    }

    @Test
    void secretsWhenWrittenThenEachBeginsItsPkcs8NowhereInItsFile() throws IOException, GeneralSecurityException {
        create();
        byte[] opening = Arrays.copyOf(
                KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded(),
                16);
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(new String(opening, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void directoryUnderAPassphraseWhenOpenedWithItThenSigns() {
        KeyDirectory.create(directory, PASSPHRASE.toCharArray(), clock).ensureTenant(ACME);
        char[] passphrase = PASSPHRASE.toCharArray();

        KeyDirectory keys = KeyDirectory.open(directory, passphrase, clock);

        assertThat(keys.custody()).isEqualTo("passphrase");
        assertThat(passphrase).containsOnly('\0');
        assertSigns(keys, KeyRole.INGEST);
    }

    @Test
    void directoryUnderAPassphraseWhenOpenedWithoutItThenRefused() {
        KeyDirectory.create(directory, PASSPHRASE.toCharArray(), clock);

        assertRefused(KeyFault.PASSPHRASE_MISSING, this::open);
        assertRefused(
                KeyFault.PASSPHRASE_WRONG,
                () -> KeyDirectory.open(directory, "another long passphrase".toCharArray(), clock));
    }

    @Test
    void directoryWhenThereAreNoKeysThenPassphraseIsOverwrittenAllTheSame() {
        char[] passphrase = PASSPHRASE.toCharArray();

        assertThatThrownBy(() -> KeyDirectory.open(directory.resolve("none"), passphrase, clock))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("there are no keys");
        assertThat(passphrase).containsOnly('\0');
    }

    @Test
    void directoryWhenItHoldsKeysThenAnotherIsNotMadeThere() {
        create();

        assertThatThrownBy(() -> KeyDirectory.create(directory, clock))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("keys already");
    }

    @Test
    void directoryWhenMakingItWasInterruptedThenSaysWhatToDo() throws IOException {
        create();
        Files.delete(directory.resolve("trust"));

        assertThatThrownBy(() -> KeyDirectory.create(directory, clock))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("begin again");
    }

    @Test
    void publicKeysWhenThereIsNeitherMasterNorPrivateThenStillRead() throws IOException {
        KeyId key = create().currentKey(ACME, KeyRole.INGEST).orElseThrow();
        Path reader = Files.createDirectories(directory.resolve("reader"));
        Files.copy(directory.resolve("trust"), reader.resolve("trust"));
        Files.copy(directory.resolve("root"), reader.resolve("root"));

        KeyDirectory keys = KeyDirectory.open(reader, clock);

        assertThat(keys.trusted().find(key)).isPresent();
        assertThat(keys.currentKey(ACME, KeyRole.INGEST)).isEmpty();
        assertThat(keys.custody()).isEqualTo("absent");
        assertThatThrownBy(() -> keys.sign(key, MESSAGE)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void secretWhenTheMasterIsGoneThenRefused() throws IOException {
        KeyId key = create().currentKey(ACME, KeyRole.INGEST).orElseThrow();
        Files.delete(KeyDirectory.masterFile(directory));

        assertRefused(KeyFault.MASTER_ABSENT, () -> open().sign(key, MESSAGE));
    }

    @Test
    void secretWhenTheMasterIsAnotherThenRefused() throws IOException {
        KeyId key = create().currentKey(ACME, KeyRole.INGEST).orElseThrow();
        Files.delete(KeyDirectory.masterFile(directory));
        MasterKeys.create(KeyDirectory.masterFile(directory));

        assertRefused(KeyFault.NOT_UNDER_THIS_MASTER, () -> open().sign(key, MESSAGE));
    }

    @Test
    void secretWhenCutShortThenRefused() throws IOException {
        KeyId key = create().currentKey(ACME, KeyRole.INGEST).orElseThrow();
        byte[] whole = Files.readAllBytes(file(key));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(key), Arrays.copyOf(whole, length));

            assertRefused(KeyFault.CUT_SHORT, () -> open().sign(key, MESSAGE));
        }
    }

    @Test
    void secretWhenAByteOfItChangedThenRefused() throws IOException {
        KeyId key = create().currentKey(ACME, KeyRole.INGEST).orElseThrow();
        byte[] changed = Files.readAllBytes(file(key));
        changed[changed.length - 40] ^= 1;
        Files.write(file(key), changed);

        assertRefused(KeyFault.DAMAGED, () -> open().sign(key, MESSAGE));
    }

    @Test
    void secretWhenAByteOfItWasChangedOnPurposeThenRefused() throws IOException {
        KeyId key = create().currentKey(ACME, KeyRole.INGEST).orElseThrow();
        byte[] changed = Files.readAllBytes(file(key));
        changed[changed.length - 40] ^= 1;
        Files.write(file(key), withChecksum(changed));

        assertRefused(KeyFault.NOT_UNDER_THIS_MASTER, () -> open().sign(key, MESSAGE));
    }

    @Test
    void secretWhenOfALaterVersionThenRefused() throws IOException {
        KeyId key = create().currentKey(ACME, KeyRole.INGEST).orElseThrow();
        byte[] later = Files.readAllBytes(file(key));
        later[SecretFiles.HEADER.length() - 2] = '2';
        Files.write(file(key), later);

        assertRefused(KeyFault.UNKNOWN_VERSION, () -> open().sign(key, MESSAGE));
    }

    @Test
    void digestKeysWhenSwappedBetweenTenantsThenRefused() throws IOException {
        KeyDirectory keys = create();
        keys.ensureTenant(GLOBEX);
        Path acme = directory.resolve("private/acme.digest");
        Path globex = directory.resolve("private/globex.digest");
        Files.copy(globex, acme, StandardCopyOption.REPLACE_EXISTING);

        assertRefused(KeyFault.WRONG_NAME, () -> open().digest(ACME, Purpose.AUDIT, "x"));
        assertThat(open().digest(GLOBEX, Purpose.AUDIT, "x")).isNotNull();
    }

    @Test
    void digestKeyWhenGivenAnotherTenantsNameOnPurposeThenRefused() throws IOException {
        TenantDigests unused = create();
        assertThat(unused).isNotNull();
        open().ensureTenant(new dev.weir.tenancy.TenantId("emca"));
        byte[] bytes = Files.readAllBytes(directory.resolve("private/emca.digest"));
        byte[] name = "acme".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, bytes, SecretFiles.HEADER.length() + 4 + 2, name.length);
        Files.write(directory.resolve("private/acme.digest"), withChecksum(bytes));

        assertRefused(KeyFault.NOT_UNDER_THIS_MASTER, () -> open().digest(ACME, Purpose.AUDIT, "x"));
    }

    @Test
    void digestKeyWhenDestroyedThenNothingIsDigestedAgain() {
        KeyDirectory keys = create();
        assertThat(keys.digest(ACME, Purpose.AUDIT, "x")).isNotNull();

        keys.destroyDigests(ACME);

        assertThatThrownBy(() -> keys.digest(ACME, Purpose.AUDIT, "x"))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("digest key of tenant acme");
    }

    @Test
    void trustFileWhenUnchangedThenParsedOnce() {
        KeyDirectory keys = create();

        assertThat(keys.trusted()).isSameAs(keys.trusted());
    }

    @Test
    void thousandSignaturesUnwrapOneKeyOnce() {
        CountingMaster master = new CountingMaster(MasterKeys.create(directory.resolve("kms")));
        KeyDirectory keys = KeyDirectory.create(directory.resolve("keys"), master, clock);
        keys.ensureTenant(ACME);
        KeyId key = keys.currentKey(ACME, KeyRole.INGEST).orElseThrow();
        TrustedKeys trusted = keys.trusted();
        int before = master.unwrapped;

        for (int i = 0; i < 1_000; i++) {
            assertThat(keys.sign(key, MESSAGE)).hasSize(64);
        }

        assertThat(master.unwrapped - before).isEqualTo(1);
        assertThat(keys.trusted()).isSameAs(trusted);
        assertThat(keys.custody()).isEqualTo("counting");
    }

    @Test
    void rotationByAnotherObjectIsSeenAtTheNextCall() {
        KeyDirectory first = create();
        KeyId old = first.currentKey(ACME, KeyRole.INGEST).orElseThrow();
        assertSigns(first, KeyRole.INGEST);
        KeyDirectory other = open();
        clock.advance(Duration.ofMillis(1));

        KeyId rotated = other.addKey(ACME, KeyRole.INGEST);

        assertThat(first.currentKey(ACME, KeyRole.INGEST)).contains(rotated).isNotEqualTo(Optional.of(old));
        assertThat(first.trusted().find(rotated)).isPresent();
        assertSigns(first, KeyRole.INGEST);
        assertThat(first.sign(old, MESSAGE)).hasSize(64);
    }

    @Test
    void manyQuickRotationsByAnotherObjectAreEachSeen() {
        KeyDirectory first = create();
        KeyDirectory other = open();
        for (int i = 0; i < 50; i++) {
            clock.advance(Duration.ofMillis(1));
            KeyId rotated = other.addKey(ACME, KeyRole.ACL);

            assertThat(first.currentKey(ACME, KeyRole.ACL)).contains(rotated);
        }
    }

    @Test
    void keyThatAnotherObjectRetiredSignsNoMore() {
        KeyDirectory first = create();
        KeyId key = first.currentKey(ACME, KeyRole.INGEST).orElseThrow();
        assertSigns(first, KeyRole.INGEST);

        open().retire(key);

        assertThat(first.currentKey(ACME, KeyRole.INGEST)).isEmpty();
        assertThatThrownBy(() -> first.sign(key, MESSAGE)).isInstanceOf(KeyUnavailableException.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(first.trusted().find(key).orElseThrow().isValidAt(clock.instant()))
                .isFalse();
    }

    @Test
    void trustFileThatAnotherRootSignedIsRefusedAlthoughAGoodOneWasKnown() throws IOException {
        KeyDirectory keys = create();
        assertThat(keys.trusted()).isNotNull();
        KeyDirectory.create(directory.resolve("other"), clock);
        Files.copy(directory.resolve("other/trust"), directory.resolve("trust"), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(keys::trusted).isInstanceOf(TrustFileException.class);
    }

    @Test
    void everythingButTheTrustFileWorksWithoutTheRootKey() throws IOException {
        KeyDirectory keys = create();
        KeyId key = keys.currentKey(ACME, KeyRole.INGEST).orElseThrow();
        assertThat(keys.holdsRoot()).isTrue();
        Path elsewhere = directory.resolve("elsewhere.pk8");
        Files.move(directory.resolve("private/root.pk8"), elsewhere);

        KeyDirectory without = open();

        assertThat(without.holdsRoot()).isFalse();
        without.ensureTenant(ACME);
        assertSigns(without, KeyRole.INGEST);
        assertThat(without.digest(ACME, Purpose.AUDIT, "x")).isNotNull();
        assertRefused(KeyFault.ROOT_ABSENT, () -> without.addKey(ACME, KeyRole.INGEST));
        assertRefused(KeyFault.ROOT_ABSENT, () -> without.ensureTenant(GLOBEX));
        assertRefused(KeyFault.ROOT_ABSENT, () -> without.retire(key));
        Files.move(elsewhere, directory.resolve("private/root.pk8"));
        clock.advance(Duration.ofMillis(1));
        assertThat(without.addKey(ACME, KeyRole.INGEST)).isNotEqualTo(key);
    }

    @Test
    void additionWithoutTheRootKeyLeavesNoKeyBehind() throws IOException {
        KeyDirectory keys = create();
        Files.delete(directory.resolve("private/root.pk8"));

        assertRefused(KeyFault.ROOT_ABSENT, () -> keys.addKey(ACME, KeyRole.INGEST));

        try (var files = Files.list(directory.resolve("private"))) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    void keyListedForElsewhereIsTrustedAndNotSignedWith() throws GeneralSecurityException {
        KeyDirectory keys = create();
        KeyId own = keys.currentKey(ACME, KeyRole.INGEST).orElseThrow();
        clock.advance(Duration.ofMillis(1));
        var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();

        KeyId listed = keys.listKey(ACME, KeyRole.INGEST, key);

        assertThat(keys.trusted().find(listed).orElseThrow().publicKey()).isEqualTo(key);
        assertThat(keys.currentKey(ACME, KeyRole.INGEST)).contains(own);
        assertThatIllegalArgumentException().isThrownBy(() -> keys.listKey(ACME, KeyRole.ACL, key));
    }

    @Test
    void keyOfAnotherAlgorithmOrCurveIsNotListed() throws GeneralSecurityException {
        KeyDirectory keys = create();
        for (String algorithm : List.of("RSA", "Ed448", "X25519")) {
            var key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
            assertThatIllegalArgumentException()
                    .as(algorithm)
                    .isThrownBy(() -> keys.listKey(ACME, KeyRole.INGEST, key));
        }
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new java.security.spec.ECGenParameterSpec("secp384r1"));
        var key = curve.generateKeyPair().getPublic();
        assertThatIllegalArgumentException().isThrownBy(() -> keys.listKey(ACME, KeyRole.INGEST, key));
    }

    private void assertSigns(KeyDirectory keys, KeyRole role) {
        KeyId key = keys.currentKey(ACME, role).orElseThrow();
        assertThat(keys.trusted().find(key).orElseThrow().verifies(MESSAGE, keys.sign(key, MESSAGE)))
                .isTrue();
    }

    private KeyDirectory create() {
        KeyDirectory keys = KeyDirectory.create(directory, clock);
        keys.ensureTenant(ACME);
        return keys;
    }

    private KeyDirectory open() {
        return KeyDirectory.open(directory, clock);
    }

    private Path file(KeyId key) {
        return directory.resolve("private").resolve(key.hex() + ".pk8");
    }

    /** A key service that counts what it is asked for. */
    private static final class CountingMaster implements MasterKey {
        private final MasterKey inner;
        private int unwrapped;

        CountingMaster(MasterKey inner) {
            this.inner = inner;
        }

        @Override
        public byte[] wrap(String name, byte[] secret) {
            return inner.wrap(name, secret);
        }

        @Override
        public byte[] unwrap(String name, byte[] wrapped) {
            unwrapped++;
            return inner.unwrap(name, wrapped);
        }

        @Override
        public String custody() {
            return "counting";
        }
    }
}
