package dev.weir.adapters.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.MetadataRow;
import dev.weir.tenancy.store.MetadataTable;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.store.VectorSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An embedding store as a table of rows. */
final class SegmentTable implements MetadataTable<Filter> {
    private final EmbeddingStore<TextSegment> store;
    private final int dimension;

    SegmentTable(EmbeddingStore<TextSegment> store, int dimension) {
        if (dimension < 1 || dimension > 0xFFFF) {
            throw new IllegalArgumentException("dimension must be 1-65535, got " + dimension);
        }
        this.store = requireNonNull(store, "store is null");
        this.dimension = dimension;
    }

    @Override
    public String name() {
        return "the embedding store";
    }

    @Override
    public boolean keepsVectors() {
        return true;
    }

    /** The nearest rows to a vector, as the store returned them. */
    List<? extends @Nullable MetadataRow> nearest(
            float[] vector, @Nullable String text, @Nullable Filter filter, int count) {
        EmbeddingSearchRequest request = EmbeddingSearchRequest.builder()
                .query(text)
                .queryEmbedding(Embedding.from(vector))
                .maxResults(count)
                .minScore(0.0)
                .filter(filter)
                .build();
        EmbeddingSearchResult<TextSegment> result =
                StoreException.translating("search the embedding store", () -> store.search(request));
        if (result == null || result.matches() == null) {
            throw new StoreException("the embedding store answered a search with null");
        }
        List<@Nullable MetadataRow> rows = new ArrayList<>();
        for (@Nullable EmbeddingMatch<TextSegment> match : result.matches()) {
            rows.add(match == null ? null : row(match));
        }
        return rows;
    }

    @Override
    public List<? extends @Nullable MetadataRow> some(@Nullable Filter filter, int count) {
        return nearest(standIn(), null, filter, count);
    }

    @Override
    public List<String> keys(int count) {
        return StoreException.translating("name rows of the embedding store", () -> store.generateIds(count));
    }

    @Override
    public void add(List<String> keys, List<MetadataRow> rows) {
        List<Embedding> embeddings = new ArrayList<>();
        List<TextSegment> segments = new ArrayList<>();
        for (MetadataRow row : rows) {
            embeddings.add(Embedding.from(row.vector()
                    .filter(vector -> vector.length > 0)
                    .map(float[]::clone)
                    .orElseGet(this::standIn)));
            segments.add(TextSegment.from(row.stored().orElse(""), Metadata.from(row.metadata())));
        }
        StoreException.translating("write to the embedding store", () -> {
            store.addAll(keys, embeddings, segments);
            return keys;
        });
    }

    @Override
    public void remove(Set<String> keys) {
        StoreException.translating("remove from the embedding store", () -> {
            store.removeAll(keys);
            return keys;
        });
    }

    @Override
    public Filter ofVersion(TenantId tenant, DocumentId document, long version) {
        return RowFilter.ofVersion(tenant, document.value(), version);
    }

    @Override
    public Filter ofDocument(TenantId tenant, DocumentId document) {
        return RowFilter.ofDocument(tenant, document.value());
    }

    @Override
    public Filter of(TenantId tenant, Erasure what) {
        return RowFilter.of(tenant, what);
    }

    @Override
    public Filter orOf(Filter filter, String key, String value) {
        return RowFilter.orOf(filter, key, value);
    }

    @Override
    public void requireStorable(SealedChunk chunk) {
        VectorSpace.requireFinite(chunk.vector(), "the vector of chunk " + chunk.id());
        int length = chunk.vector().length;
        if (length > 0 && length != dimension) {
            throw new StoreException("the store's vectors have " + dimension + " dimensions, that of chunk "
                    + chunk.id() + " has " + length);
        }
    }

    @Override
    public boolean isOverwritten(String key) {
        return false;
    }

    /** The vector of a row whose chunk has none, and the one that listings search by. */
    private float[] standIn() {
        float[] vector = new float[dimension];
        vector[0] = 1;
        return vector;
    }

    /** A match as a row. */
    static MetadataRow row(EmbeddingMatch<TextSegment> match) {
        TextSegment segment = match.embedded();
        Embedding embedding = match.embedding();
        Double score = match.score();
        String key = match.embeddingId();
        return new MetadataRow(
                key == null ? "" : key,
                segment == null ? null : segment.text(),
                segment == null || segment.metadata() == null
                        ? Map.of()
                        : segment.metadata().toMap(),
                embedding == null ? null : embedding.vector(),
                score == null ? Double.NaN : score);
    }
}
