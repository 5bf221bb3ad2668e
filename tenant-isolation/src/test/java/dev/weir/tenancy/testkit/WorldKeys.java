package dev.weir.tenancy.testkit;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.keys.Signer;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.keys.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 keys in memory, for worlds with thousands of signatures. Its trust file is written here by hand from the
 * format's specification, and read by the product.
 */
public final class WorldKeys implements Signer, TenantDigests, Supplier<TrustedKeys> {
    private final KeyPair root;
    private final Map<KeyId, KeyPair> pairs = new HashMap<>();
    private final Map<String, KeyId> current = new HashMap<>();
    private final Map<String, String> lines = new TreeMap<>();
    private final Map<KeyId, String[]> periods = new LinkedHashMap<>();
    private @Nullable TrustedKeys parsed;

    public WorldKeys() {
        this(randomSeed());
    }

    /** @param rootSeed the root's private key as RFC 8032 has it, 32 bytes */
    public WorldKeys(byte[] rootSeed) {
        root = pair(rootSeed);
    }

    /** Adds a key that is valid in {@code [notBefore, notAfter)} and signs with it from now on. */
    public KeyId add(TenantId tenant, KeyRole role, Instant notBefore, Instant notAfter) {
        return add(tenant, role, notBefore, notAfter, randomSeed());
    }

    /** The same with a given private key. */
    public synchronized KeyId add(TenantId tenant, KeyRole role, Instant notBefore, Instant notAfter, byte[] seed) {
        KeyPair pair = pair(seed);
        KeyId id = KeyId.of(pair.getPublic());
        pairs.put(id, pair);
        current.put(tenant + "/" + role, id);
        periods.put(id, new String[] {tenant.value(), role.name().toLowerCase(Locale.ROOT), notBefore.toString()});
        line(id, notAfter);
        return id;
    }

    /** Ends a key's period. */
    public synchronized void end(KeyId id, Instant notAfter) {
        line(id, notAfter);
    }

    /** Signs with an older key again, as its thief would. */
    public synchronized void use(TenantId tenant, KeyRole role, KeyId id) {
        current.put(tenant + "/" + role, id);
    }

    /** Takes a key out of the trust file. */
    public synchronized void unlist(KeyId id) {
        lines.remove(id.hex());
        parsed = null;
    }

    /** The trust file as it stands. */
    public synchronized String trustFile() {
        String unsigned = "weir-trust-1\n" + String.join("", lines.values()) + "root ed25519 "
                + base64(root.getPublic().getEncoded()) + "\n";
        return unsigned + "signature " + base64(sign(root, unsigned.getBytes(StandardCharsets.US_ASCII))) + "\n";
    }

    public KeyId rootId() {
        return KeyId.of(root.getPublic());
    }

    @Override
    public synchronized TrustedKeys get() {
        if (parsed == null) {
            parsed = TrustedKeys.parse(trustFile(), rootId());
        }
        return parsed;
    }

    @Override
    public synchronized Optional<KeyId> currentKey(TenantId tenant, KeyRole role) {
        return Optional.ofNullable(current.get(tenant + "/" + role));
    }

    @Override
    public synchronized byte[] sign(KeyId key, byte[] message) {
        KeyPair pair = pairs.get(key);
        if (pair == null) {
            throw new KeyUnavailableException("there is no key " + key);
        }
        return sign(pair, message);
    }

    /** Under a key that is the tenant's name: tests need the same digests in every run. */
    @Override
    public Sha256 digest(TenantId tenant, Purpose purpose, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(tenant.value().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return Sha256.fromBytes(mac.doFinal((purpose.domain() + message).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("this Java platform has no HMAC", e);
        }
    }

    private void line(KeyId id, Instant notAfter) {
        String[] period = periods.get(id);
        KeyPair pair = pairs.get(id);
        if (period == null || pair == null) {
            throw new KeyUnavailableException("there is no key " + id);
        }
        parsed = null;
        lines.put(
                id.hex(),
                String.join(
                                " ",
                                "key",
                                id.hex(),
                                period[0],
                                period[1],
                                "ed25519",
                                period[2],
                                notAfter.toString(),
                                base64(pair.getPublic().getEncoded()))
                        + "\n");
    }

    private static byte[] sign(KeyPair pair, byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("the key cannot sign", e);
        }
    }

    private static byte[] randomSeed() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    /** The key pair of a seed: the generator asks its random source for exactly the private key's bytes. */
    private static KeyPair pair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new FixedBytes(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("this Java platform has no Ed25519", e);
        }
    }

    private static final class FixedBytes extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        FixedBytes(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
