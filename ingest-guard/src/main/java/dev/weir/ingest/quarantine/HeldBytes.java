package dev.weir.ingest.quarantine;

import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The bytes of a document that is to be held, opened once. */
@FunctionalInterface
interface HeldBytes {
    InputStream open() throws IOException;

    /**
     * Hands the bytes on piece by piece.
     *
     * @param length of each piece but the last
     * @return the digest of all
     */
    default Sha256 copyTo(int length, Sink sink) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = open()) {
            byte[] piece = in.readNBytes(length);
            while (piece.length > 0) {
                digest.update(piece);
                sink.take(piece);
                piece = in.readNBytes(length);
            }
        }
        return Sha256.fromBytes(digest.digest());
    }

    /** Takes pieces. */
    @FunctionalInterface
    interface Sink {
        void take(byte[] piece) throws IOException;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
