package dev.weir.tenancy.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Writes the one byte form of a record: fixed order, big-endian lengths, no options. Not thread-safe. */
public final class CanonicalWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    public CanonicalWriter u8(int value) {
        checkRange(value, 0xFF);
        out.write(value);
        return this;
    }

    public CanonicalWriter u16(int value) {
        checkRange(value, 0xFFFF);
        out.write(value >>> 8);
        out.write(value);
        return this;
    }

    /** A non-negative int in four bytes. */
    public CanonicalWriter u31(int value) {
        checkRange(value, Integer.MAX_VALUE);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
        return this;
    }

    /** A non-negative long in eight bytes. */
    public CanonicalWriter u63(long value) {
        checkRange(value, Long.MAX_VALUE);
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    /** Bytes whose number the format fixes. */
    public CanonicalWriter fixed(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A four-byte length and that many bytes. */
    public CanonicalWriter blob(byte[] bytes) {
        return u31(bytes.length).fixed(bytes);
    }

    /** A two-byte length and the UTF-8 of a well-formed string. */
    public CanonicalWriter string(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return u16(bytes.length).fixed(bytes);
    }

    /** A one-byte count and the strings in code-unit order. */
    public CanonicalWriter strings(Collection<String> values) {
        TreeSet<String> sorted = new TreeSet<>(values);
        u8(sorted.size());
        sorted.forEach(this::string);
        return this;
    }

    /** One byte, the constant's place in the format's list of codes. */
    public <E> CanonicalWriter constant(E value, List<E> codes) {
        return u8(codes.indexOf(value));
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    private static void checkRange(long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("value must be 0.." + max + ", got " + value);
        }
    }
}
