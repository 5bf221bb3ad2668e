package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Key material in one directory: {@code trust} (public keys, signed by the root key), {@code root} (the root key's id, to
 * pin elsewhere) and {@code private/} (PKCS#8 keys, and a digest key for each tenant, that only the owner may read).
 * Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Private keys are created readable and writable by their owner only, and none leaves through this API.
 *   <li>The trust file is replaced in one step.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Separation of duties: whoever may read this directory holds every role. Keep the roles' private keys on different
 * machines for that.
 */
public final class KeyDirectory implements Signer, TenantDigests {
    private static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ED25519;
    private static final String HMAC = "HmacSHA256";
    private static final int DIGEST_KEY_BYTES = 32;
    private static final Duration LIFETIME = Duration.ofDays(2 * 365);

    private final Path directory;
    private final InstantSource clock;
    private final Map<TenantId, SecretKeySpec> digestKeys = new ConcurrentHashMap<>();

    private KeyDirectory(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Creates a directory with a new root key.
     *
     * @throws KeyUnavailableException if the directory already holds keys or cannot be written
     */
    public static KeyDirectory create(Path directory, InstantSource clock) {
        KeyDirectory keys = new KeyDirectory(directory, requireNonNull(clock, "clock is null"));
        if (Files.exists(keys.trustFile())) {
            throw new KeyUnavailableException("there are keys already in " + directory);
        }
        try {
            Files.createDirectories(directory.resolve("private"));
            restrict(directory.resolve("private"), "rwx------");
            KeyPair root = generate();
            keys.writePrivate("root", root.getPrivate());
            Files.writeString(keys.rootFile(), KeyId.of(root.getPublic()).hex() + "\n", StandardCharsets.US_ASCII);
            keys.writeTrust(root.getPublic(), List.of());
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot write keys to " + directory, e);
        }
        return keys;
    }

    /**
     * Opens a directory that {@link #create} made.
     *
     * @throws KeyUnavailableException if there are no keys
     */
    public static KeyDirectory open(Path directory, InstantSource clock) {
        KeyDirectory keys = new KeyDirectory(directory, requireNonNull(clock, "clock is null"));
        if (!Files.isRegularFile(keys.trustFile())) {
            throw new KeyUnavailableException("there are no keys in " + directory);
        }
        return keys;
    }

    /** The public keys, as the trust file lists them now. */
    public TrustedKeys trusted() {
        try {
            String text = Files.readString(trustFile(), StandardCharsets.UTF_8);
            String root =
                    Files.readString(rootFile(), StandardCharsets.US_ASCII).strip();
            return TrustedKeys.parse(text, new KeyId(root));
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyUnavailableException("cannot read the trust file in " + directory, e);
        }
    }

    /** Makes sure that the tenant has a current key for every role. */
    public synchronized void ensureTenant(TenantId tenant) {
        for (KeyRole role : KeyRole.values()) {
            if (currentKey(tenant, role).isEmpty()) {
                addKey(tenant, role);
            }
        }
        if (!Files.exists(digestFile(tenant))) {
            byte[] key = new byte[DIGEST_KEY_BYTES];
            new SecureRandom().nextBytes(key);
            try {
                writeSecret(digestFile(tenant), key);
            } catch (IOException e) {
                throw new KeyUnavailableException("cannot write keys to " + directory, e);
            }
        }
    }

    /**
     * Destroys a tenant's digest key for good: nothing that a log keeps of it can be matched with a name or a text again,
     * and nothing more can be ingested for it. Another process forgets the key when it ends.
     */
    public synchronized void destroyDigests(TenantId tenant) {
        try {
            Files.deleteIfExists(digestFile(tenant));
            digestKeys.remove(tenant);
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot destroy the digest key of tenant " + tenant, e);
        }
    }

    @Override
    public Sha256 digest(TenantId tenant, Purpose purpose, String message) {
        SecretKeySpec key = digestKeys.computeIfAbsent(tenant, this::readDigestKey);
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(purpose.domain().getBytes(StandardCharsets.UTF_8));
            return Sha256.fromBytes(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("this Java platform has no " + HMAC, e);
        }
    }

    /**
     * Adds a new key for one tenant and role and signs with it from now on. The old one stays listed, so that what it
     * signed still verifies.
     */
    public synchronized KeyId addKey(TenantId tenant, KeyRole role) {
        KeyPair pair = generate();
        KeyId id = KeyId.of(pair.getPublic());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<TrustedKey> keys = new ArrayList<>(trusted().all());
        keys.add(new TrustedKey(id, tenant, role, ALGORITHM, pair.getPublic(), now, now.plus(LIFETIME)));
        try {
            writePrivate(id.hex(), pair.getPrivate());
            writeTrust(rootPublicKey(), keys);
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot write keys to " + directory, e);
        }
        return id;
    }

    /**
     * Ends a key's signing period with this millisecond and deletes its private half. Revoke it in the head log as well.
     */
    public synchronized void retire(KeyId id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // What it signed within this millisecond must go on counting, or its tenant's log would be refused for good.
        Instant end = now.plusMillis(1);
        List<TrustedKey> keys = new ArrayList<>();
        boolean found = false;
        for (TrustedKey key : trusted().all()) {
            boolean retiring = key.id().equals(id);
            found |= retiring;
            keys.add(retiring && key.isValidAt(end) ? ending(key, end) : key);
        }
        if (!found) {
            throw new KeyUnavailableException("there is no key " + id + " in " + directory);
        }
        try {
            writeTrust(rootPublicKey(), keys);
            Files.deleteIfExists(privateFile(id.hex()));
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot write keys to " + directory, e);
        }
    }

    /** The newest valid key of that tenant and role whose private half is here. */
    @Override
    public Optional<KeyId> currentKey(TenantId tenant, KeyRole role) {
        Instant now = clock.instant();
        return trusted().all().stream()
                .filter(key -> key.tenant().equals(tenant) && key.role() == role && key.isValidAt(now))
                .filter(key -> Files.isRegularFile(privateFile(key.id().hex())))
                .max(Comparator.comparing(TrustedKey::notBefore).thenComparing(TrustedKey::id))
                .map(TrustedKey::id);
    }

    @Override
    public byte[] sign(KeyId key, byte[] message) {
        SignatureAlgorithm algorithm = trusted()
                .find(key)
                .orElseThrow(() -> new KeyUnavailableException("key " + key + " is not in the trust file"))
                .algorithm();
        return sign(algorithm, readPrivate(key.hex(), algorithm), message);
    }

    private void writeTrust(PublicKey root, List<TrustedKey> keys) throws IOException {
        String unsigned = TrustFile.unsigned(ALGORITHM, root, keys);
        byte[] signature = sign(ALGORITHM, readPrivate("root", ALGORITHM), unsigned.getBytes(StandardCharsets.UTF_8));
        Path next = directory.resolve("trust.next");
        Files.writeString(next, TrustFile.signed(unsigned, signature), StandardCharsets.UTF_8);
        try {
            Files.move(next, trustFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system of " + directory + " cannot replace a file in one step", e);
        }
    }

    private PublicKey rootPublicKey() throws IOException {
        String line = Files.readString(trustFile(), StandardCharsets.UTF_8)
                .lines()
                .filter(l -> l.startsWith("root "))
                .findFirst()
                .orElseThrow(() -> new KeyUnavailableException("the trust file names no root key"));
        return TrustFile.publicKey(ALGORITHM, line.split(" ", -1)[2], 0);
    }

    private SecretKeySpec readDigestKey(TenantId tenant) {
        try {
            return new SecretKeySpec(Files.readAllBytes(digestFile(tenant)), HMAC);
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyUnavailableException("the digest key of tenant " + tenant + " is not in " + directory, e);
        }
    }

    private void writePrivate(String name, PrivateKey key) throws IOException {
        writeSecret(privateFile(name), key.getEncoded());
    }

    private void writeSecret(Path file, byte[] secret) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            // Not a POSIX file system: the directory's own access control has to do.
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            throw new KeyUnavailableException("there is a key already in " + file, e);
        }
        Files.write(file, secret, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private PrivateKey readPrivate(String name, SignatureAlgorithm algorithm) {
        try {
            return KeyFactory.getInstance(algorithm.keyFactoryName())
                    .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(privateFile(name))));
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyUnavailableException("the private key " + name + " is not in " + directory, e);
        }
    }

    private Path trustFile() {
        return directory.resolve("trust");
    }

    private Path rootFile() {
        return directory.resolve("root");
    }

    private Path privateFile(String name) {
        return directory.resolve("private").resolve(name + ".pk8");
    }

    private Path digestFile(TenantId tenant) {
        return directory.resolve("private").resolve(tenant.value() + ".digest");
    }

    private static TrustedKey ending(TrustedKey key, Instant end) {
        return new TrustedKey(
                key.id(), key.tenant(), key.role(), key.algorithm(), key.publicKey(), key.notBefore(), end);
    }

    private static void restrict(Path path, String permissions) throws IOException {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (UnsupportedOperationException e) {
            // Not a POSIX file system: nothing to restrict with.
            return;
        }
    }

    private static byte[] sign(SignatureAlgorithm algorithm, PrivateKey key, byte[] message) {
        try {
            Signature signer = Signature.getInstance(algorithm.signatureName());
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("the key cannot sign", e);
        }
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("this Java platform has no Ed25519", e);
        }
    }
}
