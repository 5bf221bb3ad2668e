package dev.weir.ingest.testkit;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.store.StoreException;
import java.util.Map;
import java.util.function.Consumer;

/** A store that breaks at one moment of every ingest, as a full disk or a power cut would. */
public final class BreakingStore implements ChunkStore {
    private final ChunkStore store;
    private final Moment moment;

    /** When it breaks. */
    public enum Moment {
        BEFORE_WRITE,
        AFTER_WRITE,
        BEFORE_ERASE
    }

    public BreakingStore(ChunkStore store, Moment moment) {
        this.store = store;
        this.moment = moment;
    }

    @Override
    public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        breakAt(Moment.BEFORE_WRITE);
        store.write(grant, document, attributes);
        breakAt(Moment.AFTER_WRITE);
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        return store.search(query);
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        breakAt(Moment.BEFORE_ERASE);
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

    private void breakAt(Moment now) {
        if (moment == now) {
            throw new StoreException("the store broke " + now);
        }
    }
}
