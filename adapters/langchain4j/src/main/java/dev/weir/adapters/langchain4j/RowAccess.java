package dev.weir.adapters.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.weir.tenancy.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads, adds and removes rows of an embedding store, whose exceptions become {@link StoreException}s. The interface has no
 * way to list rows, so they are listed by a search that wants all of them; what is removed is removed by the rows' own keys
 * and never by a filter, so that a store that misreads a filter cannot remove a row that was not looked at.
 */
final class RowAccess {
    private static final int FIRST_ASK = 1_000;

    private final EmbeddingStore<TextSegment> store;
    private final int dimension;
    private final Filtering filtering;
    private final int maxRows;

    RowAccess(EmbeddingStore<TextSegment> store, int dimension, Filtering filtering, int maxRows) {
        this.store = store;
        this.dimension = dimension;
        this.filtering = filtering;
        this.maxRows = maxRows;
    }

    /** The nearest rows to a vector, as the store returned them. */
    List<? extends @Nullable EmbeddingMatch<TextSegment>> nearest(
            float[] vector, @Nullable String text, @Nullable Filter filter, int count) {
        EmbeddingSearchRequest request = EmbeddingSearchRequest.builder()
                .query(text)
                .queryEmbedding(Embedding.from(vector))
                .maxResults(count)
                .minScore(0.0)
                .filter(filtering == Filtering.IN_STORE ? filter : null)
                .build();
        EmbeddingSearchResult<TextSegment> result = access("search", () -> store.search(request));
        if (result == null || result.matches() == null) {
            throw new StoreException("the embedding store answered a search with null");
        }
        return result.matches();
    }

    /**
     * Every row that the predicate takes, of those that the filter names.
     *
     * @throws StoreException if there are more rows than may be listed
     */
    List<Row> list(@Nullable Filter filter, Predicate<Row> taken) {
        for (int count = Math.min(FIRST_ASK, maxRows); ; count = (int) Math.min(4L * count, maxRows)) {
            List<? extends @Nullable EmbeddingMatch<TextSegment>> matches =
                    nearest(standIn().vector(), null, filter, count);
            if (matches.size() < count) {
                List<Row> rows = new ArrayList<>();
                for (@Nullable EmbeddingMatch<TextSegment> match : matches) {
                    if (match != null && taken.test(new Row(match))) {
                        rows.add(new Row(match));
                    }
                }
                return rows;
            }
            if (count == maxRows) {
                throw new StoreException("the embedding store holds " + maxRows
                        + " rows or more that would have to be listed; raise maxRows or divide the work");
            }
        }
    }

    /**
     * Adds rows under keys of the store's own making; if it fails, what was added is removed as far as may be.
     *
     * @return the keys
     */
    Set<String> add(List<Embedding> embeddings, List<TextSegment> segments) {
        List<String> keys = access("name rows of", () -> store.generateIds(embeddings.size()));
        try {
            access("write to", () -> {
                store.addAll(keys, embeddings, segments);
                return keys;
            });
        } catch (StoreException e) {
            try {
                store.removeAll(keys);
            } catch (RuntimeException leftOver) {
                e.addSuppressed(leftOver);
            }
            throw e;
        }
        return Set.copyOf(keys);
    }

    /**
     * Removes every row that the predicate takes, of those that the filter names, listing again until none comes that was not
     * removed already: an approximate store shows some of them at a time.
     */
    Removal removeAll(@Nullable Filter filter, Predicate<Row> taken) {
        Set<String> removed = new HashSet<>();
        while (true) {
            List<Row> shown = list(filter, taken);
            Set<String> fresh = shown.stream()
                    .map(Row::key)
                    .filter(key -> !removed.contains(key))
                    .collect(Collectors.toSet());
            if (fresh.isEmpty()) {
                return new Removal(removed.size(), shown.size());
            }
            access("remove from", () -> {
                store.removeAll(fresh);
                return fresh;
            });
            removed.addAll(fresh);
        }
    }

    /**
     * What came of a removal.
     *
     * @param rows that the store was told to remove
     * @param stillShown those of them that it shows all the same
     */
    record Removal(long rows, long stillShown) {}

    /** The vector of a row whose chunk has none. */
    Embedding standIn() {
        float[] vector = new float[dimension];
        vector[0] = 1;
        return Embedding.from(vector);
    }

    private static <T> T access(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StoreException(
                    "could not " + what + " the embedding store: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
