package dev.weir.tenancy.internal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link CanonicalWriter} wrote and refuses every other spelling. Not thread-safe. */
public final class CanonicalReader {
    private final ByteBuffer in;

    public CanonicalReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    public int u8() throws MalformedBytesException {
        try {
            return in.get() & 0xFF;
        } catch (BufferUnderflowException e) {
            throw endsEarly(e);
        }
    }

    public int u16() throws MalformedBytesException {
        try {
            return in.getShort() & 0xFFFF;
        } catch (BufferUnderflowException e) {
            throw endsEarly(e);
        }
    }

    public int u31() throws MalformedBytesException {
        try {
            int value = in.getInt();
            if (value < 0) {
                throw new MalformedBytesException("a number is negative at byte " + (in.position() - 4));
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw endsEarly(e);
        }
    }

    public long u63() throws MalformedBytesException {
        try {
            long value = in.getLong();
            if (value < 0) {
                throw new MalformedBytesException("a number is negative at byte " + (in.position() - 8));
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw endsEarly(e);
        }
    }

    public byte[] fixed(int length) throws MalformedBytesException {
        if (length > in.remaining()) {
            throw new MalformedBytesException("ends early, at byte " + in.limit());
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    public byte[] blob() throws MalformedBytesException {
        return fixed(u31());
    }

    public String string() throws MalformedBytesException {
        int length = u16();
        byte[] bytes = fixed(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedBytesException("a string is not UTF-8 before byte " + in.position(), e);
        }
    }

    public List<String> strings() throws MalformedBytesException {
        int count = u8();
        List<String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String value = string();
            if (i > 0 && values.get(i - 1).compareTo(value) >= 0) {
                throw new MalformedBytesException("a set is unordered or repeats before byte " + in.position());
            }
            values.add(value);
        }
        return values;
    }

    /** The constant whose place in the format's list of codes the next byte is. */
    public <E> E constant(List<E> codes) throws MalformedBytesException {
        int code = u8();
        if (code >= codes.size()) {
            throw new MalformedBytesException("unknown code " + code + " at byte " + (in.position() - 1));
        }
        return codes.get(code);
    }

    /** Checks that nothing is left. */
    public void end() throws MalformedBytesException {
        if (in.hasRemaining()) {
            throw new MalformedBytesException(in.remaining() + " bytes are left over");
        }
    }

    private static MalformedBytesException endsEarly(BufferUnderflowException cause) {
        return new MalformedBytesException("ends early", cause);
    }
}
