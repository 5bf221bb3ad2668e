package dev.weir.tenancy.keys;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.testkit.MemoryHeadLog;
import dev.weir.tenancy.testkit.MovableClock;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys in a PKCS#12 file that the JDK's keytool made sign whole logs that readers take. */
class KeyStoreSignerTest {
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);
    private static final String PASSWORD = "store-password";

    @TempDir
    private Path directory = Path.of("");

    private final MovableClock clock = new MovableClock(SealedWorld.START);

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void logWrittenWithKeysOfAStoreIsReadWhole(SignatureAlgorithm algorithm) throws Exception {
        for (KeyRole role : KeyRole.values()) {
            keytool(role.name().toLowerCase(Locale.ROOT), algorithm);
        }
        KeyDirectory keys = listed(store());
        KeyStoreSigner signer = byCertificate(keys);
        MemoryHeadLog log = new MemoryHeadLog();
        SealedWorld world = SealedWorld.inMemory(TenantPolicy.of(
                new dev.weir.tenancy.PolicyVersion("test-1"), Set.of(ACME), dev.weir.tenancy.TrustTier.INTERNAL));
        HeadReader writing = reader(log, keys);
        HeadLogWriter writer = new HeadLogWriter(log, writing, signer, keys::trusted, clock, Duration.ofDays(1));
        SealedDocument document =
                world.sealer().seal(world.grant(ACME, WriteAction.INGEST), world.draft("doc", 1, "one", "two"));
        AccessTag finance = world.grant(
                        ACME, WriteAction.RELABEL, Set.of(new dev.weir.tenancy.Label("group:finance")), Set.of())
                .tag();

        writer.publish(world.grant(ACME, WriteAction.INGEST), document.head());
        writer.publish(
                world.grant(ACME, WriteAction.RELABEL, finance.labels(), Set.of()),
                relabelled(document.head(), finance));
        writer.erase(world.grant(ACME, WriteAction.ERASE), new DocumentId("other"));

        HeadReader reader = reader(log, keys);
        reader.refresh(ACME);
        assertThat(reader.fault(ACME)).isEmpty();
        // Three entries, each with its checkpoint.
        assertThat(reader.position(ACME).sequence()).isEqualTo(6);
        assertThat(reader.lookup(ACME, new DocumentId("doc")))
                .isEqualTo(new HeadLookup.Current(relabelled(document.head(), finance)));
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void signatureIsTheFormats64BytesAndVerifies(SignatureAlgorithm algorithm) throws Exception {
        keytool("ingest", algorithm);
        KeyDirectory keys = listed(store());
        KeyStoreSigner signer = byCertificate(keys);
        KeyId key = signer.currentKey(ACME, KeyRole.INGEST).orElseThrow();
        TrustedKey listed = keys.trusted().find(key).orElseThrow();

        assertThat(listed.algorithm()).isEqualTo(algorithm);
        for (int i = 0; i < 50; i++) {
            byte[] message = ("message " + i).getBytes(StandardCharsets.UTF_8);
            byte[] signature = signer.sign(key, message);
            assertThat(signature).hasSize(64);
            assertThat(listed.verifies(message, signature)).isTrue();
        }
    }

    @Test
    void keyIsCurrentOnlyForItsTenantRoleAndPeriod() throws Exception {
        keytool("ingest", SignatureAlgorithm.ED25519);
        KeyStoreSigner signer = byCertificate(listed(store()));

        assertThat(signer.currentKey(ACME, KeyRole.INGEST)).isPresent();
        assertThat(signer.currentKey(ACME, KeyRole.ACL)).isEmpty();
        assertThat(signer.currentKey(SealedWorld.GLOBEX, KeyRole.INGEST)).isEmpty();
        clock.advance(Duration.ofDays(10_000));
        assertThat(signer.currentKey(ACME, KeyRole.INGEST)).isEmpty();
    }

    @Test
    void keyThatIsNotListedDoesNotSign() throws Exception {
        keytool("ingest", SignatureAlgorithm.ED25519);
        KeyDirectory keys = KeyDirectory.create(directory.resolve("keys"), clock);
        KeyId key = KeyId.of(store().getCertificate("ingest").getPublicKey());

        assertThatThrownBy(() -> byCertificate(keys).sign(key, MESSAGE))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("not in the trust file");
    }

    @Test
    void keyThatIsListedAndNotInTheStoreDoesNotSign() throws Exception {
        keytool("ingest", SignatureAlgorithm.ED25519);
        KeyDirectory keys = listed(store());
        KeyId other = keys.addKey(ACME, KeyRole.AUDIT);

        assertThatThrownBy(() -> byCertificate(keys).sign(other, MESSAGE))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("does not hold");
    }

    @Test
    void aliasThatHoldsTheMappedKeySigns() throws Exception {
        keytool("ingest", SignatureAlgorithm.ECDSA_P256);
        KeyDirectory keys = listed(store());
        KeyId key = KeyId.of(store().getCertificate("ingest").getPublicKey());
        KeyStoreSigner signer = byAlias(keys, Map.of("ingest", key));

        assertThat(keys.trusted().find(key).orElseThrow().verifies(MESSAGE, signer.sign(key, MESSAGE)))
                .isTrue();
    }

    @Test
    void aliasThatHoldsAnotherKeyThanItIsMappedToDoesNotSign() throws Exception {
        keytool("ingest", SignatureAlgorithm.ED25519);
        keytool("acl", SignatureAlgorithm.ED25519);
        KeyDirectory keys = listed(store());
        KeyId ingest = KeyId.of(store().getCertificate("ingest").getPublicKey());
        KeyStoreSigner signer = byAlias(keys, Map.of("acl", ingest));

        assertThatThrownBy(() -> signer.sign(ingest, MESSAGE))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("is another key");
    }

    @Test
    void aliasThatHoldsAKeyOfAnotherAlgorithmDoesNotSign() throws Exception {
        keytool("ingest", SignatureAlgorithm.ED25519);
        keytool("acl", SignatureAlgorithm.ECDSA_P256);
        KeyDirectory keys = listed(store());
        KeyId ingest = KeyId.of(store().getCertificate("ingest").getPublicKey());
        KeyStoreSigner signer = byAlias(keys, Map.of("acl", ingest));

        assertThatThrownBy(() -> signer.sign(ingest, MESSAGE))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("cannot sign");
    }

    @Test
    void aliasThatIsNotInTheStoreIsRefused() throws Exception {
        keytool("ingest", SignatureAlgorithm.ED25519);
        KeyDirectory keys = listed(store());

        assertThatThrownBy(() -> byAlias(keys, Map.of("other", new KeyId("0".repeat(32)))))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("no private key under other");
    }

    @Test
    void wrongPasswordOfAKeyIsRefusedAndOverwritten() throws Exception {
        keytool("ingest", SignatureAlgorithm.ED25519);
        KeyDirectory keys = listed(store());
        char[] wrong = "another-password".toCharArray();

        assertThatThrownBy(() -> KeyStoreSigner.byCertificate(store(), wrong, keys::trusted, clock))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("is the password right?");
        assertThat(wrong).containsOnly('\0');
    }

    private KeyStoreSigner byCertificate(KeyDirectory keys) throws GeneralSecurityException, IOException {
        return KeyStoreSigner.byCertificate(store(), PASSWORD.toCharArray(), keys::trusted, clock);
    }

    private KeyStoreSigner byAlias(KeyDirectory keys, Map<String, KeyId> aliases)
            throws GeneralSecurityException, IOException {
        return KeyStoreSigner.byAlias(store(), PASSWORD.toCharArray(), aliases, keys::trusted, clock);
    }

    /** A directory that lists the store's keys, each in the role that its alias names, and holds none of them. */
    private KeyDirectory listed(KeyStore store) throws GeneralSecurityException {
        KeyDirectory keys = KeyDirectory.create(directory.resolve("keys"), clock);
        for (KeyRole role : KeyRole.values()) {
            String alias = role.name().toLowerCase(Locale.ROOT);
            if (store.containsAlias(alias)) {
                assertThat(keys.listKey(ACME, role, store.getCertificate(alias).getPublicKey()))
                        .isNotNull();
            }
        }
        return keys;
    }

    private HeadReader reader(MemoryHeadLog log, KeyDirectory keys) {
        return new HeadReader(log, keys::trusted, SeenPositions.inMemory(), clock, Duration.ZERO);
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("store.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void keytool(String alias, SignatureAlgorithm algorithm) throws IOException, InterruptedException {
        String[] kind = switch (algorithm) {
            case ED25519 -> new String[] {"-keyalg", "Ed25519"};
            case ECDSA_P256 -> new String[] {"-keyalg", "EC", "-groupname", "secp256r1"};
        };
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve("store.p12").toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-validity",
                "3650");
        builder.command().addAll(java.util.List.of(kind));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("keytool.txt")))
                .isZero();
    }

    private static DocumentHead relabelled(DocumentHead head, AccessTag tag) {
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
