package dev.weir.ingest.layout.rtf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Cuts an RTF file into tokens. */
final class RtfTokens {

    enum Kind {
        OPEN,
        CLOSE,
        /** A control word, perhaps with a number. */
        WORD,
        /** A control sign. */
        SIGN,
        /** A byte of text. */
        BYTE,
        /** Raw bytes of a length that was stated. */
        BINARY,
        END
    }

    private static final int BUFFER_BYTES = 8_192;
    private static final int MAX_WORD_LENGTH = 64;
    private static final long MAX_NUMBER = Integer.MAX_VALUE;

    /** Of raw bytes no more is kept. */
    private static final int MAX_KEPT_BYTES = 100_000;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private final StringBuilder letters = new StringBuilder();
    private String word = "";
    private int number;
    private boolean numbered;
    private int unit;
    private byte[] binary = {};
    private boolean cutOff;

    RtfTokens(InputStream in) {
        this.in = in;
    }

    /** The last control word, without its number. */
    String word() {
        return word;
    }

    /** The number of the last control word. */
    int number(int otherwise) {
        return numbered ? number : otherwise;
    }

    /** Whether a switch is on: present, and not with a zero. */
    boolean isOn() {
        return !numbered || number != 0;
    }

    /** The last byte or sign. */
    int unit() {
        return unit;
    }

    /** The beginning of the last raw bytes. */
    byte[] binary() {
        return binary;
    }

    /** Whether raw bytes were stated to go on behind the end of the file. */
    boolean isCutOff() {
        return cutOff;
    }

    Kind next() throws IOException {
        int next = read();
        while (next == '\r' || next == '\n' || next == 0) {
            next = read();
        }
        return switch (next) {
            case -1 -> Kind.END;
            case '{' -> Kind.OPEN;
            case '}' -> Kind.CLOSE;
            case '\\' -> control();
            default -> {
                unit = next;
                yield Kind.BYTE;
            }
        };
    }

    private Kind control() throws IOException {
        int first = read();
        if (isLetter(first)) {
            return word(first);
        }
        unit = first;
        return switch (first) {
            case -1 -> Kind.END;
            case '\'' -> hex();
            case '{', '}', '\\' -> Kind.BYTE;
            default -> Kind.SIGN;
        };
    }

    private Kind hex() throws IOException {
        int high = digit();
        int low = high < 0 ? -1 : digit();
        unit = Math.max(0, high * 16 + low);
        // Half an escape says nothing.
        return low < 0 ? Kind.SIGN : Kind.BYTE;
    }

    private int digit() throws IOException {
        int next = read();
        int digit = Character.digit(next, 16);
        if (digit < 0 && next != -1) {
            at--;
        }
        return digit;
    }

    private Kind word(int first) throws IOException {
        letters.setLength(0);
        int next = first;
        while (isLetter(next)) {
            if (letters.length() < MAX_WORD_LENGTH) {
                letters.append((char) next);
            }
            next = read();
        }
        word = letters.toString();
        boolean negative = next == '-';
        next = negative ? read() : next;
        numbered = next >= '0' && next <= '9';
        long value = 0;
        while (next >= '0' && next <= '9') {
            value = Math.min(MAX_NUMBER, value * 10 + next - '0');
            next = read();
        }
        number = (int) (negative ? -value : value);
        if (next != ' ' && next != -1) {
            at--;
        }
        if (word.equals("bin")) {
            binary = raw(numbered ? number : 0);
            return Kind.BINARY;
        }
        return Kind.WORD;
    }

    private byte[] raw(int length) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        long left = Math.max(0, length);
        while (left > 0) {
            if (at == end && !fill()) {
                cutOff = true;
                break;
            }
            int taken = (int) Math.min(left, end - at);
            kept.write(buffer, at, Math.min(taken, MAX_KEPT_BYTES - kept.size()));
            at += taken;
            left -= taken;
        }
        return kept.toByteArray();
    }

    private int read() throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        return buffer[at++] & 0xFF;
    }

    /** Keeps the last byte in front, so that one can be put back. */
    private boolean fill() throws IOException {
        if (end > 0) {
            buffer[0] = buffer[end - 1];
        }
        int read = in.readNBytes(buffer, 1, BUFFER_BYTES - 1);
        at = 1;
        end = 1 + read;
        return read > 0;
    }

    private static boolean isLetter(int unit) {
        return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
    }
}
