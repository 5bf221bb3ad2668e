package dev.weir.adapters.springai;

import dev.weir.tenancy.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.Filter;

/**
 * Reads, adds and removes rows of a vector store, whose exceptions become {@link StoreException}s. The interface has no way
 * to list rows, so they are listed by a search that wants all of them; what is removed is removed by the rows' own keys and
 * never by a filter, so that a store that misreads a filter cannot remove a row that was not looked at.
 */
final class RowAccess {
    private static final int FIRST_ASK = 1_000;

    /** What listings search by: any words do, since every row is wanted. */
    private static final String ANY_WORDS = "document";

    private final VectorStore store;
    private final Filtering filtering;
    private final int maxRows;

    RowAccess(VectorStore store, Filtering filtering, int maxRows) {
        this.store = store;
        this.filtering = filtering;
        this.maxRows = maxRows;
    }

    /** The nearest rows to a text, as the store returned them. */
    List<? extends @Nullable Document> nearest(String text, Filter.@Nullable Expression filter, int count) {
        SearchRequest request = new AnyScore(SearchRequest.builder()
                .query(text)
                .topK(count)
                .filterExpression(filtering == Filtering.IN_STORE ? filter : null)
                .build());
        List<? extends @Nullable Document> found = access("search", () -> store.similaritySearch(request));
        if (found == null) {
            throw new StoreException("the vector store answered a search with null");
        }
        return found;
    }

    /**
     * Every row that the predicate takes, of those that the filter names.
     *
     * @throws StoreException if there are more rows than may be listed
     */
    List<Row> list(Filter.@Nullable Expression filter, Predicate<Row> taken) {
        for (int count = Math.min(FIRST_ASK, maxRows); ; count = (int) Math.min(4L * count, maxRows)) {
            List<? extends @Nullable Document> found = nearest(ANY_WORDS, filter, count);
            if (found.size() < count) {
                List<Row> rows = new ArrayList<>();
                for (@Nullable Document each : found) {
                    if (each != null && taken.test(new Row(each))) {
                        rows.add(new Row(each));
                    }
                }
                return rows;
            }
            if (count == maxRows) {
                throw new StoreException("the vector store holds " + maxRows
                        + " rows or more that would have to be listed; raise maxRows or divide the work");
            }
        }
    }

    /**
     * Adds rows; if it fails, what was added is removed as far as may be.
     *
     * @return their keys
     */
    Set<String> add(List<Document> documents) {
        List<String> keys = documents.stream().map(Document::getId).toList();
        try {
            access("write to", () -> {
                store.add(documents);
                return keys;
            });
        } catch (StoreException e) {
            try {
                store.delete(keys);
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
    Removal removeAll(Filter.Expression filter, Predicate<Row> taken) {
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
                store.delete(List.copyOf(fresh));
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

    private static <T> T access(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StoreException(
                    "could not " + what + " the vector store: " + e.getClass().getSimpleName(), e);
        }
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
