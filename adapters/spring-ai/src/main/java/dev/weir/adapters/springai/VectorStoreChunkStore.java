package dev.weir.adapters.springai;

import static java.util.Objects.requireNonNull;

import dev.weir.models.embed.Embedder;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.store.MetadataChunkStore;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.store.SharedRecords;
import dev.weir.tenancy.store.StoreException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.Filter;

/**
 * Any {@link VectorStore} as a store of sealed chunks: one document a chunk, seal and push-down fields as strings in its
 * metadata. Thread-safe if the store is; the store stays the caller's, and closing this closes nothing.
 *
 * <p>Such a store embeds inside {@code add} and gives no vector back. Seals of its chunks therefore bind none
 * ({@link #binding}), and it is asked by words.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Those of {@link MetadataChunkStore}; and
 *
 * <ul>
 *   <li>What the store embeds is the exact text that was sealed, whatever the embedding model does with metadata.
 *   <li>Filters are built from typed values of plain characters under fixed or validated keys, and are never narrower than
 *       what was asked.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>What {@link MetadataChunkStore} does not; and that the vectors in the store are those of the texts: whoever can write to
 * the store decides what is found. Searches by a vector alone fail; the vector of a hybrid one is not used.
 */
public final class VectorStoreChunkStore extends MetadataChunkStore<Filter.Expression> {
    private final DocumentTable table;

    private VectorStoreChunkStore(
            DocumentTable table,
            Filtering filtering,
            int maxRows,
            @Nullable SharedRecords seals,
            @Nullable AdoptedRows adopted,
            InstantSource clock) {
        super(table, filtering, maxRows, seals, adopted, clock);
        this.table = table;
    }

    /** A chunk store over a store that has filters. */
    public static VectorStoreChunkStore over(VectorStore store, InstantSource clock) {
        return over(store, Filtering.IN_STORE, MAX_ROWS, clock);
    }

    /**
     * A chunk store over any store.
     *
     * @param maxRows the most rows that a listing reads, at least {@link ScopedQuery#MAX_K}; beyond it, it fails
     */
    public static VectorStoreChunkStore over(VectorStore store, Filtering filtering, int maxRows, InstantSource clock) {
        return new VectorStoreChunkStore(new DocumentTable(store), filtering, maxRows, null, null, clock);
    }

    /**
     * A chunk store over a store whose metadata cannot hold seals. Seals that its rows hold all the same are read.
     *
     * @param seals where they are kept instead; they stay the caller's to close
     */
    public static VectorStoreChunkStore withSealsIn(
            SharedRecords seals, VectorStore store, Filtering filtering, int maxRows, InstantSource clock) {
        return new VectorStoreChunkStore(
                new DocumentTable(store), filtering, maxRows, requireNonNull(seals, "seals is null"), null, clock);
    }

    /**
     * A chunk store over a store that was filled before Weir and adopted by {@code weir adopt}, or is yet to be. Rows that it
     * adds hold their seals; of the others it shows those that are known here.
     *
     * @param adopted what was adopted
     */
    public static VectorStoreChunkStore adopting(
            AdoptedRows adopted, VectorStore store, Filtering filtering, int maxRows, InstantSource clock) {
        return new VectorStoreChunkStore(
                new DocumentTable(store), filtering, maxRows, null, requireNonNull(adopted, "adopted is null"), clock);
    }

    /** What an ingest guard before such a store is built with: it stands in for the store's own model and embeds nothing. */
    public static Embedder embedder() {
        return StandInEmbedder.INSTANCE;
    }

    /** Nothing is bound: the store makes the vectors and gives none back. */
    @Override
    public EmbeddingBinding binding(String model, float[] vector) {
        return new EmbeddingBinding.Absent();
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        String words = query.text()
                .orElseThrow(() -> new StoreException(
                        "a store that embeds texts itself is asked by words; the query has a vector only"));
        if (words.isBlank() || query.filter().isEmpty()) {
            return new SearchResult(List.of(), Pushdown.everything());
        }
        Filter.@Nullable Expression filter = told(tenantField()
                .map(field -> RowFilter.withAdopted(field, query.filter(), query.application()))
                .orElseGet(() -> RowFilter.of(query.filter(), query.application())));
        return new SearchResult(
                nearest(query, count -> table.nearestRows(words, filter, count)), Pushdown.everything());
    }

    /** Gives one and the same vector to every text, which no seal binds and no store is given. */
    private enum StandInEmbedder implements Embedder {
        INSTANCE;

        @Override
        public String modelId() {
            return "of-the-store";
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(text -> new float[] {1}).toList();
        }
    }
}
