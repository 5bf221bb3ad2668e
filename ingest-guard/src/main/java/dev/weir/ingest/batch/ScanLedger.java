package dev.weir.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * What was done, in a file of one line a document that only grows: a checksum, then fields between tabs. Thread-safe;
 * one process at a time.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>An entry is on the disk when {@link #append} returns.
 *   <li>A line that a crash left half-written is cut off when the file is opened; a line that is damaged anywhere else is
 *       refused, for no crash does that.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Protection against people: whoever may write the file can make a scan skip documents. Keep it where the store is.
 */
public final class ScanLedger implements AutoCloseable {
    private static final String HEADER = "WEIR-LEDGER 1";
    private static final String DONE = "done";
    private static final String GONE = "gone";
    private static final int DONE_FIELDS = 10;
    private static final int GONE_FIELDS = 2;

    private final Path file;
    private final FileChannel channel;
    private final Map<Sha256, LedgerEntry> entries = new LinkedHashMap<>();

    private ScanLedger(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens, or creates, a ledger and locks it.
     *
     * @throws LedgerException if the file cannot be read or written, is no ledger, is damaged, or another process has it
     */
    public static ScanLedger open(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(channel, file);
                ScanLedger ledger = new ScanLedger(file, channel);
                ledger.load();
                return ledger;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LedgerException("cannot open the ledger " + file, e);
        }
    }

    /** What is known under a key. */
    public synchronized Optional<LedgerEntry> find(Sha256 key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Everything that is known, in the order in which it was done. */
    public synchronized List<LedgerEntry> entries() {
        return List.copyOf(entries.values());
    }

    /**
     * Notes a document as done.
     *
     * @throws LedgerException if it cannot be written
     */
    public synchronized void append(LedgerEntry entry) {
        write(line(String.join(
                "\t",
                DONE,
                entry.key().hex(),
                entry.tenant(),
                entry.document(),
                entry.batch(),
                entry.bytes().hex(),
                entry.outcome(),
                Integer.toString(entry.chunks()),
                Integer.toString(entry.sealed()),
                entry.ticket())));
        entries.put(entry.key(), entry);
    }

    /**
     * Forgets documents, so that they are worked on again: for what was deleted.
     *
     * @return how many entries went
     */
    public synchronized int forget(Predicate<LedgerEntry> which) {
        List<LedgerEntry> going = entries.values().stream().filter(which).toList();
        if (!going.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            going.forEach(entry -> lines.append(line(GONE + "\t" + entry.key().hex())));
            write(lines.toString());
            going.forEach(entry -> entries.remove(entry.key()));
        }
        return going.size();
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LedgerException("cannot close the ledger " + file, e);
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new LedgerException("the ledger " + file + " is open already", e);
        }
        if (lock == null || !lock.isValid()) {
            throw new LedgerException("another process has the ledger " + file + "; wait for it or name another file");
        }
    }

    private void load() throws IOException {
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
            write(HEADER + "\n");
            return;
        }
        if (!lines.getFirst().equals(HEADER)) {
            throw new LedgerException(
                    file + " is not a ledger of a version that this program reads; name another file");
        }
        for (int i = 1; i < lines.size(); i++) {
            if (!take(lines.get(i))) {
                throw new LedgerException("the ledger " + file + " is damaged in line " + (i + 1)
                        + "; remove it, and everything is worked on again");
            }
        }
        channel.truncate(whole);
        channel.position(whole);
    }

    private boolean take(String line) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            return false;
        }
        String body = line.substring(tab + 1);
        if (!line.substring(0, tab).equals(checksum(body))) {
            return false;
        }
        String[] fields = body.split("\t", -1);
        try {
            if (fields[0].equals(GONE) && fields.length == GONE_FIELDS) {
                entries.remove(Sha256.fromHex(fields[1]));
                return true;
            }
            if (!fields[0].equals(DONE) || fields.length != DONE_FIELDS) {
                return false;
            }
            LedgerEntry entry = entry(fields);
            entries.put(entry.key(), entry);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static LedgerEntry entry(String[] fields) {
        return new LedgerEntry(
                Sha256.fromHex(fields[1]),
                fields[2],
                fields[3],
                fields[4],
                Sha256.fromHex(fields[5]),
                fields[6],
                Integer.parseInt(fields[7]),
                Integer.parseInt(fields[8]),
                fields[9]);
    }

    private void write(String lines) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(lines.getBytes(UTF_8));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new LedgerException("cannot write the ledger " + file, e);
        }
    }

    private static String line(String body) {
        return checksum(body) + "\t" + body + "\n";
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static int lastLineEnd(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
