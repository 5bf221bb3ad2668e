package dev.weir.tenancy.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists, adds and removes rows of a {@link MetadataTable}. Tables have no way to list rows, so they are listed by a search that
 * wants all of them; what is removed is removed by the rows' own keys and never by a filter, so that a store that misreads a
 * filter cannot remove a row that was not looked at.
 */
final class MetadataRows<F> {
    private static final int FIRST_ASK = 1_000;

    private final MetadataTable<F> table;
    private final Filtering filtering;
    private final int maxRows;
    private final @Nullable AdoptedRows adopted;

    MetadataRows(MetadataTable<F> table, Filtering filtering, int maxRows, @Nullable AdoptedRows adopted) {
        this.adopted = adopted;
        this.table = table;
        this.filtering = filtering;
        this.maxRows = maxRows;
    }

    /**
     * Every row that the predicate takes, of those that the filter names.
     *
     * @throws StoreException if there are more rows than may be listed
     */
    List<MetadataRow> list(@Nullable F filter, Predicate<MetadataRow> taken) {
        for (int count = Math.min(FIRST_ASK, maxRows); ; count = (int) Math.min(4L * count, maxRows)) {
            List<? extends @Nullable MetadataRow> some =
                    table.some(filtering == Filtering.IN_STORE ? filter : null, count);
            if (some.size() < count) {
                List<MetadataRow> rows = new ArrayList<>();
                for (@Nullable MetadataRow each : adopted == null ? some : adopted.named(some)) {
                    if (each != null && taken.test(each)) {
                        rows.add(each);
                    }
                }
                return rows;
            }
            if (count == maxRows) {
                throw new StoreException(table.name() + " holds " + maxRows
                        + " rows or more that would have to be listed; raise maxRows or divide the work");
            }
        }
    }

    /**
     * Adds rows; if it fails, what was added is removed as far as may be.
     *
     * @return their keys
     */
    Set<String> add(List<MetadataRow> rows) {
        List<String> keys = table.keys(rows.size());
        try {
            table.add(keys, rows);
        } catch (StoreException e) {
            try {
                table.remove(Set.copyOf(keys));
            } catch (StoreException leftOver) {
                e.addSuppressed(leftOver);
            }
            throw e;
        }
        return Set.copyOf(keys);
    }

    /** Removes rows as {@link #removeAll(Object, Predicate, Consumer)} does. */
    Removal removeAll(F filter, Predicate<MetadataRow> taken) {
        return removeAll(filter, taken, going -> {});
    }

    /**
     * Removes every row that the predicate takes, of those that the filter names, listing again until none comes that was not
     * removed already: an approximate store shows some of them at a time.
     *
     * @param before is told of some rows just before they go: what it removes can be found again if they stay
     */
    Removal removeAll(F filter, Predicate<MetadataRow> taken, Consumer<List<MetadataRow>> before) {
        Set<String> removed = new HashSet<>();
        while (true) {
            List<MetadataRow> shown = list(filter, taken);
            Set<String> fresh = shown.stream()
                    .map(MetadataRow::key)
                    .filter(key -> !removed.contains(key))
                    .collect(Collectors.toSet());
            if (fresh.isEmpty()) {
                return new Removal(removed.size(), shown.size());
            }
            before.accept(shown);
            table.remove(fresh);
            removed.addAll(fresh);
        }
    }

    /**
     * What came of a removal.
     *
     * @param rows that the table was told to remove
     * @param stillShown those of them that it shows all the same
     */
    record Removal(long rows, long stillShown) {}
}
