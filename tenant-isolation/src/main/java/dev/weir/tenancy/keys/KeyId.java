package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.Sha256;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of a key: the first 16 bytes of the SHA-256 of its SubjectPublicKeyInfo (RFC 5280), in lower-case hex. */
public record KeyId(String hex) implements Comparable<KeyId> {
    /** Bytes in a key id. */
    public static final int BYTES = 16;

    private static final Pattern CANONICAL = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException if {@code hex} is not 32 lower-case hexadecimal digits */
    public KeyId {
        requireNonNull(hex, "hex is null");
        if (!CANONICAL.matcher(hex).matches()) {
            throw new IllegalArgumentException("a key id is 32 lower-case hexadecimal digits");
        }
    }

    /** The id of a public key. */
    public static KeyId of(PublicKey key) {
        return new KeyId(Sha256.of(key.getEncoded()).hex().substring(0, 2 * BYTES));
    }

    /**
     * The id with these bytes.
     *
     * @throws IllegalArgumentException if there are not exactly 16
     */
    public static KeyId fromBytes(byte[] bytes) {
        return new KeyId(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public int compareTo(KeyId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
