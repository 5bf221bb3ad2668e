package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of one tenant in a store, put together as documents. Keeps a few hundred bytes a row, and no text. */
final class Survey {
    private final TenantId tenant;
    private final RowMapping mapping;
    private final Consumer<HeldRow> held;
    private final Map<String, Listed> documents = new TreeMap<>();

    /** @param held gets the rows that are of no document */
    Survey(TenantId tenant, RowMapping mapping, Consumer<HeldRow> held) {
        this.tenant = requireNonNull(tenant, "tenant is null");
        this.mapping = requireNonNull(mapping, "mapping is null");
        this.held = requireNonNull(held, "held is null");
    }

    /** One document: the source of its first row, and its rows. */
    static final class Listed {
        private final SourceRef name;
        private final SourceRef source;
        private final List<Place> places = new ArrayList<>();
        private long bytes;

        private Listed(SourceRef name, SourceRef source) {
            this.name = name;
            this.source = source;
        }

        SourceRef name() {
            return name;
        }

        SourceRef source() {
            return source;
        }

        /** The keys of the rows, in the order in which they stand in the document. */
        List<String> keys() {
            return places.stream()
                    .sorted(Comparator.comparingLong(Place::order).thenComparing(Place::key))
                    .map(Place::key)
                    .toList();
        }

        int size() {
            return places.size();
        }

        /** Of text, in UTF-8. */
        long bytes() {
            return bytes;
        }
    }

    private record Place(long order, String key) {}

    void take(String key, @Nullable String metadata, long bytes) {
        switch (mapping.read(metadata, tenant)) {
            case RowMapping.Reading.Others others -> {}
            case RowMapping.Reading.Faulty faulty -> held.accept(new HeldRow(key, faulty.field(), faulty.fault()));
            case RowMapping.Reading.Own own -> {
                Listed document = documents.computeIfAbsent(
                        own.document().uri(), name -> new Listed(own.document(), own.source()));
                if (document.source.equals(own.source())) {
                    document.places.add(new Place(own.order(), key));
                    document.bytes += bytes;
                } else {
                    held.accept(new HeldRow(key, mapping.source(), RowFault.OTHER_SOURCE));
                }
            }
        }
    }

    /** All documents, by name. */
    List<Listed> documents() {
        return List.copyOf(documents.values());
    }
}
