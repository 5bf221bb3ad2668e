package dev.weir.adapters.springai;

import static java.util.Objects.requireNonNull;

import dev.weir.models.embed.Embedder;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.store.StoreException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.Filter;

/**
 * Any {@link VectorStore} as a store of sealed chunks: one document a chunk, seal and push-down fields as strings in its
 * metadata. Thread-safe if the store is; the store stays the caller's, and closing this closes nothing.
 *
 * <p>Such a store embeds inside {@code add} and gives no vector back. Seals of its chunks therefore bind none
 * ({@link #binding}), and it is asked by words.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>What the store embeds is the exact text that was sealed, whatever the embedding model does with metadata.
 *   <li>Filters are built from typed values of plain characters under fixed or validated keys, and are never narrower than
 *       what was asked; the application's filter is checked here again.
 *   <li>Nothing is removed but rows that were read first and whose tenant, document, source or batch is the one named.
 *   <li>Within one such object a version is replaced in one step for its readers. A failure half-way leaves the old rows, or
 *       old and new ones, of which verification serves each chunk once.
 *   <li>A search never becomes wider because it found too little.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That the vectors in the store are those of the texts: whoever can write to the store decides what is found.
 *   <li>That the store is exact, durable or complete: an approximate index may hide rows from searches, from
 *       {@link #forEach} and so from an erasure. What the head log withdrew does not verify in any case.
 *   <li>That two objects over one store, or two processes, see each other's writes in one step.
 *   <li>Searches by a vector alone fail; the vector of a hybrid one is not used.
 * </ul>
 */
public final class VectorStoreChunkStore implements ChunkStore {
    /** How many rows may be listed at once, if nothing else is said. */
    public static final int MAX_ROWS = 1_000_000;

    /** A null in the place of a document: a row without anything, for the gate to refuse. */
    private static final Candidate NOTHING = new Candidate(null, null, null, null, Map.of(), 0);

    private final RowAccess rows;
    private final Filtering filtering;
    private final int maxRows;
    private final InstantSource clock;
    private final ReadWriteLock changes = new ReentrantReadWriteLock();

    private VectorStoreChunkStore(VectorStore store, Filtering filtering, int maxRows, InstantSource clock) {
        if (maxRows < ScopedQuery.MAX_K) {
            throw new IllegalArgumentException("maxRows must be >= " + ScopedQuery.MAX_K + ", got " + maxRows);
        }
        this.rows = new RowAccess(
                requireNonNull(store, "store is null"), requireNonNull(filtering, "filtering is null"), maxRows);
        this.filtering = filtering;
        this.maxRows = maxRows;
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** A chunk store over a store that has filters. */
    public static VectorStoreChunkStore over(VectorStore store, InstantSource clock) {
        return over(store, Filtering.IN_STORE, MAX_ROWS, clock);
    }

    /**
     * A chunk store over any store.
     *
     * @param maxRows the most rows that a listing reads, at least {@link ScopedQuery#MAX_K}; beyond it, it fails
     */
    public static VectorStoreChunkStore over(VectorStore store, Filtering filtering, int maxRows, InstantSource clock) {
        return new VectorStoreChunkStore(store, filtering, maxRows, clock);
    }

    /** What an ingest guard before such a store is built with: it stands in for the store's own model and embeds nothing. */
    public static Embedder embedder() {
        return StandInEmbedder.INSTANCE;
    }

    /** Nothing is bound: the store makes the vectors and gives none back. */
    @Override
    public EmbeddingBinding binding(String model, float[] vector) {
        return new EmbeddingBinding.Absent();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if an attribute's name begins with {@code weir_} or is {@code distance}, or a value
     *     is not well-formed
     * @throws StoreException also if a seal binds its vector exactly, since no vector comes back to be verified
     */
    @Override
    public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        WriteAction action = grant.action() == WriteAction.RELEASE ? WriteAction.RELEASE : WriteAction.INGEST;
        grant.require(document.tenant(), action, clock.instant());
        Map<String, String> kept = Map.copyOf(attributes);
        kept.forEach(VectorStoreChunkStore::requireAttribute);
        document.chunks().forEach(VectorStoreChunkStore::requireVerifiable);
        DocumentHead head = document.head();
        List<Document> documents = document.chunks().stream()
                .map(chunk -> Row.document(chunk, head.tag().token(), kept))
                .toList();
        TenantId tenant = document.tenant();
        Filter.Expression version = RowFilter.ofVersion(tenant, head.document().value(), head.version());
        Predicate<Row> replaced = row -> row.chunk()
                .filter(id -> id.tenant().equals(tenant)
                        && id.document().equals(head.document())
                        && id.version() == head.version())
                .isPresent();
        holding(changes.writeLock(), () -> {
            Set<String> added = rows.add(documents);
            return rows.removeAll(version, replaced.and(row -> !added.contains(row.key())));
        });
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        String words = query.text()
                .orElseThrow(() -> new StoreException(
                        "a store that embeds texts itself is asked by words; the query has a vector only"));
        boolean answerless = words.isBlank() || query.filter().isEmpty();
        return new SearchResult(
                answerless ? List.of() : holding(changes.readLock(), () -> nearest(query, words)),
                Pushdown.everything());
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        Predicate<Row> goes = goes(grant, what);
        if (isEmpty(what)) {
            return 0;
        }
        Filter.Expression filter = RowFilter.of(grant.tenant(), what);
        return holding(changes.writeLock(), () -> {
            RowAccess.Removal removal = rows.removeAll(filter, goes);
            if (removal.stillShown() > 0) {
                throw new StoreException("the vector store still shows rows that it was told to remove");
            }
            return removal.rows();
        });
    }

    /** {@inheritDoc} The rows are added again under their new tag, which embeds them again. */
    @Override
    public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        grant.require(tag.tenant(), WriteAction.RELABEL, clock.instant());
        Filter.Expression filter = RowFilter.ofDocument(tag.tenant(), document.value());
        Predicate<Row> told = row -> row.chunk()
                .filter(id -> id.tenant().equals(tag.tenant()) && id.document().equals(document))
                .isPresent();
        return holding(changes.writeLock(), () -> {
            List<Row> before = rows.list(filter, told);
            if (before.isEmpty()) {
                return 0L;
            }
            List<Document> after =
                    before.stream().map(row -> row.relabelled(tag.token())).toList();
            rows.add(after);
            Set<String> keys = before.stream().map(Row::key).collect(Collectors.toSet());
            rows.removeAll(filter, row -> keys.contains(row.key()));
            return (long) before.size();
        });
    }

    @Override
    public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        Predicate<Row> goes = goes(grant, what);
        if (!isEmpty(what)) {
            Filter.Expression filter = RowFilter.of(grant.tenant(), what);
            holding(changes.readLock(), () -> rows.list(filter, goes)).forEach(row -> action.accept(row.candidate(0)));
        }
    }

    @Override
    public void forEach(BreakGlass opening, Consumer<Candidate> action) {
        requireNonNull(opening, "opening is null");
        holding(changes.readLock(), () -> rows.list(null, row -> true)).forEach(row -> action.accept(row.candidate(0)));
    }

    @Override
    public void close() {}

    /** Asks for more while rows are dropped here, and never without the filter. */
    private List<Candidate> nearest(ScopedQuery query, String words) {
        Filter.Expression filter = RowFilter.of(query.filter(), query.application());
        for (int asked = query.k(); ; asked = (int) Math.min(4L * asked, maxRows)) {
            List<? extends @Nullable Document> documents = rows.nearest(words, filter, asked);
            List<Candidate> found = new ArrayList<>();
            for (@Nullable Document each : documents) {
                if (each == null) {
                    found.add(NOTHING);
                    continue;
                }
                Row row = new Row(each);
                if (matches(row, query)) {
                    found.add(row.candidate(row.score()));
                }
            }
            if (found.size() >= query.k() || documents.size() < asked || asked == maxRows) {
                return found.subList(0, Math.min(query.k(), found.size()));
            }
        }
    }

    private boolean matches(Row row, ScopedQuery query) {
        boolean inScope = filtering == Filtering.IN_STORE
                || query.filter().matches(row.field(RowKeys.TENANT), row.field(RowKeys.TAG));
        return inScope && query.application().matches(row::applicationField);
    }

    private Predicate<Row> goes(WriteGrant grant, Erasure what) {
        grant.require(grant.tenant(), what.action(), clock.instant());
        Predicate<Row> named = switch (what) {
            case Erasure.ByDocument by ->
                row -> row.chunk()
                        .filter(id -> by.documents().contains(id.document()))
                        .isPresent();
            case Erasure.BySource by ->
                row -> row.field(RowKeys.SOURCE).equals(by.source().uri());
            case Erasure.ByBatch by -> row -> row.field(RowKeys.BATCH).equals(by.batch());
            case Erasure.OtherVersions by ->
                row -> row.chunk()
                        .filter(id -> id.document().equals(by.document()) && id.version() != by.keep())
                        .isPresent();
        };
        return row -> row.isOf(grant.tenant()) && named.test(row);
    }

    private static boolean isEmpty(Erasure what) {
        return what instanceof Erasure.ByDocument by && by.documents().isEmpty();
    }

    private static void requireAttribute(String name, String value) {
        ApplicationFilter.requireAttribute(name);
        if (!RowKeys.isAttribute(name)) {
            throw new IllegalArgumentException(
                    "an attribute's name must not begin with " + RowKeys.PREFIX + ", nor be one that stores overwrite");
        }
        WellFormed.require(value, "the value of attribute " + name);
    }

    private static void requireVerifiable(SealedChunk chunk) {
        if (chunk.facts().embedding() instanceof EmbeddingBinding.Exact) {
            throw new StoreException(
                    "the seal of chunk " + chunk.id() + " binds a vector exactly, and a store that makes"
                            + " vectors itself gives none back; seal with the binding that this store names");
        }
    }

    private static <T> T holding(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Gives one and the same vector to every text, which no seal binds and no store is given. */
    private enum StandInEmbedder implements Embedder {
        INSTANCE;

        @Override
        public String modelId() {
            return "of-the-store";
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(text -> new float[] {1}).toList();
        }
    }
}
