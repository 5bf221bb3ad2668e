package dev.weir.tenancy.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A store that was filled before Weir, as far as adopting it needs: an SPI that only reads. Nothing of a row is believed.
 */
public interface FilledTable extends AutoCloseable {
    /**
     * Shows the key and the metadata of every row of every tenant, in no order.
     *
     * @param row gets the key, and the metadata as the text of a JSON object, or null if the row has none
     * @throws StoreException if the table cannot be read
     */
    void forEach(BiConsumer<String, @Nullable String> row);

    /**
     * Rows by their keys, in no order, as far as they are still there.
     *
     * @throws StoreException if the table cannot be read
     */
    List<Row> read(List<String> keys);

    @Override
    void close();

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
