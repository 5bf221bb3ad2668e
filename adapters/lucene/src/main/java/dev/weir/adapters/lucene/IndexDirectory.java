package dev.weir.adapters.lucene;

import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.store.VectorSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * The one writer and the current searcher of an index directory. Searchers see commits only, so nothing is ever found
 * that a crash could take back. Every failure of Lucene leaves here as a {@link StoreException} that names the directory.
 */
final class IndexDirectory implements AutoCloseable {
    private static final double WRITE_BUFFER_MIB = 64;

    private final Path path;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Object commitLock = new Object();
    private long committed;
    private volatile IndexManifest manifest;

    private IndexDirectory(
            Path path, Directory directory, IndexWriter writer, SearcherManager searchers, IndexManifest manifest) {
        this.path = path;
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
        this.manifest = manifest;
    }

    static IndexDirectory open(Path path, int graphThreshold) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Files.createDirectories(path);
            Directory directory = FSDirectory.open(path);
            opened.push(directory);
            boolean exists = DirectoryReader.indexExists(directory);
            // Read before a writer opens, because a writer tidies up what it finds.
            IndexManifest manifest = exists
                    ? IndexManifest.read(
                            SegmentInfos.readLatestCommit(directory).getUserData(), path)
                    : IndexManifest.create();
            if (!exists) {
                requireEmpty(directory, path);
            }
            IndexWriter writer = new IndexWriter(directory, config(graphThreshold));
            opened.push(writer);
            if (!exists) {
                writer.setLiveCommitData(manifest.userData().entrySet());
                writer.commit();
            }
            return new IndexDirectory(
                    path, directory, writer, new SearcherManager(directory, new Uncached()), manifest);
        } catch (LockObtainFailedException e) {
            closeAll(opened, e);
            throw new StoreException(
                    "the store in " + path + " is open in another process; wait for it to end, or stop it", e);
        } catch (IOException | RuntimeException e) {
            closeAll(opened, e);
            throw e instanceof StoreException refused
                    ? refused
                    : new StoreException(
                            "cannot open the store in " + path + " ("
                                    + e.getClass().getSimpleName()
                                    + "); check its permissions, or restore it from a copy if it is damaged",
                            e);
        }
    }

    IndexWriter writer() {
        return writer;
    }

    IndexManifest manifest() {
        return manifest;
    }

    /**
     * Fixes dimension and model of the index if no vector was written before.
     *
     * @throws StoreException if the index is of another dimension or model
     */
    synchronized IndexManifest require(VectorSpace space) {
        IndexManifest fixed =
                new IndexManifest(manifest.salt(), manifest.space().joinedBy(space));
        if (!fixed.equals(manifest)) {
            manifest = fixed;
            writer.setLiveCommitData(manifest.userData().entrySet());
        }
        return manifest;
    }

    /** Returns when the operation is on disk and searches see it. Callers that wait at once share one commit. */
    void makeDurable(long operation) throws IOException {
        synchronized (commitLock) {
            if (committed < operation) {
                committed = Math.max(operation, writer.commit());
                searchers.maybeRefreshBlocking();
            }
        }
    }

    /** How many rows match, of all that were ever handed to the writer. Nothing may be written meanwhile. */
    long count(Query query) throws IOException {
        makeDurable(writer.getMaxCompletedSequenceNumber());
        return read(searcher -> searcher.count(query));
    }

    /** Rewrites every segment that holds a deleted row, and lets go of the old files. */
    void expunge() throws IOException {
        writer.forceMergeDeletes(true);
        synchronized (commitLock) {
            writer.commit();
            searchers.maybeRefreshBlocking();
        }
        writer.deleteUnusedFiles();
    }

    /** The searcher of the last commit, to be released. */
    IndexSearcher acquire() {
        return access("read", searchers::acquire);
    }

    void release(IndexSearcher searcher) {
        access("read", () -> {
            searchers.release(searcher);
            return searcher;
        });
    }

    <T> T read(Reading<T> reading) {
        IndexSearcher searcher = acquire();
        try {
            return access("read", () -> reading.with(searcher));
        } finally {
            release(searcher);
        }
    }

    /** @param verb for the message, before "the store" */
    <T> T access(String verb, Access<T> access) {
        try {
            return access.run();
        } catch (StoreException e) {
            throw e;
        } catch (AlreadyClosedException e) {
            throw new StoreException("the store in " + path + " is closed; open it again", e);
        } catch (IndexSearcher.TooManyClauses e) {
            throw new StoreException(
                    "the application filter has more than " + IndexSearcher.getMaxClauseCount() + " conditions", e);
        } catch (IOException | RuntimeException e) {
            throw new StoreException(
                    "cannot " + verb + " the store in " + path + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    @Override
    public void close() {
        access("close", () -> {
            searchers.close();
            writer.close();
            directory.close();
            return path;
        });
    }

    private static IndexWriterConfig config(int graphThreshold) {
        // A segment with a single deleted row is rewritten when deletes are expunged; the default spares up to 10 %.
        TieredMergePolicy merges = new TieredMergePolicy().setForceMergeDeletesPctAllowed(0);
        return new IndexWriterConfig()
                .setCodec(new WideVectorCodec(graphThreshold))
                .setMergePolicy(merges)
                .setRAMBufferSizeMB(WRITE_BUFFER_MIB);
    }

    /** An index that lost its commit file must not be taken for an empty directory, and its files for leftovers. */
    private static void requireEmpty(Directory directory, Path path) throws IOException {
        boolean empty = Arrays.stream(directory.listAll())
                .allMatch(name -> name.equals(IndexWriter.WRITE_LOCK_NAME) || name.startsWith("pending_segments"));
        if (!empty) {
            throw new StoreException("the directory " + path
                    + " holds files but no index; name an empty directory or restore the index");
        }
    }

    private static void closeAll(Deque<AutoCloseable> opened, Exception cause) {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** Something done with a searcher. */
    @FunctionalInterface
    interface Reading<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    /** Something done with the index. */
    @FunctionalInterface
    interface Access<T> {
        T run() throws IOException;
    }

    /** Without Lucene's query cache, which all searchers of a process share. */
    private static final class Uncached extends SearcherFactory {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            return searcher;
        }
    }
}
