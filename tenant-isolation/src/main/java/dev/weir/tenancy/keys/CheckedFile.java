package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.internal.CanonicalReader;
import dev.weir.tenancy.internal.CanonicalWriter;
import dev.weir.tenancy.internal.MalformedBytesException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A small file that only its owner may read: a header with a version, a length, a body, and the SHA-256 of all that. The
 * checksum finds accidents, so that they can be told from a wrong passphrase; it stops nobody who changes a file on
 * purpose.
 */
final class CheckedFile {
    private static final int LENGTH_BYTES = Integer.BYTES;

    private CheckedFile() {}

    /**
     * The body of a file.
     *
     * @param header ASCII that ends in the version and a line feed
     * @throws KeyUnavailableException if the file is of another version, cut short or damaged
     * @throws IOException if it cannot be read at all
     */
    static byte[] read(Path file, String header) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] opening = header.getBytes(StandardCharsets.US_ASCII);
        int common = Math.min(bytes.length, opening.length);
        if (!Arrays.equals(bytes, 0, common, opening, 0, common)) {
            throw new KeyUnavailableException(KeyFault.UNKNOWN_VERSION, file.toString());
        }
        int bodyAt = opening.length + LENGTH_BYTES;
        if (bytes.length < bodyAt + Sha256.BYTES) {
            throw new KeyUnavailableException(KeyFault.CUT_SHORT, file.toString());
        }
        int length = length(Arrays.copyOfRange(bytes, opening.length, bodyAt), file);
        if (bytes.length - bodyAt - Sha256.BYTES < length) {
            throw new KeyUnavailableException(KeyFault.CUT_SHORT, file.toString());
        }
        int end = bytes.length - Sha256.BYTES;
        byte[] checksum = Arrays.copyOfRange(bytes, end, bytes.length);
        if (end != bodyAt + length
                || !Arrays.equals(Sha256.of(Arrays.copyOf(bytes, end)).bytes(), checksum)) {
            throw new KeyUnavailableException(KeyFault.DAMAGED, file.toString());
        }
        return Arrays.copyOfRange(bytes, bodyAt, end);
    }

    /**
     * Writes a new file: durably, and all of it or none.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one of that name
     */
    static void write(Path file, String header, byte[] body) throws IOException {
        byte[] content = new CanonicalWriter()
                .fixed(header.getBytes(StandardCharsets.US_ASCII))
                .blob(body)
                .toByteArray();
        byte[] whole = new CanonicalWriter()
                .fixed(content)
                .fixed(Sha256.of(content).bytes())
                .toByteArray();
        Path folder = requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        // Made readable and writable by its owner only, before there is anything in it.
        Path next = Files.createTempFile(folder, ".new-", "");
        try {
            Files.write(next, whole, StandardOpenOption.TRUNCATE_EXISTING);
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(next, file);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static int length(byte[] bytes, Path file) {
        try {
            return new CanonicalReader(bytes).u31();
        } catch (MalformedBytesException e) {
            throw new KeyUnavailableException(KeyFault.DAMAGED, file.toString());
        }
    }
}
