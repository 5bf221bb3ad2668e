package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A master key in this process's memory. What it wraps is 12 bytes of nonce and AES-256-GCM's output. */
final class AesMasterKey implements MasterKey {
    /** Bytes in a master key. */
    static final int KEY_BYTES = 32;

    private static final String DOMAIN = "dev.weir/secret/v1\n";

    private final SecretKey key;
    private final String custody;

    /** @param key {@link #KEY_BYTES} bytes, overwritten before this returns */
    AesMasterKey(byte[] key, String custody) {
        this.key = new SecretKeySpec(key, AesGcm.KEY_ALGORITHM);
        this.custody = requireNonNull(custody, "custody is null");
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public byte[] wrap(String name, byte[] secret) {
        try {
            return AesGcm.seal(key, associated(name), secret);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("this Java platform cannot wrap a key", e);
        }
    }

    @Override
    public byte[] unwrap(String name, byte[] wrapped) {
        try {
            return AesGcm.open(key, associated(name), wrapped);
        } catch (AEADBadTagException e) {
            throw new KeyUnavailableException(KeyFault.NOT_UNDER_THIS_MASTER, name);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("this Java platform cannot unwrap a key", e);
        }
    }

    @Override
    public String custody() {
        return custody;
    }

    private static byte[] associated(String name) {
        return (DOMAIN + name).getBytes(StandardCharsets.UTF_8);
    }
}
