package dev.weir.tenancy.chunk;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** 16 bytes that make the leaves of a version unguessable, held as two big-endian words so that equality is by value. */
public record LeafSalt(long high, long low) {
    /** Bytes in a salt. */
    public static final int BYTES = 16;

    /** The first half of a keyed digest. */
    public static LeafSalt of(Sha256 keyed) {
        return new LeafSalt(keyed.w0(), keyed.w1());
    }

    /**
     * The salt with these bytes.
     *
     * @throws IllegalArgumentException if there are not exactly 16
     */
    public static LeafSalt fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a leaf salt has 16 bytes, got " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new LeafSalt(buffer.getLong(), buffer.getLong());
    }

    /** The 16 bytes, a new array each time. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}
