package dev.weir.retrieve.audit;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.audit.AuditLines.Line;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.Signer;
import dev.weir.tenancy.keys.TrustedKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * One tenant's audit log in one file: JSON lines, each with the hash of the line before and its own, and signed
 * checkpoints in between. Thread-safe, and safe against other processes that use this class; one instance a file in each
 * process.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>{@link #record} returns after the operating system has the record: it survives the death of the process.
 *   <li>{@link #verify} finds any change to any byte, and names the first record that is wrong.
 *   <li>Records before a signed checkpoint cannot be replaced, removed or added to without the tenant's audit key.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Records since the last checkpoint survive a power cut only once the operating system has written them, and whoever can
 * write the file can cut records off its end: keep the hash of the last record elsewhere to see that.
 */
public final class AuditLog implements AuditSink, AutoCloseable {
    /** After how many records a checkpoint is signed; another is signed on {@link #close}. */
    public static final int CHECKPOINT_EVERY = 256;

    private static final int TAIL_BYTES = 8 * 1024;

    private final Path file;
    private final TenantId tenant;
    private final InstantSource clock;
    private final Optional<Signer> signer;
    private final FileChannel channel;
    private Tail tail = Tail.EMPTY;
    private int sinceCheckpoint;

    private AuditLog(Path file, TenantId tenant, InstantSource clock, Optional<Signer> signer, FileChannel channel) {
        this.file = file;
        this.tenant = tenant;
        this.clock = clock;
        this.signer = signer;
        this.channel = channel;
    }

    /**
     * Opens, or creates, a log without signed checkpoints.
     *
     * @throws AuditException if the file cannot be used, or does not end as a log does
     */
    public static AuditLog unsigned(Path file, TenantId tenant, InstantSource clock) {
        return open(file, tenant, clock, Optional.empty());
    }

    /**
     * Opens, or creates, a log whose checkpoints are signed with the tenant's current {@link KeyRole#AUDIT} key, as long
     * as the signer holds one.
     *
     * @throws AuditException if the file cannot be used, or does not end as a log does
     */
    public static AuditLog signed(Path file, TenantId tenant, InstantSource clock, Signer signer) {
        return open(file, tenant, clock, Optional.of(signer));
    }

    private static AuditLog open(Path file, TenantId tenant, InstantSource clock, Optional<Signer> signer) {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(clock, "clock is null");
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            AuditLog log = new AuditLog(file, tenant, clock, signer, channel);
            try {
                log.locked(() -> {});
            } catch (AuditException e) {
                channel.close();
                throw e;
            }
            return log;
        } catch (IOException e) {
            throw new AuditException("cannot open the audit log " + file, e);
        }
    }

    /**
     * Verifies a log.
     *
     * @param tenant whose log it must be
     * @param keys for the signatures of its checkpoints
     * @throws AuditException if the file cannot be read
     */
    public static AuditCheck verify(Path file, TenantId tenant, TrustedKeys keys) {
        return AuditVerification.of(file, tenant, keys);
    }

    /** @throws AuditException if the event is of another tenant's principal, or cannot be written */
    @Override
    public synchronized void record(AuditEvent event) {
        if (!event.principal().tenant().equals(tenant)) {
            throw new AuditException("the audit log " + file + " is not that of the event's tenant");
        }
        locked(() -> {
            append(event.at(), AuditLines.fields(event));
            sinceCheckpoint++;
            if (sinceCheckpoint >= CHECKPOINT_EVERY) {
                writeCheckpoint();
            }
        });
    }

    /** Signs the log as it is now, if the signer holds an audit key, and makes it durable. */
    public synchronized void checkpoint() {
        locked(this::writeCheckpoint);
    }

    @Override
    public synchronized void close() {
        try (channel) {
            if (channel.isOpen() && sinceCheckpoint > 0) {
                checkpoint();
            }
        } catch (IOException e) {
            throw new AuditException("cannot close the audit log " + file, e);
        }
    }

    /** Something to do while no other process writes. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void locked(Writing writing) {
        try (FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the file system gave no lock");
            }
            if (channel.size() != tail.end() || tail.end() == 0) {
                catchUp();
            }
            writing.run();
        } catch (IOException | OverlappingFileLockException e) {
            throw new AuditException("cannot write the audit log " + file, e);
        }
    }

    /** Finds the end that another process, or a crash, has left. */
    private void catchUp() throws IOException {
        long size = channel.size();
        tail = Tail.of(channel, file);
        if (tail.end() == 0) {
            channel.truncate(0);
            append(clock.instant(), AuditLines.opening(tenant));
        } else if (size > tail.end()) {
            long cut = size - tail.end();
            channel.truncate(tail.end());
            append(clock.instant(), json -> {
                json.writeStringField("type", "recovered");
                json.writeNumberField("cut", cut);
            });
        }
    }

    private void writeCheckpoint() throws IOException {
        Optional<KeyId> key = signer.flatMap(each -> each.currentKey(tenant, KeyRole.AUDIT));
        if (key.isPresent() && signer.isPresent()) {
            Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            byte[] signature =
                    signer.get().sign(key.get(), AuditLines.checkpointMessage(tenant, tail.next(), tail.last(), at));
            append(at, AuditLines.checkpoint(tenant, key.get(), signature));
        }
        channel.force(true);
        sinceCheckpoint = 0;
    }

    private void append(Instant at, AuditLines.Fields fields) throws IOException {
        Line line = AuditLines.line(tail.next(), tail.last(), at, fields);
        ByteBuffer bytes = ByteBuffer.allocate(line.bytes().length + 1)
                .put(line.bytes())
                .put((byte) '\n')
                .flip();
        long offset = tail.end();
        while (bytes.hasRemaining()) {
            offset += channel.write(bytes, offset);
        }
        tail = new Tail(offset, tail.next() + 1, line.hash());
    }

    /**
     * Where a log ends.
     *
     * @param end offset behind the last whole line
     * @param next sequence number of the next record
     * @param last hash of the last record
     */
    private record Tail(long end, long next, Sha256 last) {
        static final Tail EMPTY = new Tail(0, 0, AuditLines.START);

        static Tail of(FileChannel channel, Path file) throws IOException {
            long size = channel.size();
            for (long window = Math.min(size, TAIL_BYTES); ; window = Math.min(size, window * 2)) {
                byte[] bytes = read(channel, size - window, (int) Math.min(window, Integer.MAX_VALUE - 8));
                int end = lastIndexOf(bytes, bytes.length);
                int start = lastIndexOf(bytes, Math.max(end, 0));
                if (end >= 0 && (start >= 0 || window == size)) {
                    byte[] line = Arrays.copyOfRange(bytes, start + 1, end);
                    Sha256 hash = AuditLines.hash(line)
                            .orElseThrow(() -> new AuditException("the last record of the audit log " + file
                                    + " was altered; keep the file for inquiry and begin a new one"));
                    Map<String, String> scalars = AuditLines.scalars(line);
                    long sequence = Long.parseLong(scalars.getOrDefault("seq", "-1"));
                    return new Tail(size - window + end + 1, sequence + 1, hash);
                }
                if (window == size) {
                    return EMPTY;
                }
            }
        }

        private static int lastIndexOf(byte[] bytes, int before) {
            for (int i = before - 1; i >= 0; i--) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }

        private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw new IOException("the file shrank while it was read");
                }
            }
            return buffer.array();
        }
    }
}
