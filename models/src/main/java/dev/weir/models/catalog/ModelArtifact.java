package dev.weir.models.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The bytes of one model file whose digest has been checked.
 *
 * <h2>Guarantees</h2>
 *
 * An instance exists only if the SHA-256 of its bytes equals the pinned one, and the bytes cannot change
 * afterwards: they are read once and kept in memory.
 *
 * <h2>Not guaranteed</h2>
 *
 * That the pinned model is a good one. The pin is only as trustworthy as the place it was read from.
 */
public final class ModelArtifact {

    private final String name;
    private final String sha256;
    private final byte[] content;

    private ModelArtifact(String name, String sha256, byte[] content) {
        this.name = name;
        this.sha256 = sha256;
        this.content = content;
    }

    /**
     * Reads a file of the class path.
     *
     * @param resource absolute resource name, starting with a slash
     * @param sha256 pinned digest, 64 lower-case hex digits
     * @return the checked artifact
     * @throws ModelUnavailableException if there is no such resource or it cannot be read
     * @throws ModelDigestMismatchException if its bytes are not the pinned ones
     */
    public static ModelArtifact ofResource(String resource, String sha256) {
        return checked(resource, readResource(resource), sha256);
    }

    /**
     * Reads a file of the file system.
     *
     * @param file the file
     * @param sha256 pinned digest, 64 lower-case hex digits
     * @return the checked artifact
     * @throws ModelUnavailableException if the file cannot be read
     * @throws ModelDigestMismatchException if its bytes are not the pinned ones
     */
    public static ModelArtifact ofFile(Path file, String sha256) {
        return checked(file.toString(), readFile(file), sha256);
    }

    static byte[] readResource(String resource) {
        try (InputStream in = ModelArtifact.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ModelUnavailableException("model file " + resource + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new ModelUnavailableException("model file " + resource + " cannot be read", failure);
        }
    }

    static byte[] readFile(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new ModelUnavailableException("model file " + file + " cannot be read", failure);
        }
    }

    private static ModelArtifact checked(String name, byte[] content, String pinned) {
        String actual = sha256(content);
        if (!actual.equals(pinned)) {
            throw new ModelDigestMismatchException(name, pinned, actual);
        }
        return new ModelArtifact(name, actual, content);
    }

    /**
     * The digest by which models and rule sets are named.
     *
     * @param content any bytes
     * @return SHA-256, 64 lower-case hex digits
     */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** {@return where the bytes came from, for messages} */
    public String name() {
        return name;
    }

    /** {@return the digest of the bytes, 64 lower-case hex digits} */
    public String sha256() {
        return sha256;
    }

    /** {@return the number of bytes} */
    public int sizeBytes() {
        return content.length;
    }

    /** {@return a copy of the bytes} */
    public byte[] bytes() {
        return content.clone();
    }

    /** {@return a new stream over the bytes} */
    public InputStream open() {
        return new ByteArrayInputStream(content);
    }

    @Override
    public String toString() {
        return "ModelArtifact[" + name + ", sha256=" + sha256 + "]";
    }
}
