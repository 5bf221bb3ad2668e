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
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store that counts what changes it, and shows its rows as the test wants them. */
public final class WatchedStore implements ChunkStore {
    private final ChunkStore store;
    private Function<Candidate, Optional<Candidate>> view = Optional::of;
    private Runnable afterReading = () -> {};
    private int changes;

    public WatchedStore(ChunkStore store) {
        this.store = store;
    }

    /** What the store makes of each row when all are read. */
    public void showing(Function<Candidate, Optional<Candidate>> rows) {
        view = rows;
    }

    /** What happens right after the first time that all rows were read. */
    public void afterReading(Runnable event) {
        afterReading = event;
    }

    /** How often something was written, erased or relabelled. */
    public int changes() {
        return changes;
    }

    @Override
    public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        changes++;
        store.write(grant, document, attributes);
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        return store.search(query);
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        changes++;
        return store.erase(grant, what);
    }

    @Override
    public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        changes++;
        return store.relabel(grant, document, tag);
    }

    @Override
    public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        store.forEach(grant, what, action);
    }

    @Override
    public void forEach(BreakGlass opening, Consumer<Candidate> action) {
        store.forEach(opening, row -> view.apply(row).ifPresent(action));
        Runnable event = afterReading;
        afterReading = () -> {};
        event.run();
    }

    @Override
    public void close() {
        store.close();
    }
}
