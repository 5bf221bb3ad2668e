package dev.weir.adapters.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.retrieve.verify.RescanQueue;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Documents that wait for a re-scan, the first met first: one file a tenant, one id a line. Thread-safe, and safe beside
 * other processes.
 *
 * <p>It is a hint, so a line that a crash cut off, or that is no id, is passed over.
 */
final class RescanFiles implements RescanQueue {
    /** The most documents of one tenant that a store remembers. */
    static final int CAPACITY = 10_000;

    private final Path directory;
    private final int capacity;
    private long dropped;

    RescanFiles(Path directory, int capacity) {
        this.directory = directory;
        this.capacity = capacity;
    }

    @Override
    public synchronized void offer(TenantId tenant, Set<DocumentId> documents) {
        change(tenant, waiting -> {
            Set<DocumentId> more = new LinkedHashSet<>(waiting);
            for (DocumentId document : documents) {
                if (more.size() < capacity) {
                    more.add(document);
                } else if (!more.contains(document)) {
                    dropped++;
                }
            }
            return more;
        });
    }

    /** How many documents were not remembered because too many wait already. */
    synchronized long dropped() {
        return dropped;
    }

    /** The documents of a tenant that wait. */
    synchronized Set<DocumentId> waiting(TenantId tenant) {
        Set<DocumentId> waiting = new LinkedHashSet<>();
        if (Files.exists(file(tenant))) {
            change(tenant, found -> {
                waiting.addAll(found);
                return found;
            });
        }
        return waiting;
    }

    /** Forgets documents: they were scanned, or erased. */
    synchronized void remove(TenantId tenant, Set<DocumentId> documents) {
        if (Files.exists(file(tenant))) {
            change(tenant, waiting -> {
                Set<DocumentId> left = new LinkedHashSet<>(waiting);
                left.removeAll(documents);
                return left;
            });
        }
    }

    private void change(TenantId tenant, UnaryOperator<Set<DocumentId>> change) {
        try {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(
                            file(tenant),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Set<DocumentId> before = read(channel);
                Set<DocumentId> after = change.apply(before);
                if (lock.isValid() && !after.equals(before)) {
                    write(channel, after);
                }
            }
        } catch (IOException e) {
            throw new UsageException("cannot read or write " + file(tenant) + ".", e);
        }
    }

    private Path file(TenantId tenant) {
        return directory.resolve(tenant.value());
    }

    private static Set<DocumentId> read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, bytes.position());
        }
        String text = new String(bytes.array(), 0, bytes.position(), US_ASCII);
        Set<DocumentId> documents = new LinkedHashSet<>();
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> {
            try {
                documents.add(new DocumentId(line));
            } catch (IllegalArgumentException e) {
                // Nobody's id; whoever wrote it, there is nothing to scan.
            }
        });
        return documents;
    }

    /** What stands there stays until it is written over, so that a crash loses a line and not the file. */
    private static void write(FileChannel channel, Set<DocumentId> documents) throws IOException {
        StringBuilder lines = new StringBuilder();
        documents.forEach(document -> lines.append(document).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(US_ASCII));
        int length = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
        channel.truncate(length);
        channel.force(true);
    }
}
