package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Key material in one directory: {@code trust} (public keys, signed by the root key), {@code root} (the root key's id, to
 * pin elsewhere), {@code private/} (PKCS#8 keys, and a digest key for each tenant, each wrapped under the master key) and,
 * unless a key service holds it, {@code master}. Thread-safe.
 *
 * <p>A private key is read and unwrapped once, the trust file parsed once for each content. Whether the trust file is
 * another, and whether a private key is still there, is looked at on every call, so that a change by another process counts
 * from the next call on. After {@link #create}, {@code private/root.pk8} may be kept elsewhere: only changing the trust file
 * needs it.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Secrets are written wrapped, readable and writable by their owner only, and none leaves through this API. One that
 *       was cut short, changed, or put under another name is refused, and {@link KeyUnavailableException#fault} says which.
 *   <li>The trust file is replaced in one step.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>Separation of duties: whoever may read this directory and has the master key holds every role. Keep the roles'
 *       private keys on different machines for that.
 *   <li>That two processes which change the trust file at the same moment both succeed: the later one wins.
 * </ul>
 */
public final class KeyDirectory implements Signer, TenantDigests {
    /** Of the root key and of every key made here. */
    static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ED25519;

    private static final String ROOT = "root.pk8";
    private static final String HMAC = "HmacSHA256";
    private static final int DIGEST_KEY_BYTES = 32;
    private static final Duration LIFETIME = Duration.ofDays(2 * 365);

    private final Path directory;
    private final TrustDirectory trust;
    private final SecretFiles secrets;
    private final InstantSource clock;
    private final Map<KeyId, PrivateKey> privateKeys = new ConcurrentHashMap<>();
    private final Map<TenantId, SecretKeySpec> digestKeys = new ConcurrentHashMap<>();

    private KeyDirectory(Path directory, MasterKey master, InstantSource clock) {
        this.directory = requireNonNull(directory, "directory is null");
        this.trust = new TrustDirectory(directory);
        this.secrets = new SecretFiles(directory.resolve("private"), master);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Where a directory keeps its master key, unless somebody else holds it. */
    public static Path masterFile(Path directory) {
        return directory.resolve("master");
    }

    /**
     * Creates a directory with a new root key, and a master key beside it that is under no passphrase.
     *
     * @throws KeyUnavailableException if the directory already holds keys or cannot be written
     */
    public static KeyDirectory create(Path directory, InstantSource clock) {
        prepare(directory);
        return make(directory, MasterKeys.create(masterFile(directory)), clock);
    }

    /**
     * Creates a directory with a new root key, and a master key beside it under a passphrase.
     *
     * @param passphrase overwritten before this returns
     * @throws IllegalArgumentException if the passphrase is too short, see {@link MasterKeys#MIN_PASSPHRASE}
     * @throws KeyUnavailableException if the directory already holds keys or cannot be written
     */
    public static KeyDirectory create(Path directory, char[] passphrase, InstantSource clock) {
        try {
            prepare(directory);
            return make(directory, MasterKeys.create(masterFile(directory), passphrase), clock);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /**
     * Creates a directory with a new root key, its secrets wrapped under a master key that is kept elsewhere.
     *
     * @throws KeyUnavailableException if the directory already holds keys or cannot be written
     */
    public static KeyDirectory create(Path directory, MasterKey master, InstantSource clock) {
        prepare(directory);
        return make(directory, master, clock);
    }

    private static KeyDirectory make(Path directory, MasterKey master, InstantSource clock) {
        KeyDirectory keys = new KeyDirectory(directory, master, clock);
        KeyPair root = generate();
        keys.writePrivate(ROOT, root.getPrivate());
        keys.trust.pin(root.getPublic());
        keys.trust.write(root.getPrivate(), root.getPublic(), List.of());
        return keys;
    }

    /**
     * Opens a directory whose master key is under no passphrase, or which holds public keys only.
     *
     * @throws KeyUnavailableException if there are no keys, or the master key is under a passphrase
     */
    public static KeyDirectory open(Path directory, InstantSource clock) {
        requireMade(directory);
        Path master = masterFile(directory);
        return new KeyDirectory(
                directory, Files.exists(master) ? MasterKeys.open(master) : MasterKeys.absent(master), clock);
    }

    /**
     * Opens a directory whose master key is under a passphrase.
     *
     * @param passphrase overwritten before this returns
     * @throws KeyUnavailableException if there are no keys, or the passphrase is not the one
     */
    public static KeyDirectory open(Path directory, char[] passphrase, InstantSource clock) {
        try {
            requireMade(directory);
            return new KeyDirectory(directory, MasterKeys.open(masterFile(directory), passphrase), clock);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /**
     * Opens a directory whose master key is kept elsewhere.
     *
     * @throws KeyUnavailableException if there are no keys
     */
    public static KeyDirectory open(Path directory, MasterKey master, InstantSource clock) {
        requireMade(directory);
        return new KeyDirectory(directory, master, clock);
    }

    /** How the master key is kept, see {@link MasterKey#custody}. */
    public String custody() {
        return secrets.custody();
    }

    /** Whether the root key is here, so that the trust file can be changed. */
    public boolean holdsRoot() {
        return secrets.holds(ROOT);
    }

    /** The public keys, as the trust file lists them now. */
    public TrustedKeys trusted() {
        return trust.read();
    }

    /** Makes sure that the tenant has a current key for every role. */
    public synchronized void ensureTenant(TenantId tenant) {
        for (KeyRole role : KeyRole.values()) {
            if (currentKey(tenant, role).isEmpty()) {
                addKey(tenant, role);
            }
        }
        if (!secrets.holds(digestFile(tenant))) {
            byte[] key = AesGcm.random(DIGEST_KEY_BYTES);
            secrets.write(digestFile(tenant), key);
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * Destroys a tenant's digest key for good: nothing that a log keeps of it can be matched with a name or a text again,
     * and nothing more can be ingested for it. Another process forgets the key when it ends.
     */
    public synchronized void destroyDigests(TenantId tenant) {
        secrets.delete(digestFile(tenant));
        digestKeys.remove(tenant);
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
     *
     * @throws KeyUnavailableException if the root key is kept elsewhere, or nothing can be written
     */
    public synchronized KeyId addKey(TenantId tenant, KeyRole role) {
        PrivateKey root = readRoot();
        KeyPair pair = generate();
        KeyId id = KeyId.of(pair.getPublic());
        writePrivate(fileOf(id), pair.getPrivate());
        list(root, tenant, role, pair.getPublic());
        return id;
    }

    /**
     * Lists a public key whose private half is kept elsewhere, such as in the store of a {@link KeyStoreSigner}.
     *
     * @throws IllegalArgumentException if the key is of no algorithm that Weir signs with, or listed already
     * @throws KeyUnavailableException if the root key is kept elsewhere, or nothing can be written
     */
    public synchronized KeyId listKey(TenantId tenant, KeyRole role, PublicKey key) {
        return list(readRoot(), tenant, role, key);
    }

    /**
     * Deletes a key's private half and ends its signing period with this millisecond. Revoke it in the head log as well.
     *
     * @throws KeyUnavailableException if there is no such key; or if the root key is kept elsewhere: the private half is
     *     then deleted, and the period goes on
     */
    public synchronized void retire(KeyId id) {
        if (trusted().find(id).isEmpty()) {
            throw new KeyUnavailableException("there is no key " + id + " in " + directory);
        }
        privateKeys.remove(id);
        secrets.delete(fileOf(id));
        PrivateKey root = readRoot();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // What it signed within this millisecond must go on counting, or its tenant's log would be refused for good.
        Instant end = now.plusMillis(1);
        List<TrustedKey> keys = new ArrayList<>();
        for (TrustedKey key : trusted().all()) {
            keys.add(key.id().equals(id) && key.isValidAt(end) ? ending(key, end) : key);
        }
        trust.write(root, trust.rootPublicKey(), keys);
    }

    /** The newest valid key of that tenant and role whose private half is here. */
    @Override
    public Optional<KeyId> currentKey(TenantId tenant, KeyRole role) {
        return trusted().newest(tenant, role, clock.instant(), id -> secrets.holds(fileOf(id)));
    }

    @Override
    public byte[] sign(KeyId key, byte[] message) {
        SignatureAlgorithm algorithm = trusted()
                .find(key)
                .orElseThrow(() -> new KeyUnavailableException("key " + key + " is not in the trust file"))
                .algorithm();
        if (!secrets.holds(fileOf(key))) {
            privateKeys.remove(key);
            throw new KeyUnavailableException("the private half of key " + key + " is not in " + directory);
        }
        return algorithm.sign(privateKeys.computeIfAbsent(key, id -> readPrivate(fileOf(id), algorithm)), message);
    }

    private KeyId list(PrivateKey root, TenantId tenant, KeyRole role, PublicKey key) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        KeyId id = KeyId.of(key);
        List<TrustedKey> keys = new ArrayList<>(trusted().all());
        if (trusted().find(id).isPresent()) {
            throw new IllegalArgumentException("key " + id + " is listed already");
        }
        keys.add(new TrustedKey(id, tenant, role, SignatureAlgorithm.of(key), key, now, now.plus(LIFETIME)));
        trust.write(root, trust.rootPublicKey(), keys);
        return id;
    }

    private PrivateKey readRoot() {
        if (!holdsRoot()) {
            throw new KeyUnavailableException(KeyFault.ROOT_ABSENT, directory.toString());
        }
        return readPrivate(ROOT, ALGORITHM);
    }

    private SecretKeySpec readDigestKey(TenantId tenant) {
        if (!secrets.holds(digestFile(tenant))) {
            throw new KeyUnavailableException("the digest key of tenant " + tenant + " is not in " + directory);
        }
        byte[] key = secrets.read(digestFile(tenant));
        try {
            return new SecretKeySpec(key, HMAC);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private void writePrivate(String name, PrivateKey key) {
        byte[] encoded = key.getEncoded();
        secrets.write(name, encoded);
        Arrays.fill(encoded, (byte) 0);
    }

    private PrivateKey readPrivate(String name, SignatureAlgorithm algorithm) {
        byte[] encoded = secrets.read(name);
        try {
            return KeyFactory.getInstance(algorithm.keyFactoryName()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("the private key " + name + " in " + directory + " is not one", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static String fileOf(KeyId id) {
        return id.hex() + ".pk8";
    }

    private static String digestFile(TenantId tenant) {
        return tenant.value() + ".digest";
    }

    private static void requireMade(Path directory) {
        if (!new TrustDirectory(directory).isMade()) {
            throw new KeyUnavailableException("there are no keys in " + directory);
        }
    }

    private static void prepare(Path directory) {
        if (new TrustDirectory(directory).isMade()) {
            throw new KeyUnavailableException("there are keys already in " + directory);
        }
        Path folder = directory.resolve("private");
        if (Files.exists(masterFile(directory)) || Files.exists(folder.resolve(ROOT))) {
            throw new KeyUnavailableException(
                    "there are private keys in " + directory + " and no trust file: put it back;"
                            + " or, if making the keys was interrupted, remove that directory and begin again");
        }
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (UnsupportedOperationException e) {
            // Not a POSIX file system: the directory's own access control has to do.
            return;
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot write keys to " + directory, e);
        }
    }

    private static TrustedKey ending(TrustedKey key, Instant end) {
        return new TrustedKey(
                key.id(), key.tenant(), key.role(), key.algorithm(), key.publicKey(), key.notBefore(), end);
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("this Java platform has no Ed25519", e);
        }
    }
}
