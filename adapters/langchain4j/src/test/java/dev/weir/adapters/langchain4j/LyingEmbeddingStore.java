package dev.weir.adapters.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.weir.tenancy.store.MetadataRow;
import dev.weir.tenancy.testkit.LyingRows;
import dev.weir.tenancy.testkit.RowLie;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store of the framework's that tells one {@link RowLie} when it is searched, over one that does not. */
final class LyingEmbeddingStore implements EmbeddingStore<TextSegment> {
    private static final int EVERYTHING = 10_000;

    private final EmbeddingStore<TextSegment> honest;
    private final LyingRows lying;

    LyingEmbeddingStore(EmbeddingStore<TextSegment> honest, RowLie lie, long seed) {
        this.honest = honest;
        this.lying = new LyingRows(lie, seed);
    }

    @Override
    @SuppressWarnings("NullAway") // that a store breaks its types as well is the point
    public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
        EmbeddingSearchRequest everything = EmbeddingSearchRequest.builder()
                .queryEmbedding(request.queryEmbedding())
                .maxResults(EVERYTHING)
                .build();
        Optional<List<@Nullable MetadataRow>> told = lying.told(rows(request), rows(everything), request.maxResults());
        if (told.isEmpty()) {
            return null;
        }
        List<EmbeddingMatch<TextSegment>> matches = new ArrayList<>();
        for (@Nullable MetadataRow row : told.get()) {
            matches.add(row == null ? null : match(row));
        }
        return new EmbeddingSearchResult<>(matches);
    }

    private List<MetadataRow> rows(EmbeddingSearchRequest request) {
        return honest.search(request).matches().stream().map(SegmentTable::row).toList();
    }

    @SuppressWarnings("NullAway") // a match may come without its parts
    private static EmbeddingMatch<TextSegment> match(MetadataRow row) {
        return new EmbeddingMatch<>(
                row.score(),
                row.key(),
                row.vector().map(Embedding::from).orElse(null),
                row.stored()
                        .map(text -> TextSegment.from(text, Metadata.from(row.metadata())))
                        .orElse(null));
    }

    @Override
    public String add(Embedding embedding) {
        return honest.add(embedding);
    }

    @Override
    public void add(String id, Embedding embedding) {
        honest.add(id, embedding);
    }

    @Override
    public String add(Embedding embedding, TextSegment segment) {
        return honest.add(embedding, segment);
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings) {
        return honest.addAll(embeddings);
    }
}
