package dev.weir.ingest.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.tenancy.store.FilledTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store in memory that was filled before Weir. */
final class MemoryTable implements FilledTable {
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Set<String> changing = new HashSet<>();
    /** The keys of every read, in order. */
    final List<List<String>> reads = new ArrayList<>();

    void put(String key, @Nullable String text, @Nullable String metadata) {
        rows.put(key, new Row(key, text, metadata));
    }

    void remove(String key) {
        rows.remove(key);
    }

    /** Makes a row disappear between the survey and the reading. */
    void removeAfterSurvey(String key) {
        changing.add(key);
    }

    @Override
    public void forEach(Visitor visitor) {
        rows.values()
                .forEach(each -> visitor.row(
                        each.key(),
                        each.metadata(),
                        each.text() == null ? 0 : each.text().getBytes(UTF_8).length));
        changing.forEach(rows::remove);
        changing.clear();
    }

    @Override
    public List<Row> read(List<String> keys) {
        reads.add(List.copyOf(keys));
        List<Row> found = new ArrayList<>();
        for (String key : keys.reversed()) {
            Row row = rows.get(key);
            if (row != null) {
                found.add(row);
            }
        }
        return found;
    }

    @Override
    public void close() {}
}
