package dev.weir.ingest.reembed;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/** Two indexes in memory; something may happen before and after every change of either, and of the pointer. */
final class TwoIndexes implements IndexPair {
    private final ChunkStore first;
    private final ChunkStore second;
    private Stage stage = Stage.BUILDING;
    private boolean dropped;
    private Runnable step = () -> {};

    TwoIndexes(InstantSource clock) {
        first = new InMemoryChunkStore(clock);
        second = new InMemoryChunkStore(clock);
    }

    /** @param action is run between any two steps; if it throws, the process died there */
    void between(Runnable action) {
        step = action;
    }

    /** Where queries go. */
    ChunkStore current() {
        return stage == Stage.BUILDING ? first : second;
    }

    /** The first index, without steps. */
    ChunkStore old() {
        return first;
    }

    boolean isDropped() {
        return dropped;
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public ChunkStore first() {
        return new Stepping(first);
    }

    @Override
    public ChunkStore second() {
        return new Stepping(second);
    }

    @Override
    public void switchOver() {
        step.run();
        stage = Stage.SWITCHED;
        step.run();
    }

    @Override
    public void dropFirst() {
        step.run();
        dropped = true;
        first.close();
        step.run();
    }

    private final class Stepping implements ChunkStore {
        private final ChunkStore store;

        Stepping(ChunkStore store) {
            this.store = store;
        }

        @Override
        public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
            step.run();
            store.write(grant, document, attributes);
            step.run();
        }

        @Override
        public SearchResult search(ScopedQuery query) {
            return store.search(query);
        }

        @Override
        public long erase(WriteGrant grant, Erasure what) {
            step.run();
            long erased = store.erase(grant, what);
            step.run();
            return erased;
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
}
