package dev.weir.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * A file of checksummed lines of fields between tabs that only grows, or is emptied at once. A line is on the disk when
 * {@link #append} returns; one that a crash left half-written is cut off. One process at a time.
 */
final class LineFile implements AutoCloseable {
    private final Path file;
    private final String header;
    private final FileChannel channel;

    private LineFile(Path file, String header, FileChannel channel) {
        this.file = file;
        this.header = header;
        this.channel = channel;
    }

    /**
     * Opens, or creates, a file and locks it.
     *
     * @param lines takes the fields of each line, in order; false for a line it does not know
     * @throws LedgerException if it cannot be read or written, is another file, is damaged, or another process has it
     */
    static LineFile open(Path file, String header, Predicate<List<String>> lines) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(channel, file);
                LineFile opened = new LineFile(file, header, channel);
                opened.load(lines);
                return opened;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LedgerException("cannot open " + file, e);
        }
    }

    void append(String... fields) {
        String body = String.join("\t", fields);
        write(checksum(body) + "\t" + body + "\n");
    }

    /** Leaves the header. */
    void clear() {
        try {
            channel.truncate(0);
            channel.position(0);
        } catch (IOException e) {
            throw new LedgerException("cannot write " + file, e);
        }
        write(header + "\n");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LedgerException("cannot close " + file, e);
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new LedgerException(file + " is open already", e);
        }
        if (lock == null || !lock.isValid()) {
            throw new LedgerException("another process has " + file + "; wait for it");
        }
    }

    private void load(Predicate<List<String>> lines) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int whole = content.length;
        while (whole > 0 && content[whole - 1] != '\n') {
            whole--;
        }
        if (whole == 0) {
            if (content.length > 0 && !header.startsWith(new String(content, UTF_8))) {
                throw new LedgerException(file + " is another sort of file");
            }
            clear();
            return;
        }
        List<String> all = new String(content, 0, whole, UTF_8).lines().toList();
        if (!all.getFirst().equals(header)) {
            throw new LedgerException(file + " is not of a version that this program reads");
        }
        for (int i = 1; i < all.size(); i++) {
            if (!take(all.get(i), lines)) {
                throw new LedgerException(
                        file + " is damaged in line " + (i + 1) + "; remove it, and baselines are learnt anew");
            }
        }
        channel.truncate(whole);
        channel.position(whole);
    }

    private static boolean take(String line, Predicate<List<String>> lines) {
        int tab = line.indexOf('\t');
        if (tab < 0 || !line.substring(0, tab).equals(checksum(line.substring(tab + 1)))) {
            return false;
        }
        try {
            return lines.test(List.of(line.substring(tab + 1).split("\t", -1)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void write(String text) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new LedgerException("cannot write " + file, e);
        }
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
