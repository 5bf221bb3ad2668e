package dev.weir.ingest.parse;

import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A private copy of a document and the digest of exactly those bytes, so that what is parsed is what was hashed however the
 * original changes meanwhile.
 */
sealed interface Snapshot {

    /** All bytes were copied. */
    record Taken(String sha256, long bytes) implements Snapshot {}

    /** The bytes could not all be had. */
    record Refused(Gap gap) implements Snapshot {}

    /**
     * Copies a file.
     *
     * @param maxBytes a larger file is refused without reading further
     * @throws UncheckedIOException if the copy cannot be written, which is no fault of the document
     */
    static Snapshot take(Path source, Path copy, long maxBytes) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(source, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                // Opening a pipe or a device may wait for ever.
                return refused(GapCode.UNREADABLE, "not a regular file");
            }
            if (attributes.size() > maxBytes) {
                return refused(GapCode.TOO_LARGE, "more than " + maxBytes + " bytes");
            }
            return copy(source, copy, maxBytes);
        } catch (NoSuchFileException e) {
            return refused(GapCode.UNREADABLE, "no such file");
        } catch (AccessDeniedException e) {
            return refused(GapCode.UNREADABLE, "access denied");
        } catch (IOException | SecurityException e) {
            return refused(GapCode.UNREADABLE, e.getClass().getSimpleName());
        }
    }

    private static Snapshot copy(Path source, Path copy, long maxBytes) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        try (InputStream in = Files.newInputStream(source);
                OutputStream out = open(copy)) {
            int read = in.read(buffer);
            while (read >= 0) {
                total += read;
                if (total > maxBytes) {
                    return refused(GapCode.TOO_LARGE, "more than " + maxBytes + " bytes");
                }
                digest.update(buffer, 0, read);
                write(out, buffer, read);
                read = in.read(buffer);
            }
        }
        return new Taken(HexFormat.of().formatHex(digest.digest()), total);
    }

    private static OutputStream open(Path copy) {
        try {
            return Files.newOutputStream(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Snapshot refused(GapCode code, String detail) {
        return new Refused(new Gap(code, Locations.ROOT, detail));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
