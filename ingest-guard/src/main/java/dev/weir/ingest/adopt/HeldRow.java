package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

/**
 * A row that is not adopted, whatever becomes of its document.
 *
 * @param key of the row in the store, as the store spells it
 * @param field that is at fault: a metadata key, {@code metadata} or {@code text}
 */
public record HeldRow(String key, String field, RowFault fault) {
    public HeldRow {
        requireNonNull(key, "key is null");
        requireNonNull(field, "field is null");
        requireNonNull(fault, "fault is null");
    }
}
