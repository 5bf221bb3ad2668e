package dev.weir.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a file of one line a document; one process at a time, which holds a lock on a file beside it. A line that a
 * crash left half-written is cut off when the file is opened; a line that is damaged anywhere else is refused, for no crash
 * does that.
 */
final class LedgerFile implements ScanLedger {
    private static final String HEADER = "WEIR-LEDGER 2";

    private final Path file;
    private final FileChannel lock;
    private final Map<Sha256, LedgerEntry> entries = new LinkedHashMap<>();
    private final Map<String, Sha256> ofDocuments = new HashMap<>();
    private FileChannel channel;

    private LedgerFile(Path file, FileChannel lock, FileChannel channel) {
        this.file = file;
        this.lock = lock;
        this.channel = channel;
    }

    /**
     * Opens, or creates, a ledger and locks it.
     *
     * @throws LedgerException if the file cannot be read or written, is no ledger, is damaged, or another process has it
     */
    static LedgerFile open(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            // On a file of its own: the ledger is replaced, and POSIX drops a process's locks on a file when the
            // process
            // closes any channel of it.
            FileChannel lock =
                    FileChannel.open(beside(file, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lock(lock, file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                try {
                    LedgerFile ledger = new LedgerFile(file, lock, channel);
                    ledger.load();
                    return ledger;
                } catch (IOException | RuntimeException e) {
                    channel.close();
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LedgerException("cannot open the ledger " + file, e);
        }
    }

    @Override
    public synchronized Optional<LedgerEntry> find(Sha256 key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public synchronized Optional<LedgerEntry> find(TenantId tenant, DocumentId document) {
        return Optional.ofNullable(ofDocuments.get(tenant.value() + "/" + document.value()))
                .map(entries::get);
    }

    @Override
    public synchronized List<LedgerEntry> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public synchronized void append(List<LedgerEntry> done) {
        List<LedgerEntry> rooted = done.stream().map(this::rooted).toList();
        write(channel, rooted);
        rooted.forEach(this::put);
    }

    @Override
    public synchronized int forget(Predicate<LedgerEntry> which) {
        Map<Boolean, List<LedgerEntry>> sorted = entries.values().stream().collect(Collectors.partitioningBy(which));
        List<LedgerEntry> going = sorted.getOrDefault(true, List.of());
        if (!going.isEmpty()) {
            replace(sorted.getOrDefault(false, List.of()));
            for (LedgerEntry entry : going) {
                entries.remove(entry.key());
                ofDocuments.remove(documentOf(entry), entry.key());
            }
        }
        return going.size();
    }

    @Override
    public synchronized void close() {
        try (lock) {
            channel.close();
        } catch (IOException e) {
            throw new LedgerException("cannot close the ledger " + file, e);
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new LedgerException("the ledger " + file + " is open already", e);
        }
        if (held == null || !held.isValid()) {
            throw new LedgerException("another process has the ledger " + file + "; wait for it or name another file");
        }
    }

    private void load() throws IOException {
        // What a crash left of a replacement.
        Files.deleteIfExists(beside(file, ".next"));
        byte[] content = Files.readAllBytes(file);
        int whole = lastLineEnd(content);
        List<String> lines = whole == 0
                ? List.of()
                : new String(content, 0, whole, UTF_8).lines().toList();
        if (lines.isEmpty()) {
            if (whole == 0 && content.length > 0 && !HEADER.startsWith(new String(content, UTF_8))) {
                throw new LedgerException(file + " is not a ledger; name another file");
            }
            channel.truncate(0);
            write(channel, HEADER + "\n");
            return;
        }
        if (!lines.getFirst().equals(HEADER)) {
            throw new LedgerException(
                    file + " is not a ledger of a version that this program reads; name another file, or"
                            + " remove it, and everything is worked on again");
        }
        for (int i = 1; i < lines.size(); i++) {
            Optional<LedgerEntry> entry = LedgerLine.read(lines.get(i));
            if (entry.isEmpty()) {
                throw new LedgerException("the ledger " + file + " is damaged in line " + (i + 1)
                        + "; remove it, and everything is worked on again");
            }
            put(entry.get());
        }
        channel.truncate(whole);
        channel.position(whole);
    }

    private LedgerEntry rooted(LedgerEntry entry) {
        if (!entry.root().equals(LedgerEntry.NONE)) {
            return entry;
        }
        return Optional.ofNullable(ofDocuments.get(documentOf(entry)))
                .map(entries::get)
                .map(before -> entry.under(before.root()))
                .orElse(entry);
    }

    private void put(LedgerEntry entry) {
        if (!entry.document().equals(LedgerEntry.NONE)) {
            Sha256 before = ofDocuments.put(documentOf(entry), entry.key());
            if (before != null) {
                entries.remove(before);
            }
        }
        entries.put(entry.key(), entry);
    }

    private static String documentOf(LedgerEntry entry) {
        return entry.tenant() + "/" + entry.document();
    }

    /** Writes the file anew, beside itself, and puts it in its place in one step. */
    private void replace(List<LedgerEntry> staying) {
        Path next = beside(file, ".next");
        try {
            FileChannel fresh = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            try {
                write(fresh, HEADER + "\n");
                write(fresh, staying);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException | RuntimeException e) {
                fresh.close();
                throw e;
            }
            FileChannel old = channel;
            channel = fresh;
            old.close();
            force(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new LedgerException("cannot replace the ledger " + file, e);
        }
    }

    private void write(FileChannel to, List<LedgerEntry> lines) {
        StringBuilder text = new StringBuilder();
        for (LedgerEntry entry : lines) {
            text.append(LedgerLine.of(entry)).append('\n');
        }
        write(to, text.toString());
    }

    private void write(FileChannel to, String text) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            to.force(false);
        } catch (IOException e) {
            throw new LedgerException("cannot write the ledger " + file, e);
        }
    }

    /** Makes a rename durable. */
    private static void force(@Nullable Path folder) throws IOException {
        if (folder != null
                && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    /** A hidden file next to another, under a name that no tenant's ledger can have. */
    private static Path beside(Path file, String suffix) {
        return file.resolveSibling("." + file.getFileName() + suffix);
    }

    private static int lastLineEnd(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
