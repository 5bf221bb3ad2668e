package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trust file of one directory, and the id of the root key that it pins. The file is read at every call, which costs some
 * tens of microseconds, and verified once for each content: whatever a file's time and size say, another process's change
 * is seen at the next call. Thread-safe.
 */
final class TrustDirectory {
    private final Path directory;
    private volatile @Nullable Parsed parsed;

    TrustDirectory(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
    }

    boolean isMade() {
        return Files.isRegularFile(trustFile());
    }

    /** @throws KeyUnavailableException if the files cannot be read */
    TrustedKeys read() {
        return parsed().keys();
    }

    /** The pinned root's public key. */
    PublicKey rootPublicKey() {
        String line = parsed().text()
                .lines()
                .filter(l -> l.startsWith("root "))
                .findFirst()
                .orElseThrow(() -> new KeyUnavailableException("the trust file names no root key"));
        return TrustFile.publicKey(KeyDirectory.ALGORITHM, line.split(" ", -1)[2], 0);
    }

    /** Pins a root key, for good. */
    void pin(PublicKey root) {
        try {
            Files.writeString(rootFile(), KeyId.of(root).hex() + "\n", StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot write keys to " + directory, e);
        }
    }

    /** Replaces the trust file in one step. */
    void write(PrivateKey root, PublicKey rootPublic, List<TrustedKey> keys) {
        String unsigned = TrustFile.unsigned(KeyDirectory.ALGORITHM, rootPublic, keys);
        byte[] signature = KeyDirectory.ALGORITHM.sign(root, unsigned.getBytes(StandardCharsets.UTF_8));
        Path next = directory.resolve("trust.next");
        try {
            Files.writeString(next, TrustFile.signed(unsigned, signature), StandardCharsets.UTF_8);
            Files.move(next, trustFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new KeyUnavailableException(
                    "the file system of " + directory + " cannot replace a file in one step", e);
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot write keys to " + directory, e);
        }
    }

    private Parsed parsed() {
        try {
            String text = Files.readString(trustFile(), StandardCharsets.UTF_8);
            Parsed known = parsed;
            if (known == null || !known.text().equals(text)) {
                String root =
                        Files.readString(rootFile(), StandardCharsets.US_ASCII).strip();
                known = new Parsed(text, TrustedKeys.parse(text, new KeyId(root)));
                parsed = known;
            }
            return known;
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyUnavailableException("cannot read the trust file in " + directory, e);
        }
    }

    private Path trustFile() {
        return directory.resolve("trust");
    }

    private Path rootFile() {
        return directory.resolve("root");
    }

    /** A trust file's text and what it says. */
    private record Parsed(String text, TrustedKeys keys) {}
}
