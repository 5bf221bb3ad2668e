package dev.weir.adapters.cli;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.keys.KeyFault;
import dev.weir.tenancy.keys.KeyUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory of keys, and where the passphrase of its master key is found: in a file, or in the environment. */
final class KeyPlace {
    /** The environment variable that holds the passphrase, unless a file does. */
    static final String VARIABLE = "WEIR_PASSPHRASE";

    private final Path directory;
    private final @Nullable Path file;
    private final @Nullable String variable;

    private KeyPlace(Path directory, @Nullable Path file, @Nullable String variable) {
        this.directory = requireNonNull(directory, "directory is null");
        this.file = file;
        this.variable = variable;
    }

    /** Keys whose passphrase is on the first line of a file or, without one, in the environment, if they have any. */
    static KeyPlace of(Path directory, @Nullable Path passphraseFile) {
        return new KeyPlace(directory, passphraseFile, System.getenv(VARIABLE));
    }

    /** Keys that are under no passphrase, whatever the environment holds. */
    static KeyPlace withoutPassphrase(Path directory) {
        return new KeyPlace(directory, null, null);
    }

    Path directory() {
        return directory;
    }

    boolean isMade() {
        return Files.exists(directory.resolve("trust"));
    }

    KeyDirectory create(InstantSource clock) {
        char[] passphrase = passphrase();
        try {
            return passphrase == null
                    ? KeyDirectory.create(directory, clock)
                    : KeyDirectory.create(directory, passphrase, clock);
        } catch (IllegalArgumentException e) {
            throw new UsageException("the passphrase for the keys in " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    KeyDirectory open(InstantSource clock) {
        if (!isMade()) {
            throw new UsageException("there are no keys in " + directory + "; make some with \"weir keys init --keys "
                    + directory + " --tenant T\".");
        }
        char[] passphrase = passphrase();
        try {
            return passphrase == null
                    ? KeyDirectory.open(directory, clock)
                    : KeyDirectory.open(directory, passphrase, clock);
        } catch (KeyUnavailableException e) {
            throw e.fault()
                    .flatMap(KeyPlace::advice)
                    .map(advice -> new UsageException(e.getMessage() + " " + advice, e))
                    .orElseThrow(() -> e);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private static Optional<String> advice(KeyFault fault) {
        return switch (fault) {
            case PASSPHRASE_MISSING ->
                Optional.of("Name a file that holds it with --passphrase-file FILE, or set " + VARIABLE + ".");
            case PASSPHRASE_WRONG ->
                Optional.of("It was taken from the file of --passphrase-file or, without that, from " + VARIABLE + ".");
            case PASSPHRASE_UNWANTED -> Optional.of("Leave --passphrase-file out and " + VARIABLE + " unset.");
            case MASTER_ABSENT,
                    UNKNOWN_VERSION,
                    CUT_SHORT,
                    DAMAGED,
                    OUT_OF_BOUNDS,
                    WRONG_NAME,
                    NOT_UNDER_THIS_MASTER,
                    ROOT_ABSENT -> Optional.empty();
        };
    }

    /** The passphrase, for whoever takes it to overwrite; null if there is none. */
    private char @Nullable [] passphrase() {
        if (file != null) {
            return firstLine(file);
        }
        return variable == null || variable.isEmpty() ? null : variable.toCharArray();
    }

    private static char[] firstLine(Path file) {
        byte[] bytes = new byte[0];
        CharBuffer text = CharBuffer.allocate(0);
        try {
            bytes = Files.readAllBytes(file);
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int end = 0;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            if (end == 0) {
                throw new UsageException("the first line of the passphrase file " + file + " is empty.");
            }
            char[] line = new char[end];
            text.get(line);
            return line;
        } catch (CharacterCodingException e) {
            throw new UsageException("the passphrase file " + file + " is not UTF-8 text.", e);
        } catch (IOException e) {
            throw new UsageException("cannot read the passphrase file " + file + ".", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            text.clear();
            while (text.hasRemaining()) {
                text.put('\0');
            }
        }
    }
}
