package dev.weir.adapters.springai;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.store.StoreException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A store that answers every search with the rows that somebody handed over. It says that it filtered nothing, so that a
 * foreign row among them is dropped and trips no store's breaker.
 */
final class HandedRows implements ChunkStore {
    private static final Pushdown NOTHING = new Pushdown(Set.of(), EnumSet.allOf(Pushdown.Part.class));

    private final List<Candidate> rows;

    HandedRows(List<Candidate> rows) {
        this.rows = List.copyOf(rows);
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        return new SearchResult(rows, NOTHING);
    }

    @Override
    public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        throw unsupported();
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        throw unsupported();
    }

    @Override
    public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        throw unsupported();
    }

    @Override
    public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        throw unsupported();
    }

    @Override
    public void forEach(BreakGlass opening, Consumer<Candidate> action) {
        throw unsupported();
    }

    @Override
    public void close() {}

    private static StoreException unsupported() {
        return new StoreException("rows at hand can be searched and nothing else");
    }
}
