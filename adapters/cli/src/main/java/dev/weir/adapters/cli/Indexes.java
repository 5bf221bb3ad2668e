package dev.weir.adapters.cli;

import dev.weir.adapters.lucene.LuceneChunkStore;
import dev.weir.ingest.reembed.IndexPair;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The indexes of a store directory: one, or two while a re-embedding is under way. Queries and writes go to the one that
 * the file {@code CURRENT} names; erasing, relabelling and looking at every row reach all. Thread-safe as far as one
 * re-embedding at a time.
 */
final class Indexes implements ChunkStore {
    private final Path directory;
    private final InstantSource clock;
    private volatile IndexPointer pointer;
    private volatile Open current;
    private volatile List<Open> open;

    private Indexes(Path directory, InstantSource clock, IndexPointer pointer) {
        this.directory = directory;
        this.clock = clock;
        this.pointer = pointer;
        this.current = open(pointer.current());
        this.open = List.of(current);
    }

    /**
     * Opens what a store directory holds, or makes its first index.
     *
     * @throws StoreException if an index cannot be opened, or {@code CURRENT} cannot be read
     */
    static Indexes open(Path directory, InstantSource clock) {
        IndexPointer pointer = IndexPointer.read(directory);
        // A crash may have come between the pointer and the files: what it no longer names must not outlive an erasure.
        for (int index : IndexPointer.present(directory)) {
            if (index < pointer.lowest()) {
                delete(IndexPointer.folder(directory, index));
            }
        }
        Indexes indexes = new Indexes(directory, clock, pointer);
        try {
            indexes.openOther();
        } catch (RuntimeException e) {
            indexes.close();
            throw e;
        }
        return indexes;
    }

    /** Every index that is open; the current one first. */
    List<ChunkStore> all() {
        return open.stream().map(Open::store).toList();
    }

    /** What queries go to, and what else there is. */
    IndexPointer pointer() {
        return pointer;
    }

    /** The two indexes of the re-embedding that is under way, or that begins with this call. */
    IndexPair pair() {
        if (pointer instanceof IndexPointer.Single single) {
            point(new IndexPointer.Building(single.current(), single.current() + 1));
            openOther();
        }
        return new Pair();
    }

    @Override
    public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        current.store().write(grant, document, attributes);
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        return current.store().search(query);
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        return all().stream().mapToLong(store -> store.erase(grant, what)).sum();
    }

    @Override
    public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        return all().stream()
                .mapToLong(store -> store.relabel(grant, document, tag))
                .sum();
    }

    @Override
    public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        all().forEach(store -> store.forEach(grant, what, action));
    }

    @Override
    public void forEach(BreakGlass opening, Consumer<Candidate> action) {
        all().forEach(store -> store.forEach(opening, action));
    }

    @Override
    public void close() {
        open.forEach(index -> index.store().close());
    }

    private void openOther() {
        if (pointer.other().isPresent()) {
            open = List.of(current, open(pointer.other().getAsInt()));
        }
    }

    private Open open(int index) {
        return new Open(index, LuceneChunkStore.open(IndexPointer.folder(directory, index), clock));
    }

    private void point(IndexPointer to) {
        to.write(directory);
        pointer = to;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new StoreException("cannot delete the index in " + folder + ", which is no longer in use", e);
        }
    }

    /** An open index and its number. */
    private record Open(int index, ChunkStore store) {}

    /** The pointer as a re-embedding moves it. */
    private final class Pair implements IndexPair {
        @Override
        public Stage stage() {
            return switch (pointer) {
                case IndexPointer.Building building -> Stage.BUILDING;
                case IndexPointer.Leaving leaving -> Stage.SWITCHED;
                case IndexPointer.Single single -> throw new IllegalStateException("the re-embedding has ended");
            };
        }

        @Override
        public ChunkStore first() {
            return stage() == Stage.BUILDING ? current.store() : open.getLast().store();
        }

        @Override
        public ChunkStore second() {
            return stage() == Stage.BUILDING ? open.getLast().store() : current.store();
        }

        /** In this process a command queries or re-embeds, not both, so that there is no query to wait for. */
        @Override
        public void switchOver() {
            List<Open> turned = new ArrayList<>(open.reversed());
            point(new IndexPointer.Leaving(current.index(), turned.getFirst().index()));
            current = turned.getFirst();
            open = List.copyOf(turned);
        }

        @Override
        public void dropFirst() {
            Open first = open.getLast();
            point(new IndexPointer.Single(current.index()));
            open = List.of(current);
            first.store().close();
            delete(IndexPointer.folder(directory, first.index()));
        }
    }
}
