package dev.weir.ingest.provenance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run of variation selectors that calls itself a credential. */
final class Wrapper {
    /** A manifest of some text has a few kilobytes; one with certificates and pictures hardly ever more. */
    static final int MAX_STORE_BYTES = 256 * 1_024;

    private static final byte[] MAGIC = {'C', '2', 'P', 'A', 'T', 'X', 'T', 0};
    private static final String SPELLED_MAGIC = spell(MAGIC);
    private static final int HEADER_BYTES = MAGIC.length + 1 + Integer.BYTES;
    private static final int VERSION = 1;
    private static final char MARKER = '\uFEFF';

    private static final int SMALL_SELECTORS = 0xFE00;
    private static final int LARGE_SELECTORS = 0xE0100;
    private static final int SMALL_BYTES = 16;

    /** A selector takes three bytes of UTF-8 below 16 and four from there on; padding makes up for the difference. */
    private static final int PAD_SHORT = 0x00;

    private static final int PAD_LONG = 0x10;
    private static final int MOST_LONG_PADS = 2;

    private final int start;
    private final int end;
    private final boolean marked;
    private final byte[] bytes;

    /**
     * @param marked whether the marker stands before the selectors
     * @param bytes what the selectors spell, from the magic on
     */
    private Wrapper(int start, int end, boolean marked, byte[] bytes) {
        this.start = start;
        this.end = end;
        this.marked = marked;
        this.bytes = bytes;
    }

    /** First code unit of the run, its marker included. */
    int start() {
        return start;
    }

    /** Code unit behind the run. */
    int end() {
        return end;
    }

    /** Every run in a text that begins with the magic, in order. */
    static List<Wrapper> findAll(String text) {
        List<Wrapper> found = new ArrayList<>();
        int magic = text.indexOf(SPELLED_MAGIC);
        while (magic >= 0) {
            Wrapper wrapper = at(text, magic, found.isEmpty() ? 0 : found.getLast().end);
            found.add(wrapper);
            magic = text.indexOf(SPELLED_MAGIC, wrapper.end);
        }
        return found;
    }

    static boolean isIn(String text) {
        return text.contains(SPELLED_MAGIC);
    }

    private static Wrapper at(String text, int magic, int from) {
        boolean marked = magic > from && text.charAt(magic - 1) == MARKER;
        int start = marked ? magic - 1 : magic;
        // In front of a marker a selector can be that of an emoji.
        while (!marked && start > from && byteOf(text.codePointBefore(start)) >= 0) {
            start -= Character.charCount(text.codePointBefore(start));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int end = magic;
        while (end < text.length() && byteOf(text.codePointAt(end)) >= 0) {
            bytes.write(byteOf(text.codePointAt(end)));
            end += Character.charCount(text.codePointAt(end));
        }
        return new Wrapper(start, end, marked, bytes.toByteArray());
    }

    /** The byte that a selector stands for, -1 if it is none. */
    private static int byteOf(int codePoint) {
        if (codePoint >= SMALL_SELECTORS && codePoint < SMALL_SELECTORS + SMALL_BYTES) {
            return codePoint - SMALL_SELECTORS;
        }
        int large = codePoint - LARGE_SELECTORS + SMALL_BYTES;
        return large >= SMALL_BYTES && large <= 0xFF ? large : -1;
    }

    private static String spell(byte[] bytes) {
        StringBuilder spelled = new StringBuilder();
        for (byte each : bytes) {
            int value = each & 0xFF;
            spelled.appendCodePoint(
                    value < SMALL_BYTES ? SMALL_SELECTORS + value : LARGE_SELECTORS + value - SMALL_BYTES);
        }
        return spelled.toString();
    }

    /** The characters of the run. */
    String characters(String text) {
        return text.substring(start, end);
    }

    /** Everything that could be read as words in it, whether or not it is a manifest. */
    String words() {
        int header = Math.min(HEADER_BYTES, bytes.length);
        byte[] payload = Arrays.copyOfRange(bytes, header, bytes.length);
        long length = header < HEADER_BYTES ? 0 : storeLength();
        return ManifestWords.of(payload, (int) Math.min(length, payload.length));
    }

    private long storeLength() {
        return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(MAGIC.length + 1));
    }

    /** The manifest store in a frame that is as the standard lays it down. */
    byte[] store() throws NotVerifiedException {
        if (!marked) {
            throw new NotVerifiedException(CredentialFault.NO_MARKER);
        }
        if (bytes.length < HEADER_BYTES) {
            throw new NotVerifiedException(CredentialFault.TRUNCATED);
        }
        if (bytes[MAGIC.length] != VERSION) {
            throw new NotVerifiedException(CredentialFault.VERSION);
        }
        long length = storeLength();
        if (length > MAX_STORE_BYTES) {
            throw new NotVerifiedException(CredentialFault.TOO_LARGE);
        }
        if (length > bytes.length - HEADER_BYTES) {
            throw new NotVerifiedException(CredentialFault.TRUNCATED);
        }
        int behind = HEADER_BYTES + (int) length;
        if (!isPadding(behind)) {
            throw new NotVerifiedException(CredentialFault.PADDING);
        }
        return Arrays.copyOfRange(bytes, HEADER_BYTES, behind);
    }

    /** Zeros and then at most two 16s: what fills a wrapper to its length, and cannot say anything. */
    private boolean isPadding(int from) {
        int at = from;
        while (at < bytes.length && bytes[at] == PAD_SHORT) {
            at++;
        }
        int longPads = 0;
        while (at < bytes.length && bytes[at] == PAD_LONG) {
            at++;
            longPads++;
        }
        return at == bytes.length && longPads <= MOST_LONG_PADS;
    }
}
