package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.store.FilledTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the rows of documents, and leaves out those that are not what the survey saw or cannot be sealed. */
final class RowReader {
    private final FilledTable table;
    private final TenantId tenant;
    private final RowMapping mapping;
    private final Consumer<HeldRow> held;

    /** @param held gets the rows that are left out */
    RowReader(FilledTable table, TenantId tenant, RowMapping mapping, Consumer<HeldRow> held) {
        this.table = requireNonNull(table, "table is null");
        this.tenant = requireNonNull(tenant, "tenant is null");
        this.mapping = requireNonNull(mapping, "mapping is null");
        this.held = requireNonNull(held, "held is null");
    }

    /** Rows by their keys. */
    Map<String, FilledTable.Row> read(List<String> keys) {
        Map<String, FilledTable.Row> read = new HashMap<>();
        if (!keys.isEmpty()) {
            table.read(keys).forEach(row -> read.put(row.key(), row));
        }
        return read;
    }

    /** The rows of a document that can be sealed, of those that were read. */
    List<RowText> texts(Survey.Listed listed, Map<String, FilledTable.Row> read) {
        List<RowText> texts = new ArrayList<>();
        int at = 0;
        for (String key : listed.keys()) {
            FilledTable.Row row = read.get(key);
            Optional<HeldRow> fault = fault(listed, key, row);
            if (fault.isPresent()) {
                held.accept(fault.get());
            } else {
                RowText text =
                        new RowText(key, requireNonNull(requireNonNull(row).text()), at);
                texts.add(text);
                // One apart, so that the scan sees where one row ends.
                at = text.end() + 1;
            }
        }
        return texts;
    }

    private Optional<HeldRow> fault(Survey.Listed listed, String key, FilledTable.@Nullable Row row) {
        boolean isSeen = row != null
                && mapping.read(row.metadata(), tenant) instanceof RowMapping.Reading.Own own
                && own.source().equals(listed.source())
                && own.document().equals(listed.name());
        if (row == null || !isSeen) {
            return Optional.of(new HeldRow(key, "metadata", RowFault.CHANGED));
        }
        return fault(row.text()).map(each -> new HeldRow(key, "text", each));
    }

    private static Optional<RowFault> fault(@Nullable String text) {
        if (text == null) {
            return Optional.of(RowFault.MISSING);
        }
        if (text.isBlank()) {
            return Optional.of(RowFault.BLANK);
        }
        return WellFormed.firstFault(text) < 0 ? Optional.empty() : Optional.of(RowFault.MALFORMED);
    }
}
