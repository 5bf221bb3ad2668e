package dev.weir.adapters.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.store.MetadataChunkStore;
import dev.weir.tenancy.store.MetadataRow;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.store.SharedRecords;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.store.VectorSpace;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any {@link EmbeddingStore} as a store of sealed chunks: one row a chunk, seal and push-down fields as strings in its
 * metadata. Thread-safe if the store is; the store stays the caller's, and closing this closes nothing.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Those of {@link MetadataChunkStore}; and filters are built from typed values under fixed or validated keys.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>What {@link MetadataChunkStore} does not. Searches by words alone read every row of the scope; hybrid ones are the store's
 * own, or by vector. Chunks without a vector lie under a stand-in and rank behind all others.
 */
public final class EmbeddingChunkStore extends MetadataChunkStore<Filter> {
    private final SegmentTable table;
    private final int dimension;

    private EmbeddingChunkStore(
            SegmentTable table,
            int dimension,
            Filtering filtering,
            int maxRows,
            @Nullable SharedRecords seals,
            @Nullable AdoptedRows adopted,
            InstantSource clock) {
        super(table, filtering, maxRows, seals, adopted, clock);
        this.table = table;
        this.dimension = dimension;
    }

    /**
     * A chunk store over a store that has filters.
     *
     * @param dimension of every vector, from 1 to 65,535
     */
    public static EmbeddingChunkStore over(EmbeddingStore<TextSegment> store, int dimension, InstantSource clock) {
        return over(store, dimension, Filtering.IN_STORE, MAX_ROWS, clock);
    }

    /**
     * A chunk store over any store.
     *
     * @param maxRows the most rows that a listing reads, at least {@link ScopedQuery#MAX_K}; beyond it, it fails
     */
    public static EmbeddingChunkStore over(
            EmbeddingStore<TextSegment> store, int dimension, Filtering filtering, int maxRows, InstantSource clock) {
        return new EmbeddingChunkStore(
                new SegmentTable(store, dimension), dimension, filtering, maxRows, null, null, clock);
    }

    /**
     * A chunk store over a store whose metadata cannot hold seals. Seals that its rows hold all the same are read.
     *
     * @param seals where they are kept instead; they stay the caller's to close
     */
    public static EmbeddingChunkStore withSealsIn(
            SharedRecords seals,
            EmbeddingStore<TextSegment> store,
            int dimension,
            Filtering filtering,
            int maxRows,
            InstantSource clock) {
        return new EmbeddingChunkStore(
                new SegmentTable(store, dimension),
                dimension,
                filtering,
                maxRows,
                requireNonNull(seals, "seals is null"),
                null,
                clock);
    }

    /**
     * A chunk store over a store that was filled before Weir and adopted by {@code weir adopt}, or is yet to be. Rows that it
     * adds hold their seals; of the others it shows those that are known here.
     *
     * @param adopted what was adopted
     */
    public static EmbeddingChunkStore adopting(
            AdoptedRows adopted,
            EmbeddingStore<TextSegment> store,
            int dimension,
            Filtering filtering,
            int maxRows,
            InstantSource clock) {
        return new EmbeddingChunkStore(
                new SegmentTable(store, dimension),
                dimension,
                filtering,
                maxRows,
                null,
                requireNonNull(adopted, "adopted is null"),
                clock);
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        query.vector().ifPresent(vector -> VectorSpace.requireFinite(vector, "the query's vector"));
        if (query.filter().isEmpty()) {
            return new SearchResult(List.of(), Pushdown.everything());
        }
        List<Candidate> found = switch (filter(query)) {
            case RowFilter.Nothing nothing -> List.of();
            // A scope is never everything; were it, the rows would still be checked one by one.
            case RowFilter.Everything everything -> List.of();
            case RowFilter.Only only ->
                query.vector().isPresent()
                        ? nearest(query, query.vector().get(), only.filter())
                        : byWords(query, only.filter());
        };
        return new SearchResult(found, Pushdown.everything());
    }

    private RowFilter filter(ScopedQuery query) {
        RowFilter own = RowFilter.of(query.filter(), query.application());
        return tenantField()
                .map(field -> RowFilter.withAdopted(own, field, query.filter(), query.application()))
                .orElse(own);
    }

    private List<Candidate> nearest(ScopedQuery query, float[] vector, Filter filter) {
        if (vector.length != dimension) {
            throw new StoreException(
                    "the store's vectors have " + dimension + " dimensions, the query's has " + vector.length);
        }
        return nearest(query, count -> table.nearest(vector, query.text().orElse(null), told(filter), count));
    }

    private List<Candidate> byWords(ScopedQuery query, Filter filter) {
        WordShare words = new WordShare(query.text().orElse(""));
        List<Candidate> found = new ArrayList<>();
        for (MetadataRow row : listed(filter, row -> answers(row, query))) {
            found.add(row.candidate(row.text().map(words::in).orElse(0.0)));
        }
        found.sort(Comparator.comparingDouble(Candidate::score)
                .reversed()
                .thenComparing(row -> row.id().orElse("")));
        return sealed(found.subList(0, Math.min(query.k(), found.size())));
    }
}
