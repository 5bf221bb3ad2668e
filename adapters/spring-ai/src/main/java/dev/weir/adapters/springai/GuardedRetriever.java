package dev.weir.adapters.springai;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStoreRetriever;

/**
 * A guarded store's reading half, for code that has no business writing. Thread-safe if the store is.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Those of {@link GuardedVectorStore} for searches; it has no other method, and nobody gets the store from it.
 */
public final class GuardedRetriever implements VectorStoreRetriever {
    private final GuardedVectorStore store;

    public GuardedRetriever(GuardedVectorStore store) {
        this.store = requireNonNull(store, "store is null");
    }

    @Override
    public List<Document> similaritySearch(SearchRequest request) {
        return store.similaritySearch(request);
    }

    @Override
    public List<Document> similaritySearch(String query) {
        return store.similaritySearch(query);
    }
}
