package dev.weir.adapters.springai.observe;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.util.Map;
import java.util.function.Consumer;

/** A store whose searches are timed. */
final class MeteredStore implements ChunkStore {
    private final ChunkStore store;
    private final Searched searched;

    /** Hears of a search, whether it failed or not. */
    @FunctionalInterface
    interface Searched {
        void searched(int asked, long nanos);
    }

    MeteredStore(ChunkStore store, Searched searched) {
        this.store = requireNonNull(store, "store is null");
        this.searched = searched;
    }

    @Override
    public EmbeddingBinding binding(String model, float[] vector) {
        return store.binding(model, vector);
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        long start = System.nanoTime();
        try {
            return store.search(query);
        } finally {
            searched.searched(query.k(), System.nanoTime() - start);
        }
    }

    @Override
    public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        store.write(grant, document, attributes);
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        return store.erase(grant, what);
    }

    @Override
    public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        return store.relabel(grant, document, tag);
    }

    @Override
    public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        store.forEach(grant, what, action);
    }

    @Override
    public void forEach(BreakGlass opening, Consumer<Candidate> action) {
        store.forEach(opening, action);
    }

    @Override
    public void close() {
        store.close();
    }
}
