package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Master keys in files, made with the JDK's own cryptography. The bytes are those of {@code docs/formats/keys-v1.md}.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A master key is 256 random bits. Under a passphrase, its file says nothing of it to whoever does not have the
 *       passphrase, except what guessing finds: each guess costs at least {@link #MIN_ITERATIONS} rounds of HMAC-SHA-256.
 *   <li>A passphrase that is handed in is overwritten before the call returns, whatever its outcome.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>A master key in a file without a passphrase separates nothing: whoever may read that file and the wrapped secrets has
 * them all. It is worth having only where the two lie in different places or backups. And whoever reads this process's
 * memory has every key that it uses.
 */
public final class MasterKeys {
    /** The fewest rounds of PBKDF2 that a passphrase is stretched by; what new files are made with. */
    public static final int MIN_ITERATIONS = 600_000;

    /** The most rounds that a file may ask for, so that a changed one cannot stop whoever opens it. */
    public static final int MAX_ITERATIONS = 10_000_000;

    /** The fewest characters of a new passphrase. */
    public static final int MIN_PASSPHRASE = 12;

    private MasterKeys() {}

    /**
     * Makes a master key in a new file that only its owner may read.
     *
     * @throws KeyUnavailableException if there is such a file, or it cannot be written
     */
    public static MasterKey create(Path file) {
        byte[] key = AesGcm.random(AesMasterKey.KEY_BYTES);
        write(file, MasterFile.plain(key));
        return new AesMasterKey(key, MasterFile.IN_FILE);
    }

    /**
     * Makes a master key in a new file that only its owner may read, encrypted under a passphrase.
     *
     * @param passphrase overwritten before this returns
     * @throws IllegalArgumentException if the passphrase is shorter than {@link #MIN_PASSPHRASE} characters
     * @throws KeyUnavailableException if there is such a file, or it cannot be written
     */
    public static MasterKey create(Path file, char[] passphrase) {
        try {
            if (passphrase.length < MIN_PASSPHRASE) {
                throw new IllegalArgumentException(
                        "a passphrase needs at least " + MIN_PASSPHRASE + " characters, got " + passphrase.length);
            }
            byte[] key = AesGcm.random(AesMasterKey.KEY_BYTES);
            write(file, MasterFile.encrypted(key, passphrase, MIN_ITERATIONS));
            return new AesMasterKey(key, MasterFile.UNDER_PASSPHRASE);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /**
     * Opens a master key that is not under a passphrase.
     *
     * @throws KeyUnavailableException if the file is not there, or not one, or under a passphrase; it names the fault
     */
    public static MasterKey open(Path file) {
        return MasterFile.read(file, body(file)).openPlain();
    }

    /**
     * Opens a master key that is under a passphrase.
     *
     * @param passphrase overwritten before this returns
     * @throws KeyUnavailableException if the file is not there, or not one, or not under this passphrase; it names the
     *     fault
     */
    public static MasterKey open(Path file, char[] passphrase) {
        try {
            return MasterFile.read(file, body(file)).open(passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** Stands for a master key that is not here: public keys can be used without one. */
    static MasterKey absent(Path file) {
        return new AbsentMasterKey(file);
    }

    private static byte[] body(Path file) {
        requireNonNull(file, "file is null");
        if (!Files.exists(file)) {
            throw new KeyUnavailableException(KeyFault.MASTER_ABSENT, file.toString());
        }
        try {
            return CheckedFile.read(file, MasterFile.HEADER);
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot read the master key " + file, e);
        }
    }

    private static void write(Path file, byte[] body) {
        try {
            CheckedFile.write(file, MasterFile.HEADER, body);
        } catch (FileAlreadyExistsException e) {
            throw new KeyUnavailableException("there is a master key already in " + file, e);
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot write the master key " + file, e);
        }
    }

    private record AbsentMasterKey(Path file) implements MasterKey {
        @Override
        public byte[] wrap(String name, byte[] secret) {
            throw new KeyUnavailableException(KeyFault.MASTER_ABSENT, file.toString());
        }

        @Override
        public byte[] unwrap(String name, byte[] wrapped) {
            throw new KeyUnavailableException(KeyFault.MASTER_ABSENT, file.toString());
        }

        @Override
        public String custody() {
            return "absent";
        }
    }
}
