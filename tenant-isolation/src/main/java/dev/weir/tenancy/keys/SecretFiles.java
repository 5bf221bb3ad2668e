package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.internal.CanonicalReader;
import dev.weir.tenancy.internal.CanonicalWriter;
import dev.weir.tenancy.internal.MalformedBytesException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Secrets in one folder, a file each, wrapped under one master key with the file's name bound to them. The bytes are those
 * of {@code docs/formats/keys-v1.md}. Thread-safe.
 */
final class SecretFiles {
    static final String HEADER = "WEIR-SECRET 1\n";

    private final Path folder;
    private final MasterKey master;

    SecretFiles(Path folder, MasterKey master) {
        this.folder = requireNonNull(folder, "folder is null");
        this.master = requireNonNull(master, "master is null");
    }

    boolean holds(String name) {
        return Files.isRegularFile(folder.resolve(name));
    }

    /** @throws KeyUnavailableException if there is such a file, or it cannot be written */
    void write(String name, byte[] secret) {
        Path file = folder.resolve(name);
        byte[] body = new CanonicalWriter()
                .string(name)
                .blob(master.wrap(name, secret))
                .toByteArray();
        try {
            CheckedFile.write(file, HEADER, body);
        } catch (FileAlreadyExistsException e) {
            throw new KeyUnavailableException("there is a key already in " + file, e);
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot write the key " + file, e);
        }
    }

    /**
     * The secret of this name, in a new array that the caller overwrites.
     *
     * @throws KeyUnavailableException if it is not there, or not what was written under this name; it names the fault
     */
    byte[] read(String name) {
        Path file = folder.resolve(name);
        try {
            CanonicalReader in = new CanonicalReader(CheckedFile.read(file, HEADER));
            String written = in.string();
            byte[] wrapped = in.blob();
            in.end();
            if (!written.equals(name)) {
                throw new KeyUnavailableException(KeyFault.WRONG_NAME, file.toString());
            }
            return master.unwrap(name, wrapped);
        } catch (MalformedBytesException e) {
            throw new KeyUnavailableException(KeyFault.DAMAGED, file.toString());
        } catch (IOException e) {
            throw new KeyUnavailableException("the key " + name + " is not in " + folder, e);
        }
    }

    /** Removes the secret of this name, if it is there. */
    void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new KeyUnavailableException("cannot delete the key " + name + " in " + folder, e);
        }
    }

    String custody() {
        return master.custody();
    }
}
