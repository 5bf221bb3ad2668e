package dev.weir.retrieve.audit;

import dev.weir.tenancy.chunk.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a question into what the log keeps of it: enough to see that two questions were the same. Thread-safe.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Without a key, whoever can guess a question can find it in the log.
 */
public final class QueryDigest {
    /** The fewest bytes of a key. */
    public static final int MIN_KEY_BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private final byte[] key;

    private QueryDigest(byte[] key) {
        this.key = key;
    }

    /** SHA-256 of the question. */
    public static QueryDigest plain() {
        return new QueryDigest(new byte[0]);
    }

    /**
     * HMAC-SHA-256 of the question.
     *
     * @param key at least {@value #MIN_KEY_BYTES} bytes, copied
     * @throws IllegalArgumentException if the key is shorter
     */
    public static QueryDigest keyed(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("a key needs at least " + MIN_KEY_BYTES + " bytes, got " + key.length);
        }
        return new QueryDigest(key.clone());
    }

    /** {@code sha256:HEX} or {@code hmac-sha256:HEX} of the question's UTF-8. */
    public String of(String query) {
        if (key.length == 0) {
            return "sha256:" + Sha256.ofText(query).hex();
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return "hmac-sha256:" + HexFormat.of().formatHex(mac.doFinal(query.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
