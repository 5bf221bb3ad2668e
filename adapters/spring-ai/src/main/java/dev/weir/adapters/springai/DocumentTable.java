package dev.weir.adapters.springai;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.MetadataKeys;
import dev.weir.tenancy.store.MetadataRow;
import dev.weir.tenancy.store.MetadataTable;
import dev.weir.tenancy.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.Filter;

/** A vector store as a table of rows. It embeds texts itself and gives no vector back. */
final class DocumentTable implements MetadataTable<Filter.Expression> {
    /** What listings search by: any words do, since every row is wanted. */
    private static final String ANY_WORDS = "document";

    private final VectorStore store;

    DocumentTable(VectorStore store) {
        this.store = requireNonNull(store, "store is null");
    }

    @Override
    public String name() {
        return "the vector store";
    }

    @Override
    public boolean keepsVectors() {
        return false;
    }

    /** The nearest documents to a text, as the store returned them. */
    List<? extends @Nullable Document> nearest(String text, Filter.@Nullable Expression filter, int count) {
        SearchRequest request = new AnyScore(SearchRequest.builder()
                .query(text)
                .topK(count)
                .filterExpression(filter)
                .build());
        List<? extends @Nullable Document> found =
                StoreException.translating("search the vector store", () -> store.similaritySearch(request));
        if (found == null) {
            throw new StoreException("the vector store answered a search with null");
        }
        return found;
    }

    /** The nearest rows to a text. */
    List<? extends @Nullable MetadataRow> nearestRows(String text, Filter.@Nullable Expression filter, int count) {
        List<@Nullable MetadataRow> rows = new ArrayList<>();
        for (@Nullable Document each : nearest(text, filter, count)) {
            rows.add(each == null ? null : row(each));
        }
        return rows;
    }

    @Override
    public List<? extends @Nullable MetadataRow> some(Filter.@Nullable Expression filter, int count) {
        return nearestRows(ANY_WORDS, filter, count);
    }

    @Override
    public List<String> keys(int count) {
        return Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
    }

    @Override
    public void add(List<String> keys, List<MetadataRow> rows) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> metadata = new LinkedHashMap<>(rows.get(i).metadata());
            metadata.keySet().removeIf(this::isOverwritten);
            documents.add(
                    TextOnly.in(new Document(keys.get(i), rows.get(i).stored().orElse(""), metadata)));
        }
        StoreException.translating("write to the vector store", () -> {
            store.add(documents);
            return keys;
        });
    }

    @Override
    public void remove(Set<String> keys) {
        StoreException.translating("remove from the vector store", () -> {
            store.delete(List.copyOf(keys));
            return keys;
        });
    }

    @Override
    public Filter.Expression ofVersion(TenantId tenant, DocumentId document, long version) {
        return RowFilter.ofVersion(tenant, document.value(), version);
    }

    @Override
    public Filter.Expression ofDocument(TenantId tenant, DocumentId document) {
        return RowFilter.ofDocument(tenant, document.value());
    }

    @Override
    public Filter.Expression of(TenantId tenant, Erasure what) {
        return RowFilter.of(tenant, what);
    }

    @Override
    public void requireStorable(SealedChunk chunk) {
        if (chunk.facts().embedding() instanceof EmbeddingBinding.Exact) {
            throw new StoreException(
                    "the seal of chunk " + chunk.id() + " binds a vector exactly, and a store that makes"
                            + " vectors itself gives none back; seal with the binding that this store names");
        }
    }

    @Override
    public Filter.Expression orOf(Filter.Expression filter, String key, String value) {
        return RowFilter.or(filter, RowFilter.equal(key, value));
    }

    @Override
    public boolean isOverwritten(String key) {
        return ApplicationFilters.isOverwritten(key);
    }

    /** A document as a row. */
    static MetadataRow row(Document document) {
        Double score = document.getScore();
        return new MetadataRow(
                document.getId(), document.getText(), document.getMetadata(), null, score == null ? Double.NaN : score);
    }

    /** A document without anything of Weir's. */
    static Document plain(Document document) {
        Map<String, Object> own = new LinkedHashMap<>(document.getMetadata());
        own.keySet().removeIf(MetadataKeys::isReserved);
        return TextOnly.in(document.mutate()
                .text(row(document).text().orElse(""))
                .metadata(own)
                .build());
    }

    /**
     * A request that rows of any score answer. The framework's own least threshold is 0, which rows of a negative cosine fall
     * below, and a listing would not show them.
     */
    private static final class AnyScore extends SearchRequest {
        /** Below every cosine, with room for rounding. */
        private static final double BELOW_ALL = -2;

        AnyScore(SearchRequest request) {
            super(request);
        }

        @Override
        public double getSimilarityThreshold() {
            return BELOW_ALL;
        }
    }
}
