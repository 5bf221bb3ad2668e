package dev.weir.adapters.springai;

import dev.weir.tenancy.store.MetadataRow;
import dev.weir.tenancy.testkit.LyingRows;
import dev.weir.tenancy.testkit.RowLie;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.Filter;

/** A store of the framework's that tells one {@link RowLie} when it is searched, over one that does not. */
public final class LyingVectorStore implements VectorStore {
    private final VectorStore honest;
    private final LyingRows lying;

    public LyingVectorStore(VectorStore honest, RowLie lie, long seed) {
        this.honest = honest;
        this.lying = new LyingRows(lie, seed);
    }

    @Override
    @SuppressWarnings("NullAway") // that a store breaks its types as well is the point
    public List<Document> similaritySearch(SearchRequest request) {
        Optional<List<@Nullable MetadataRow>> told =
                lying.told(rows(request), rows(new Everything(request.getQuery())), request.getTopK());
        if (told.isEmpty()) {
            return null;
        }
        List<Document> documents = new ArrayList<>();
        for (@Nullable MetadataRow row : told.get()) {
            documents.add(row == null ? null : document(row));
        }
        return documents;
    }

    private List<MetadataRow> rows(SearchRequest request) {
        return honest.similaritySearch(request).stream().map(DocumentTable::row).toList();
    }

    private static Document document(MetadataRow row) {
        return Document.builder()
                .id(row.key())
                .text(row.stored().orElse(""))
                .metadata(row.metadata())
                .score(Double.isNaN(row.score()) ? null : row.score())
                .build();
    }

    /** Every row, those of a negative cosine too. */
    private static final class Everything extends SearchRequest {
        Everything(String query) {
            super(SearchRequest.builder().query(query).topK(10_000).build());
        }

        @Override
        public double getSimilarityThreshold() {
            return -2;
        }
    }

    @Override
    public void add(List<Document> documents) {
        honest.add(documents);
    }

    @Override
    public void delete(List<String> ids) {
        honest.delete(ids);
    }

    @Override
    public void delete(Filter.Expression filter) {
        honest.delete(filter);
    }
}
