package dev.weir.adapters.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.behaviour.BehaviourStates;
import dev.weir.retrieve.behaviour.StatesLostException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * What behaviour monitors know, for commands that end after one question: one file a state, with the second until which it
 * is kept before it. Thread-safe, and safe beside other processes of this machine.
 *
 * <p>States that are over are deleted when the directory is opened. A directory that was deleted counts as lost, since a
 * file of its own says how long it is kept.
 */
final class BehaviourFiles implements BehaviourStates {
    private static final String LOCK = "lock";
    private static final String SINCE = "since";
    private static final String PART = ".part";
    private static final byte[] NOTHING = new byte[0];

    private final Path directory;
    private final InstantSource clock;
    private final Instant since;

    /** @throws StatesLostException if it cannot be read or written */
    BehaviourFiles(Path directory, InstantSource clock) {
        this.directory = requireNonNull(directory, "directory is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.since = opened();
    }

    private Instant opened() {
        return locked(() -> {
            Path file = directory.resolve(SINCE);
            if (!Files.exists(file)) {
                write(file, Long.toString(clock.instant().getEpochSecond()).getBytes(US_ASCII));
            }
            deleteWhatIsOver();
            try {
                return Instant.ofEpochSecond(Long.parseLong(Files.readString(file, US_ASCII)));
            } catch (NumberFormatException e) {
                throw new StatesLostException(file + " does not say since when states are kept; delete it", e);
            }
        });
    }

    private void deleteWhatIsOver() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!name.equals(LOCK)
                        && !name.equals(SINCE)
                        && (name.endsWith(PART) || !isKept(Files.readAllBytes(file)))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private boolean isKept(byte[] bytes) {
        return bytes.length >= Long.BYTES
                && ByteBuffer.wrap(bytes).getLong() > clock.instant().getEpochSecond();
    }

    @Override
    public Kept read(String key) {
        try {
            return new Kept(state(key), since);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Files are replaced as a whole, so that reading needs no lock. */
    private byte[] state(String key) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(directory.resolve(key));
            return isKept(bytes) ? Arrays.copyOfRange(bytes, Long.BYTES, bytes.length) : NOTHING;
        } catch (NoSuchFileException e) {
            return NOTHING;
        }
    }

    @Override
    public Writing replace(String key, Kept expected, byte[] next, Duration keepFor) {
        return locked(() -> {
            if (!Arrays.equals(state(key), expected.state())) {
                return Writing.CHANGED_MEANWHILE;
            }
            Path file = directory.resolve(key);
            if (next.length == 0) {
                Files.deleteIfExists(file);
            } else {
                long until = clock.instant().plus(keepFor).getEpochSecond();
                write(
                        file,
                        ByteBuffer.allocate(Long.BYTES + next.length)
                                .putLong(until)
                                .put(next)
                                .array());
            }
            return Writing.KEPT;
        });
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path part = directory.resolve(file.getFileName() + PART);
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is done while no other process does anything. */
    @FunctionalInterface
    private interface Doing<T> {
        T run() throws IOException;
    }

    private synchronized <T> T locked(Doing<T> doing) {
        try {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(
                            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new StatesLostException("the states of behaviour are not locked any more");
                }
                return doing.run();
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static StatesLostException lost(IOException cause) {
        return new StatesLostException("the files of behaviour cannot be read or written", cause);
    }

    @Override
    public void close() {}
}
