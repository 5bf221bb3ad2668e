package dev.weir.tenancy.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store that was filled before Weir, as far as adopting it needs: an SPI that only reads. Nothing of a row is believed.
 */
public interface FilledTable extends AutoCloseable {
    /** The longest metadata that is shown, in bytes of UTF-8; longer ones are as good as none. */
    int MAX_METADATA_BYTES = 64 << 10;

    /** The longest text that is read, in bytes of UTF-8. */
    int MAX_TEXT_BYTES = 16 << 20;

    /**
     * Shows every row of every tenant, in no order, without its text.
     *
     * @throws StoreException if the table cannot be read
     */
    void forEach(Visitor visitor);

    /**
     * Rows by their keys, in no order, as far as they are still there and their text is not too long.
     *
     * @throws StoreException if the table cannot be read
     */
    List<Row> read(List<String> keys);

    @Override
    void close();

    /** Is shown rows. */
    @FunctionalInterface
    interface Visitor {
        /**
         * One row.
         *
         * @param metadata the text of a JSON object, or null if the row has none
         * @param bytes of its text in UTF-8; 0 if it has none
         */
        void row(String key, @Nullable String metadata, long bytes);
    }

    /**
     * One row.
     *
     * @param key as {@link #forEach} showed it
     * @param text null if it has none
     * @param metadata the text of a JSON object, null if it has none
     */
    record Row(String key, @Nullable String text, @Nullable String metadata) {
        public Row {
            requireNonNull(key, "key is null");
        }

        /** The key, and never the text. */
        @Override
        public String toString() {
            return "Row[" + key + "]";
        }
    }
}
