package dev.weir.adapters.lucene;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.store.VectorSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * The embedded chunk store: a Lucene index in one directory, one Lucene document a chunk. Thread-safe; one process at a
 * time. Use from several threads pays off: concurrent writes share commits.
 *
 * <p>Rows are ranked by the cosine to the query's vector, by BM25 over its words with the tenant's own statistics, or, for
 * a hybrid query, by reciprocal rank fusion of the two. Equal scores are ordered by chunk id. Rows that neither ranking
 * holds come last, by id, so that fewer than k rows means that no more match.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Scope and application filter are part of the search itself, vector search included; an empty scope touches
 *       nothing.
 *   <li>Vector searches over at most 10,000 rows behind the filter, and all searches by words, are exact, and no other
 *       tenant's documents change a row, its score or the order.
 *   <li>Vectors come back bit by bit as they were written.
 *   <li>When a write, erasure or relabelling returns, it is on disk and every later search sees it. A process killed at
 *       any moment leaves each version of a document whole, old or new.
 *   <li>When an erasure under an {@link WriteAction#ERASE} grant returns, no file of the index holds the rows' text or
 *       vectors. This rewrites every segment that holds a deleted row.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>Vector searches over more rows are approximate: they may miss near rows, though never return fewer than k while
 *       k match.
 *   <li>Replaced versions ({@link Erasure.OtherVersions} and overwritten ones) are never returned again, but their bytes
 *       stay until a merge or the next erasure. Searches that are under way keep what they see; blocks of the file system
 *       and backups are beyond this class.
 *   <li>Among the documents of one tenant, those a caller may not read still count in BM25's statistics.
 *   <li>A thread that is interrupted while it writes may close the index; the store then refuses everything until it is
 *       opened again, and what was committed is there.
 * </ul>
 *
 * <p>A relabelling changes one doc value: 64 bits that a salted digest derives from the tag's token. Two tags with the
 * same bits would at worst cost a row that verification then drops.
 */
public final class LuceneChunkStore implements ChunkStore {
    /** Candidates that each ranking of a hybrid query contributes, at least. */
    private static final int FUSION_DEPTH = 200;

    private final InstantSource clock;
    private final IndexDirectory index;
    private final TenantStatistics statistics = new TenantStatistics();
    private final int exactRows;

    /** Writes share it; erasing and relabelling, which count first, hold it alone. */
    private final ReadWriteLock changes = new ReentrantReadWriteLock();

    private LuceneChunkStore(IndexDirectory index, InstantSource clock, int exactRows) {
        this.index = index;
        this.clock = requireNonNull(clock, "clock is null");
        this.exactRows = exactRows;
    }

    /**
     * Opens the index in a directory, or makes one if the directory is empty or missing.
     *
     * @throws StoreException if it is open elsewhere, damaged, of another format, or cannot be read or written; the message
     *     names the directory and says what to do
     */
    public static LuceneChunkStore open(Path directory, InstantSource clock) {
        return open(directory, clock, VectorSearch.EXACT_ROWS, WideVectorCodec.GRAPH_THRESHOLD);
    }

    /** Opens a store with other limits than {@link VectorSearch#EXACT_ROWS} and {@link WideVectorCodec#GRAPH_THRESHOLD}. */
    static LuceneChunkStore open(Path directory, InstantSource clock, int exactRows, int graphThreshold) {
        return new LuceneChunkStore(IndexDirectory.open(directory, graphThreshold), clock, exactRows);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The first vector fixes dimension and model of the whole index.
     *
     * @throws IllegalArgumentException also if a vector holds a NaN or an infinity, or an attribute's value is not
     *     well-formed
     * @throws StoreException also if the vectors' dimension or model is not the index's
     */
    @Override
    public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        WriteAction action = grant.action() == WriteAction.RELEASE ? WriteAction.RELEASE : WriteAction.INGEST;
        grant.require(document.tenant(), action, clock.instant());
        Map<String, String> kept = Map.copyOf(attributes);
        kept.forEach((name, value) -> {
            ApplicationFilter.requireAttribute(name);
            WellFormed.require(value, "the value of attribute " + name);
        });
        IndexManifest manifest = index.require(VectorSpace.of(document.chunks(), WideVectorCodec.MAX_DIMENSION));
        long tag = manifest.tag(document.head().tag().token());
        Term version = new Term(
                Fields.VERSION,
                Fields.version(
                        document.tenant(),
                        document.head().document(),
                        document.head().version()));
        // Made one by one while Lucene takes them, so that a large document is not held twice.
        Iterable<Document> rows = () -> document.chunks().stream()
                .map(chunk -> Rows.of(chunk, tag, kept))
                .iterator();
        index.access("write to", () -> {
            long operation;
            changes.readLock().lock();
            try {
                operation = index.writer().updateDocuments(version, rows);
            } finally {
                changes.readLock().unlock();
            }
            index.makeDurable(operation);
            return operation;
        });
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        query.vector().ifPresent(vector -> VectorSpace.requireFinite(vector, "the query's vector"));
        if (query.filter().isEmpty()) {
            return new SearchResult(List.of(), Pushdown.everything());
        }
        IndexManifest manifest = index.manifest();
        query.vector().ifPresent(vector -> manifest.space().requireDimension(vector.length));
        return index.read(searcher -> {
            Map<TenantId, Query> filters = new FilterCompiler(manifest).perTenant(query.filter(), query.application());
            List<Candidate> rows = new ArrayList<>();
            for (Hit hit : rank(searcher, query, filters)) {
                rows.add(candidate(searcher, hit));
            }
            return new SearchResult(rows, Pushdown.everything());
        });
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        Query goes = goes(grant, what);
        return index.access("erase from", () -> {
            changes.writeLock().lock();
            try {
                long count = index.count(goes);
                index.makeDurable(index.writer().deleteDocuments(goes));
                if (what.action() == WriteAction.ERASE) {
                    index.expunge();
                }
                return count;
            } finally {
                changes.writeLock().unlock();
            }
        });
    }

    @Override
    public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        grant.require(tag.tenant(), WriteAction.RELABEL, clock.instant());
        Term rows = new Term(Fields.DOCUMENT, Fields.document(tag.tenant(), document.value()));
        long bits = index.manifest().tag(tag.token());
        return index.access("relabel in", () -> {
            changes.writeLock().lock();
            try {
                long count = index.count(new TermQuery(rows));
                if (count > 0) {
                    index.makeDurable(index.writer().updateNumericDocValue(rows, Fields.TAG, bits));
                }
                return count;
            } finally {
                changes.writeLock().unlock();
            }
        });
    }

    @Override
    public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        Query goes = goes(grant, what);
        IndexSearcher searcher = index.acquire();
        try {
            List<MatchingRows> matching = index.access(
                    "read",
                    () -> MatchingRows.atMost(Integer.MAX_VALUE, searcher, goes).orElse(List.of()));
            for (MatchingRows each : matching) {
                SegmentRows rows = index.access(
                        "read", () -> new SegmentRows(each.segment().reader()));
                for (int row : each.rows()) {
                    action.accept(index.access("read", () -> rows.read(row, 0)));
                }
            }
        } finally {
            index.release(searcher);
        }
    }

    @Override
    public void forEach(BreakGlass opening, Consumer<Candidate> action) {
        requireNonNull(opening, "opening is null");
        IndexSearcher searcher = index.acquire();
        try {
            for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
                Bits live = segment.reader().getLiveDocs();
                SegmentRows rows = index.access("read", () -> new SegmentRows(segment.reader()));
                for (int row = 0; row < segment.reader().maxDoc(); row++) {
                    if (live == null || live.get(row)) {
                        int shown = row;
                        action.accept(index.access("read", () -> rows.read(shown, 0)));
                    }
                }
            }
        } finally {
            index.release(searcher);
        }
    }

    /** Waits for merges under way. Closing twice does nothing. */
    @Override
    public void close() {
        index.close();
    }

    private Query goes(WriteGrant grant, Erasure what) {
        grant.require(grant.tenant(), what.action(), clock.instant());
        TenantId tenant = grant.tenant();
        return switch (what) {
            case Erasure.ByDocument by ->
                new TermInSetQuery(
                        Fields.DOCUMENT,
                        by.documents().stream()
                                .map(document -> new BytesRef(Fields.document(tenant, document.value())))
                                .toList());
            case Erasure.BySource by ->
                both(tenant, new TermQuery(new Term(Fields.SOURCE, by.source().uri())));
            case Erasure.ByBatch by -> both(tenant, new TermQuery(new Term(Fields.BATCH, by.batch())));
            case Erasure.OtherVersions by ->
                new BooleanQuery.Builder()
                        .add(document(tenant, by.document()), Occur.FILTER)
                        .add(
                                new TermQuery(
                                        new Term(Fields.VERSION, Fields.version(tenant, by.document(), by.keep()))),
                                Occur.MUST_NOT)
                        .build();
        };
    }

    private List<Hit> rank(IndexSearcher searcher, ScopedQuery query, Map<TenantId, Query> filters) throws IOException {
        Query filter = FilterCompiler.anyOf(filters);
        VectorSearch vectors = new VectorSearch(searcher, exactRows);
        TextSearch texts = new TextSearch(searcher.getIndexReader(), statistics);
        if (query.text().isEmpty()) {
            return vectors.nearest(filter, query.vector().orElseThrow(), query.k());
        }
        String text = query.text().get();
        if (query.vector().isEmpty()) {
            return filled(texts.matching(filters, text, query.k()), searcher, filter, query.k());
        }
        int depth = Math.max(FUSION_DEPTH, 4 * query.k());
        List<Hit> nearest = vectors.nearest(filter, query.vector().get(), depth).stream()
                .filter(hit -> hit.score() > Vectors.INCOMPARABLE)
                .toList();
        List<Hit> fused = ReciprocalRankFusion.fuse(List.of(nearest, texts.matching(filters, text, depth)));
        return filled(fused.subList(0, Math.min(fused.size(), query.k())), searcher, filter, query.k());
    }

    /** The ranking, and behind it further rows of the filter by id, up to {@code k}. */
    private static List<Hit> filled(List<Hit> ranking, IndexSearcher searcher, Query filter, int k) throws IOException {
        if (ranking.size() == k) {
            return ranking;
        }
        List<Hit> filled = new ArrayList<>(ranking);
        Set<Integer> ranked = new HashSet<>();
        ranking.forEach(hit -> ranked.add(hit.row()));
        for (Hit hit : TextSearch.byId(searcher, filter, k)) {
            if (filled.size() < k && !ranked.contains(hit.row())) {
                filled.add(hit);
            }
        }
        return filled;
    }

    private static Candidate candidate(IndexSearcher searcher, Hit hit) throws IOException {
        List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
        LeafReaderContext segment = segments.get(ReaderUtil.subIndex(hit.row(), segments));
        return new SegmentRows(segment.reader()).read(hit.row() - segment.docBase, hit.score());
    }

    private static Query document(TenantId tenant, DocumentId document) {
        return new TermQuery(new Term(Fields.DOCUMENT, Fields.document(tenant, document.value())));
    }

    private static Query both(TenantId tenant, Query query) {
        return new BooleanQuery.Builder()
                .add(FilterCompiler.ofTenant(tenant), Occur.FILTER)
                .add(query, Occur.FILTER)
                .build();
    }
}
