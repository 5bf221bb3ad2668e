package dev.weir.ingest.layout.confluence;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.tika.exception.WriteLimitReachedException;

/** The texts of an export, out of memory until each is read. */
final class BodySpool implements AutoCloseable {

    private static final long MAX_BYTES = 1L << 30;

    /**
     * A text in the spool.
     *
     * @param offset where it begins
     * @param bytes how long it is
     * @param isWiki whether it is in the markup that came before the storage format
     */
    record Slice(long offset, int bytes, boolean isWiki) {}

    private final FileChannel channel;
    private long end;

    BodySpool(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** @throws IOException if there is more text than any export is read for, or the file cannot be written */
    Slice write(CharSequence text, boolean isWiki) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        Slice slice = new Slice(end, bytes.remaining(), isWiki);
        if (end + slice.bytes() > MAX_BYTES) {
            throw new IOException("too much text", new WriteLimitReachedException(Integer.MAX_VALUE));
        }
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        return slice;
    }

    String read(Slice slice) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(slice.bytes());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, slice.offset() + bytes.position()) < 0) {
                throw new EOFException("the spool ends before the text does");
            }
        }
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
