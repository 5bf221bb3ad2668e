package dev.weir.ingest.layout.data;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import org.apache.tika.exception.TikaMemoryLimitException;

/** Passes on a table whose rows have no more cells than memory has room for. */
final class NarrowReader extends FilterReader {

    private static final int MAX_CELLS = 1_000_000;

    private final char separator;
    private int cells;

    NarrowReader(Reader reader, char separator) {
        super(reader);
        this.separator = separator;
    }

    @Override
    public int read() throws IOException {
        int unit = super.read();
        if (unit >= 0) {
            count((char) unit);
        }
        return unit;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        for (int i = offset; i < offset + count; i++) {
            count(target[i]);
        }
        return count;
    }

    private void count(char unit) throws IOException {
        cells = unit == '\n' || unit == '\r' ? 0 : cells + (unit == separator ? 1 : 0);
        if (cells > MAX_CELLS) {
            throw new IOException("a row has too many cells", new TikaMemoryLimitException(cells, MAX_CELLS));
        }
    }
}
