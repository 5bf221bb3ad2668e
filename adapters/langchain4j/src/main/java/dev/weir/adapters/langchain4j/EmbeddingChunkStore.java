package dev.weir.adapters.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
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
import java.util.Comparator;
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

/**
 * Any {@link EmbeddingStore} as a store of sealed chunks: one row a chunk, seal and push-down fields as strings in its
 * metadata. Thread-safe if the store is; the store stays the caller's, and closing this closes nothing.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Filters are built from typed values under fixed or validated keys; the application's filter is checked here again.
 *   <li>Nothing is removed but rows that were read first and whose tenant, document, source or batch is the one named.
 *   <li>Within one such object a version is replaced in one step for its readers. A failure half-way leaves the old rows, or
 *       old and new ones, of which verification serves each chunk once.
 *   <li>A search never becomes wider because it found too little.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That the store is exact, durable or complete: an approximate index may hide rows from searches, from
 *       {@link #forEach} and so from an erasure. What the head log withdrew does not verify in any case.
 *   <li>That two objects over one store, or two processes, see each other's writes in one step.
 *   <li>Searches by words alone read every row of the scope; hybrid ones are the store's own, or by vector.
 *   <li>Chunks without a vector lie under a stand-in and rank behind all others.
 * </ul>
 */
public final class EmbeddingChunkStore implements ChunkStore {
    /** How many rows may be listed at once, if nothing else is said. */
    public static final int MAX_ROWS = 1_000_000;

    /** A null in the place of a row: one without anything, for the gate to refuse. */
    private static final Candidate NOTHING = new Candidate(null, null, null, null, Map.of(), 0);

    private final RowAccess rows;
    private final int dimension;
    private final Filtering filtering;
    private final int maxRows;
    private final InstantSource clock;
    private final ReadWriteLock changes = new ReentrantReadWriteLock();

    private EmbeddingChunkStore(
            EmbeddingStore<TextSegment> store, int dimension, Filtering filtering, int maxRows, InstantSource clock) {
        if (dimension < 1 || dimension > 0xFFFF) {
            throw new IllegalArgumentException("dimension must be 1-65535, got " + dimension);
        }
        if (maxRows < ScopedQuery.MAX_K) {
            throw new IllegalArgumentException("maxRows must be >= " + ScopedQuery.MAX_K + ", got " + maxRows);
        }
        this.rows = new RowAccess(
                requireNonNull(store, "store is null"),
                dimension,
                requireNonNull(filtering, "filtering is null"),
                maxRows);
        this.dimension = dimension;
        this.filtering = filtering;
        this.maxRows = maxRows;
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * A chunk store over a store that has filters.
     *
     * @param dimension of every vector, from 1 to 65,535
     */
    public static EmbeddingChunkStore over(EmbeddingStore<TextSegment> store, int dimension, InstantSource clock) {
        return over(store, dimension, Filtering.IN_STORE, MAX_ROWS, clock);
    }

    /**
     * A chunk store over any store.
     *
     * @param maxRows the most rows that a listing reads, at least {@link ScopedQuery#MAX_K}; beyond it, it fails
     */
    public static EmbeddingChunkStore over(
            EmbeddingStore<TextSegment> store, int dimension, Filtering filtering, int maxRows, InstantSource clock) {
        return new EmbeddingChunkStore(store, dimension, filtering, maxRows, clock);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if an attribute's name begins with {@code weir_}, a value is not well-formed, or
     *     a vector holds a NaN or an infinity
     * @throws StoreException also if a vector has another dimension
     */
    @Override
    public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        WriteAction action = grant.action() == WriteAction.RELEASE ? WriteAction.RELEASE : WriteAction.INGEST;
        grant.require(document.tenant(), action, clock.instant());
        Map<String, String> kept = Map.copyOf(attributes);
        kept.forEach(EmbeddingChunkStore::requireAttribute);
        DocumentHead head = document.head();
        List<Embedding> embeddings = new ArrayList<>();
        List<TextSegment> segments = new ArrayList<>();
        for (SealedChunk chunk : document.chunks()) {
            embeddings.add(embedding(chunk));
            segments.add(Row.segment(chunk, head.tag().token(), kept));
        }
        TenantId tenant = document.tenant();
        Filter version = RowFilter.ofVersion(tenant, head.document().value(), head.version());
        Predicate<Row> replaced = row -> row.chunk()
                .filter(id -> id.tenant().equals(tenant)
                        && id.document().equals(head.document())
                        && id.version() == head.version())
                .isPresent();
        holding(changes.writeLock(), () -> {
            Set<String> added = rows.add(embeddings, segments);
            return rows.removeAll(version, replaced.and(row -> !added.contains(row.key())));
        });
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        query.vector().ifPresent(vector -> requireFinite(vector, "the query's vector"));
        if (query.filter().isEmpty()) {
            return new SearchResult(List.of(), Pushdown.everything());
        }
        List<Candidate> found = switch (RowFilter.of(query.filter(), query.application())) {
            case RowFilter.Nothing nothing -> List.of();
            // A scope is never everything; were it, the rows would still be checked one by one.
            case RowFilter.Everything everything -> List.of();
            case RowFilter.Only only ->
                holding(
                        changes.readLock(),
                        () -> query.vector().isPresent()
                                ? nearest(query, query.vector().get(), only.filter())
                                : byWords(query, only.filter()));
        };
        return new SearchResult(found, Pushdown.everything());
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        Predicate<Row> goes = goes(grant, what);
        if (isEmpty(what)) {
            return 0;
        }
        Filter filter = RowFilter.of(grant.tenant(), what);
        return holding(changes.writeLock(), () -> {
            RowAccess.Removal removal = rows.removeAll(filter, goes);
            if (removal.stillShown() > 0) {
                throw new StoreException("the embedding store still shows rows that it was told to remove");
            }
            return removal.rows();
        });
    }

    @Override
    public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        grant.require(tag.tenant(), WriteAction.RELABEL, clock.instant());
        Filter filter = RowFilter.ofDocument(tag.tenant(), document.value());
        Predicate<Row> told = row -> row.chunk()
                .filter(id -> id.tenant().equals(tag.tenant()) && id.document().equals(document))
                .isPresent();
        return holding(changes.writeLock(), () -> {
            List<Row> before = rows.list(filter, told);
            if (before.isEmpty()) {
                return 0L;
            }
            List<Embedding> embeddings = new ArrayList<>();
            List<TextSegment> segments = new ArrayList<>();
            for (Row row : before) {
                embeddings.add(requireVector(row));
                segments.add(row.relabelled(tag.token()));
            }
            rows.add(embeddings, segments);
            Set<String> keys = before.stream().map(Row::key).collect(Collectors.toSet());
            rows.removeAll(filter, row -> keys.contains(row.key()));
            return (long) before.size();
        });
    }

    @Override
    public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        Predicate<Row> goes = goes(grant, what);
        if (!isEmpty(what)) {
            Filter filter = RowFilter.of(grant.tenant(), what);
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
    private List<Candidate> nearest(ScopedQuery query, float[] vector, Filter filter) {
        if (vector.length != dimension) {
            throw new StoreException(
                    "the store's vectors have " + dimension + " dimensions, the query's has " + vector.length);
        }
        for (int asked = query.k(); ; asked = (int) Math.min(4L * asked, maxRows)) {
            List<? extends @Nullable EmbeddingMatch<TextSegment>> matches =
                    rows.nearest(vector, query.text().orElse(null), filter, asked);
            List<Candidate> found = new ArrayList<>();
            List<Candidate> withoutVector = new ArrayList<>();
            for (@Nullable EmbeddingMatch<TextSegment> match : matches) {
                if (match == null) {
                    found.add(NOTHING);
                    continue;
                }
                Row row = new Row(match);
                if (matches(row, query)) {
                    if (row.hasVector()) {
                        found.add(row.candidate(row.score()));
                    } else {
                        withoutVector.add(row.candidate(-1));
                    }
                }
            }
            if (found.size() >= query.k() || matches.size() < asked || asked == maxRows) {
                found.addAll(withoutVector);
                return firstOf(found, query.k());
            }
        }
    }

    private List<Candidate> byWords(ScopedQuery query, Filter filter) {
        WordShare words = new WordShare(query.text().orElse(""));
        List<Candidate> found = new ArrayList<>();
        for (Row row : rows.list(filter, row -> matches(row, query))) {
            String text = row.text();
            found.add(row.candidate(text == null ? 0 : words.in(text)));
        }
        found.sort(Comparator.comparingDouble(Candidate::score)
                .reversed()
                .thenComparing(row -> row.id().orElse("")));
        return firstOf(found, query.k());
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

    private Embedding embedding(SealedChunk chunk) {
        float[] vector = chunk.vector();
        if (vector.length == 0) {
            return rows.standIn();
        }
        requireFinite(vector, "the vector of chunk " + chunk.id());
        if (vector.length != dimension) {
            throw new StoreException("the store's vectors have " + dimension + " dimensions, that of chunk "
                    + chunk.id() + " has " + vector.length);
        }
        return Embedding.from(vector.clone());
    }

    private static Embedding requireVector(Row row) {
        Embedding embedding = row.embedding();
        if (embedding == null) {
            throw new StoreException("the embedding store returns no vectors, so a row's tag cannot be rewritten;"
                    + " ingest the document again under its new labels");
        }
        return embedding;
    }

    private static void requireAttribute(String name, String value) {
        ApplicationFilter.requireAttribute(name);
        if (RowKeys.isReserved(name)) {
            throw new IllegalArgumentException("an attribute's name must not begin with " + RowKeys.PREFIX);
        }
        WellFormed.require(value, "the value of attribute " + name);
    }

    private static void requireFinite(float[] vector, String what) {
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(what + " holds a NaN or an infinity");
            }
        }
    }

    private static List<Candidate> firstOf(List<Candidate> found, int k) {
        return List.copyOf(found.subList(0, Math.min(k, found.size())));
    }

    private static <T> T holding(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
