package dev.weir.tenancy.heads;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A head log in one file per tenant: a header, then records of length, CRC-32C and entry. Thread-safe, and safe against
 * other processes that use this class.
 *
 * <p>A record that a crash left half-written is ignored by readers and cut off by the next writer. Everything else that
 * is wrong with the bytes is left to the reader's verification, because the CRC is no protection against people.
 */
public final class FileHeadLog implements HeadLog {
    private static final byte[] HEADER = "WEIR-LOG 1\n".getBytes(US_ASCII);
    private static final int RECORD_HEADER_BYTES = 2 * Integer.BYTES;
    private static final String SUFFIX = ".log";
    /** File locks are held by the process as a whole, so its own threads need a lock between them. */
    private static final Map<Path, ReentrantLock> MINE = new ConcurrentHashMap<>();

    private final Path directory;
    private final Map<TenantId, Cursor> cursors = new ConcurrentHashMap<>();

    private FileHeadLog(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens, or creates, the logs in a directory.
     *
     * @throws HeadLogException if the directory cannot be created
     */
    public static FileHeadLog open(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new HeadLogException("cannot create the head log directory " + directory, e);
        }
        return new FileHeadLog(directory);
    }

    @Override
    public Set<TenantId> tenants() {
        try (Stream<Path> files = Files.list(directory)) {
            Set<TenantId> tenants = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .forEach(name -> tenants.add(new TenantId(name.substring(0, name.length() - SUFFIX.length()))));
            return tenants;
        } catch (IOException | IllegalArgumentException e) {
            throw new HeadLogException("cannot list the head logs in " + directory, e);
        }
    }

    @Override
    public List<byte[]> read(TenantId tenant, long sequence, int limit) {
        if (!Files.exists(file(tenant))) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file(tenant), StandardOpenOption.READ)) {
            if (isBegun(channel)) {
                return List.of();
            }
            checkHeader(channel, tenant);
            Cursor cursor = cursors.getOrDefault(tenant, Cursor.START);
            if (cursor.sequence() > sequence || !cursor.stillIn(channel)) {
                cursor = Cursor.START;
            }
            List<byte[]> entries = new ArrayList<>();
            while (entries.size() < limit) {
                byte[] entry = entryAt(channel, cursor.offset(), tenant);
                if (entry == null) {
                    break;
                }
                if (cursor.sequence() >= sequence) {
                    entries.add(entry);
                    // A tailing reader asks next for the last entry it has, to see that it is still there.
                    cursors.put(tenant, cursor);
                }
                cursor = cursor.after(entry);
            }
            return entries;
        } catch (IOException e) {
            throw new HeadLogException("cannot read the head log of tenant " + tenant, e);
        }
    }

    @Override
    public void append(TenantId tenant, Function<LogPosition, List<byte[]>> entries) {
        ReentrantLock mine =
                MINE.computeIfAbsent(lockFile(tenant).toAbsolutePath().normalize(), p -> new ReentrantLock());
        mine.lock();
        // The lock is on a file of its own: POSIX drops a process's locks on a file when the process closes any channel
        // of it, and the callback reads the log.
        try (FileChannel locked =
                        FileChannel.open(lockFile(tenant), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = locked.lock();
                FileChannel channel = FileChannel.open(
                        file(tenant), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            requireExclusive(lock);
            if (channel.size() < HEADER.length) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(HEADER), 0);
            }
            checkHeader(channel, tenant);
            Cursor end = end(channel, cursors.getOrDefault(tenant, Cursor.START), tenant);
            LogPosition tail = end.last() == null
                    ? LogPosition.start(tenant)
                    : new LogPosition(end.sequence(), Sha256.of(end.last()));
            List<byte[]> added = entries.apply(tail);
            channel.truncate(end.offset());
            long offset = end.offset();
            for (byte[] entry : added) {
                ByteBuffer record = record(entry);
                while (record.hasRemaining()) {
                    offset += channel.write(record, offset);
                }
            }
            channel.force(true);
        } catch (IOException e) {
            throw new HeadLogException("cannot write the head log of tenant " + tenant, e);
        } finally {
            mine.unlock();
        }
    }

    @Override
    public void close() {
        cursors.clear();
    }

    private static void requireExclusive(FileLock lock) throws IOException {
        if (!lock.isValid() || lock.isShared()) {
            throw new IOException("the file system gave no exclusive lock");
        }
    }

    private Path lockFile(TenantId tenant) {
        return directory.resolve(tenant.value() + ".lock");
    }

    private Path file(TenantId tenant) {
        return directory.resolve(tenant.value() + SUFFIX);
    }

    private static Cursor end(FileChannel channel, Cursor from, TenantId tenant) throws IOException {
        Cursor cursor = from.stillIn(channel) ? from : Cursor.START;
        byte[] entry = entryAt(channel, cursor.offset(), tenant);
        while (entry != null) {
            cursor = cursor.after(entry);
            entry = entryAt(channel, cursor.offset(), tenant);
        }
        return cursor;
    }

    /**
     * The whole record at {@code offset}, or null if there is none: the end, or what a crash left of the last one.
     *
     * @throws IOException if the record is damaged and others follow, which no crash does
     */
    private static byte @Nullable [] entryAt(FileChannel channel, long offset, TenantId tenant) throws IOException {
        long left = channel.size() - offset;
        ByteBuffer header = ByteBuffer.allocate(RECORD_HEADER_BYTES);
        if (left < RECORD_HEADER_BYTES || !fill(channel, header, offset)) {
            return null;
        }
        int length = header.getInt();
        int crc = header.getInt();
        boolean last = left <= RECORD_HEADER_BYTES + LogFormatV1.MAX_ENTRY_BYTES
                && (length == 0 || left - RECORD_HEADER_BYTES <= Integer.toUnsignedLong(length));
        if (length >= 1 && length <= LogFormatV1.MAX_ENTRY_BYTES) {
            ByteBuffer entry = ByteBuffer.allocate(length);
            if (fill(channel, entry, offset + RECORD_HEADER_BYTES) && crc(entry.array()) == crc) {
                return entry.array();
            }
        }
        if (last) {
            return null;
        }
        throw new IOException("the head log of tenant " + tenant + " is damaged at byte " + offset
                + "; restore it from a copy that is no older than what readers have seen");
    }

    private static boolean fill(FileChannel channel, ByteBuffer buffer, long offset) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    private static ByteBuffer record(byte[] entry) {
        return ByteBuffer.allocate(RECORD_HEADER_BYTES + entry.length)
                .putInt(entry.length)
                .putInt(crc(entry))
                .put(entry)
                .flip();
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Whether a writer has made the file and not yet written all of its header; a reader may look in between. */
    private static boolean isBegun(FileChannel channel) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(channel.size(), HEADER.length));
        return start.capacity() < HEADER.length
                && fill(channel, start, 0)
                && start.equals(ByteBuffer.wrap(HEADER, 0, start.capacity()));
    }

    private static void checkHeader(FileChannel channel, TenantId tenant) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER.length);
        if (!fill(channel, header, 0) || !header.equals(ByteBuffer.wrap(HEADER))) {
            throw new IOException("the head log of tenant " + tenant + " does not begin with its header");
        }
    }

    /** How far a file has been walked; {@code last} is the entry that ends at {@code offset}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    private record Cursor(long sequence, long offset, byte @Nullable [] last) {
        static final Cursor START = new Cursor(0, HEADER.length, null);

        Cursor after(byte[] entry) {
            return new Cursor(sequence + 1, offset + RECORD_HEADER_BYTES + entry.length, entry);
        }

        /** Whether the file still holds what was walked, as far as its last entry shows. */
        boolean stillIn(FileChannel channel) throws IOException {
            if (last == null) {
                return true;
            }
            ByteBuffer there = ByteBuffer.allocate(last.length);
            return fill(channel, there, offset - last.length) && there.equals(ByteBuffer.wrap(last));
        }
    }
}
