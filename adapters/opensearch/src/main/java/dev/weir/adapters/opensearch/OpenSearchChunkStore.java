package dev.weir.adapters.opensearch;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.WriteAction;
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
import dev.weir.tenancy.store.VectorSpace;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.query_dsl.Query;

/**
 * A chunk store on OpenSearch with its k-NN plugin, one document of the index a chunk. Thread-safe, and for any number of
 * processes at a time.
 *
 * <p>Rows are ranked by the cosine to the query's vector, by how many of its words they hold, each weighed by its rarity
 * among the rows in scope, or, for a hybrid query, by reciprocal rank fusion of the two. Equal scores are ordered by chunk
 * id. Rows that a ranking does not hold come last, by id, so that fewer than k rows means that no more match.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Scope and application filter stand inside the search itself, the k-NN clause included, as typed terms on keyword
 *       fields; no query string exists. What OpenSearch's limits leave no room for is named as residual.
 *   <li>Opening refuses indices whose mapping or settings could break that: see {@link OpenSearchIndex}.
 *   <li>Searches by words, and vector searches over at most 10,000 rows behind the filter, are exact, and no other tenant's
 *       documents change a row, its score or the order.
 *   <li>Vectors come back bit by bit as they were written, attributes character by character.
 *   <li>A write is one step for every reader: the version's rows all count from one moment on, or none do, whatever fails.
 *       When it returns, it is in the translog of the primary shards, and found by every search that begins later.
 *   <li>An answer from which a shard, a row or a bulk operation is missing is an exception.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>Vector searches over more rows go through a graph that all tenants share, and are approximate: they may miss near
 *       rows, though never return fewer than k while k match.
 *   <li>An erasure of rows that a failing process is writing at that moment: nobody believes them, but they stay until the
 *       next write or erasure of the document.
 *   <li>Erased rows are never returned again, but their bytes stay in segments until a merge, and in translogs, replicas and
 *       snapshots for as long as those are kept.
 *   <li>Whoever may write to the indices by other means can put rows there. They are candidates like any other.
 * </ul>
 */
public final class OpenSearchChunkStore implements ChunkStore {
    /** Rows beyond those asked for: some may not count, and near scores are put in order here. */
    private static final int MARGIN = 16;

    /** From how many rows beyond those asked for on near scores stay in the server's order. */
    private static final int MOST_MARGIN = 1_024;

    /** Candidates that each ranking of a hybrid query contributes, at least. */
    private static final int FUSION_DEPTH = 200;

    /** OpenSearch's k-NN plugin keeps no longer vectors. */
    private static final int MAX_DIMENSION = 16_000;

    private static final int MOST_TRIES = 20;

    private final InstantSource clock;
    private final Rows rows;
    private final Versions versions;
    private final OpenSearchIndex index;
    private final ChunkWriter writer;
    private final VectorSearch vectors;
    private final TextSearch texts;
    private volatile VectorSpace space = VectorSpace.OPEN;

    private OpenSearchChunkStore(OpenSearchIndex index, InstantSource clock, int exactRows) {
        this.index = index;
        this.clock = requireNonNull(clock, "clock is null");
        this.rows = new Rows(index.server(), index.name());
        this.versions = new Versions(index.server(), index.versions());
        this.writer = new ChunkWriter(rows, versions);
        this.vectors = new VectorSearch(rows, exactRows);
        this.texts = new TextSearch(rows);
    }

    /**
     * Opens the store that {@link OpenSearchIndex#create} made.
     *
     * @param client of the official Java client; the store does not close it
     * @param index the name given to {@link OpenSearchIndex#of}
     * @throws StoreException if the server cannot be reached, or the indices are missing or not as they must be
     */
    public static OpenSearchChunkStore open(OpenSearchClient client, String index, InstantSource clock) {
        return open(client, index, clock, VectorSearch.EXACT_ROWS);
    }

    /** Opens a store with another limit than {@link VectorSearch#EXACT_ROWS}. */
    static OpenSearchChunkStore open(OpenSearchClient client, String index, InstantSource clock, int exactRows) {
        OpenSearchIndex indices = OpenSearchIndex.of(client, index);
        indices.require();
        return new OpenSearchChunkStore(indices, clock, exactRows);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The first vector fixes dimension and model of the whole store.
     *
     * @throws IllegalArgumentException also if a vector holds a NaN or an infinity, or an attribute's value is not
     *     well-formed
     * @throws StoreException also if the vectors' dimension or model is not the store's
     */
    @Override
    public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        WriteAction action = grant.action() == WriteAction.RELEASE ? WriteAction.RELEASE : WriteAction.INGEST;
        grant.require(document.tenant(), action, clock.instant());
        Map<String, String> copy = Map.copyOf(attributes);
        List<String> terms = Terms.of(copy);
        join(VectorSpace.of(document.chunks(), MAX_DIMENSION));
        writer.replace(document, copy, terms);
    }

    private void join(VectorSpace wanted) {
        VectorSpace is = space;
        if (is.joinedBy(wanted).equals(is)) {
            return;
        }
        if (is.dimension() == 0) {
            versions.space().joinedBy(wanted);
            index.addEmbedding(wanted.dimension());
        }
        space = versions.fix(wanted);
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        query.vector().ifPresent(vector -> VectorSpace.requireFinite(vector, "the query's vector"));
        if (query.filter().isEmpty()) {
            return new SearchResult(List.of(), Pushdown.everything());
        }
        query.vector().ifPresent(vector -> requireDimension(vector.length));
        FilterCompiler.Compiled compiled = FilterCompiler.compile(query);
        int k = query.k();
        int least = query.vector().isPresent() && query.text().isPresent() ? Math.max(FUSION_DEPTH, 4 * k) : k;
        for (int margin = MARGIN; ; margin *= 4) {
            int count = least + margin;
            Versions.Standing standing = versions.standing(() -> rank(query, compiled.filter(), count));
            List<Row> answer = answer(query, standing.rows());
            boolean everything = standing.sizes().stream().allMatch(size -> size < count);
            boolean mayMiss = query.text().isEmpty()
                    && margin < MOST_MARGIN
                    && standing.sizes().getFirst() >= count
                    && VectorSearch.mayMiss(standing.rows().getFirst(), k);
            if ((answer.size() == k || everything) && !mayMiss) {
                return new SearchResult(answer.stream().map(Row::candidate).toList(), compiled.pushdown());
            }
        }
    }

    private void requireDimension(int dimension) {
        if (space.dimension() == 0) {
            space = versions.space();
        }
        space.requireDimension(dimension);
    }

    /** A ranking by vector, if asked for; one by words, if asked for; and, if they may fall short, the rows by id. */
    private List<List<Row>> rank(ScopedQuery query, Query filter, int count) {
        List<Row> nearest = List.of();
        boolean full = false;
        if (query.vector().isPresent() && space.dimension() > 0) {
            long inside = vectors.matching(filter);
            nearest = vectors.nearest(filter, query.vector().get(), count, inside);
            full = nearest.size() >= count || vectors.isAll(nearest, inside);
        }
        List<Row> matching =
                query.text().map(text -> texts.matching(filter, text, count)).orElse(List.of());
        full |= matching.size() >= count;
        return List.of(nearest, matching, full ? List.of() : rows.byKey(filter, count));
    }

    private static List<Row> answer(ScopedQuery query, List<List<Row>> rankings) {
        List<Row> nearest = rankings.get(0);
        List<Row> matching = rankings.get(1);
        List<Row> byKey = rankings.get(2);
        if (query.text().isEmpty()) {
            return Rankings.filled(nearest, byKey, VectorSearch.INCOMPARABLE, query.k());
        }
        List<Row> ranked = query.vector().isEmpty() ? matching : Rankings.fuse(List.of(nearest, matching));
        return Rankings.filled(ranked, byKey, 0, query.k());
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        Query goes = goes(grant, what);
        Set<String> counted = new HashSet<>();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            versions.refresh();
            rows.refresh();
            List<Versions.Version> gone = versions.matching(goes);
            List<Row> found = rows.named(goes);
            Map<String, Versions.Version> records =
                    versions.read(found.stream().map(Row::version).collect(Collectors.toSet()));
            found.stream().filter(row -> Versions.counts(row, records)).forEach(row -> counted.add(row.id()));
            // A record that was claimed or switched since it was read is read again, for its rows are others then.
            if (versions.remove(gone) && versions.release(found, records, gone)) {
                rows.remove(found.stream().map(Row::id).collect(Collectors.toSet()));
                rows.refresh();
                return counted.size();
            }
        }
        throw Server.failure("erase from", "what is to go is written all the time");
    }

    @Override
    public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        grant.require(tag.tenant(), WriteAction.RELABEL, clock.instant());
        Query told = FilterCompiler.all(List.of(
                FilterCompiler.term(Row.TENANT, tag.tenant().value()),
                FilterCompiler.term(Row.DOCUMENT, document.value())));
        rows.refresh();
        List<Row> found = rows.named(told);
        Set<String> keys = found.stream().map(Row::version).collect(Collectors.toSet());
        Map<String, Versions.Version> records = versions.read(keys);
        rows.relabel(found.stream().map(Row::id).collect(Collectors.toSet()), tag.token());
        rows.refresh();
        return found.stream().filter(row -> Versions.counts(row, records)).count();
    }

    @Override
    public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        show(goes(grant, what), action);
    }

    @Override
    public void forEach(BreakGlass opening, Consumer<Candidate> action) {
        requireNonNull(opening, "opening is null");
        show(Query.of(query -> query.matchAll(every -> every)), action);
    }

    private void show(Query what, Consumer<Candidate> action) {
        rows.refresh();
        rows.forEachPage(what, page -> {
            Map<String, Versions.Version> records =
                    versions.read(page.stream().map(Row::version).collect(Collectors.toSet()));
            for (Row row : page) {
                if (Versions.counts(row, records)) {
                    action.accept(row.scored(0).candidate());
                }
            }
        });
    }

    private Query goes(WriteGrant grant, Erasure what) {
        grant.require(grant.tenant(), what.action(), clock.instant());
        Query own = FilterCompiler.term(Row.TENANT, grant.tenant().value());
        return switch (what) {
            case Erasure.ByDocument by ->
                FilterCompiler.all(List.of(
                        own,
                        FilterCompiler.anyOf(
                                Row.DOCUMENT,
                                by.documents().stream().map(DocumentId::value).toList())));
            case Erasure.BySource by ->
                FilterCompiler.all(
                        List.of(own, FilterCompiler.term(Row.SOURCE, by.source().uri())));
            case Erasure.ByBatch by -> FilterCompiler.all(List.of(own, FilterCompiler.term(Row.BATCH, by.batch())));
            case Erasure.OtherVersions by ->
                FilterCompiler.all(List.of(
                        own,
                        FilterCompiler.term(Row.DOCUMENT, by.document().value()),
                        FilterCompiler.not(FilterCompiler.version(by.keep()))));
        };
    }

    /** Does nothing: the client is the caller's. */
    @Override
    public void close() {
        // The client is the caller's.
    }
}
