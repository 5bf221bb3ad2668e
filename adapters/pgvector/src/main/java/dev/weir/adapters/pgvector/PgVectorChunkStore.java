package dev.weir.adapters.pgvector;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.TenantId;
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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A chunk store on Postgres with pgvector, one row a chunk. Thread-safe, and for any number of processes at a time.
 *
 * <p>Rows are ranked by the cosine to the query's vector, by Postgres's {@code ts_rank} over its words, or, for a hybrid
 * query, by reciprocal rank fusion of the two. Equal scores are ordered by chunk id. Rows that a ranking by words does not
 * hold come last, by id, so that fewer than k rows means that no more match.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Scope and application filter are parameters of the search itself. Behind them, row-level security shows a
 *       transaction only the tenants of its scope, so that a flaw in the first wall meets the second.
 *   <li>A role that row-level security does not hold is refused when the store is opened, and so is a table on which it is
 *       not forced, or has a further policy for the role.
 *   <li>Searches by words, and vector searches over at most 10,000 rows behind the filter, or without a vector index, are
 *       exact, and no other tenant's documents change a row, its score or the order.
 *   <li>Vectors come back bit by bit as they were written.
 *   <li>When a write, erasure or relabelling returns, it is committed: all of it or nothing, for every reader.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>Vector searches over more rows through the index are approximate: they may miss near rows, though never return
 *       fewer than k while k match. All tenants share the index, so that others' documents can change what is missed.
 *   <li>The role holds itself to the second wall: code that runs statements of its own under it can name any tenant. The
 *       owner of the tables can drop the wall.
 *   <li>Erased rows are never returned again, but their bytes stay in tables and indexes until a vacuum, and in the
 *       write-ahead log, replicas and backups for as long as those are kept.
 *   <li>Searches by words read every row of the tenants in scope.
 *   <li>Vectors whose squared length leaves the range of a float are kept exactly, and ranked last.
 * </ul>
 */
public final class PgVectorChunkStore implements ChunkStore {
    /** Candidates that each ranking of a hybrid query contributes, at least. */
    private static final int FUSION_DEPTH = 200;

    /** pgvector keeps no longer vectors. */
    private static final int MAX_DIMENSION = 16_000;

    private static final int ROWS_PER_FETCH = 256;

    private final PgConnections connections;
    private final Optional<PgConnections> operator;
    private final InstantSource clock;
    private final int exactRows;

    private PgVectorChunkStore(
            PgConnections connections, Optional<PgConnections> operator, InstantSource clock, int exactRows) {
        this.connections = requireNonNull(connections, "connections is null");
        this.operator = operator;
        this.clock = requireNonNull(clock, "clock is null");
        this.exactRows = exactRows;
    }

    /**
     * Opens the store that {@link PgVectorSchema#migrate} made. The store closes the connections when it is closed.
     *
     * @param connections of the role that {@link PgVectorSchema#grantApplication} was called with
     * @throws StoreException if the database cannot be reached, the tables are missing, or row-level security does not hold
     *     the role
     */
    public static PgVectorChunkStore open(PgConnections connections, InstantSource clock) {
        return open(connections, Optional.empty(), clock, VectorSearch.EXACT_ROWS);
    }

    /**
     * Opens the store with a second role for {@link #forEach(BreakGlass, Consumer)}, which {@link #open(PgConnections,
     * InstantSource)} refuses.
     *
     * @param operator connections of the role that {@link PgVectorSchema#grantOperator} was called with
     */
    public static PgVectorChunkStore open(PgConnections connections, PgConnections operator, InstantSource clock) {
        return open(connections, Optional.of(operator), clock, VectorSearch.EXACT_ROWS);
    }

    /** Opens a store with another limit than {@link VectorSearch#EXACT_ROWS}. */
    static PgVectorChunkStore open(
            PgConnections connections, Optional<PgConnections> operator, InstantSource clock, int exactRows) {
        PgVectorChunkStore store = new PgVectorChunkStore(connections, operator, clock, exactRows);
        try {
            Wall.require(connections);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return store;
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
        List<String> kept = Attributes.toElements(attributes);
        VectorSpace space = VectorSpace.of(document.chunks(), MAX_DIMENSION);
        connections.write(document.tenant(), "write to", connection -> {
            StoredSpace.join(connection, space);
            new ChunkWriter(connection).replace(document, kept);
            return true;
        });
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        query.vector().ifPresent(vector -> VectorSpace.requireFinite(vector, "the query's vector"));
        if (query.filter().isEmpty()) {
            return new SearchResult(List.of(), Pushdown.everything());
        }
        Sql filter = FilterCompiler.compile(query);
        Set<TenantId> tenants = query.filter().tokens().keySet();
        List<Candidate> rows = connections.read(tenants, connection -> rank(connection, query, filter));
        return new SearchResult(rows, Pushdown.everything());
    }

    private List<Candidate> rank(Connection connection, ScopedQuery query, Sql filter) throws SQLException {
        TextSearch texts = new TextSearch(connection, filter);
        int k = query.k();
        if (query.vector().isEmpty()) {
            List<Candidate> matching = texts.matching(query.text().orElse(""), k);
            return matching.size() == k ? matching : Rankings.filled(matching, texts.byId(k), k);
        }
        float[] vector = query.vector().get();
        StoredSpace.read(connection).requireDimension(vector.length);
        VectorSearch vectors = new VectorSearch(connection, filter, vector, exactRows);
        if (query.text().isEmpty()) {
            return vectors.nearest(k);
        }
        int depth = Math.max(FUSION_DEPTH, 4 * k);
        List<Candidate> nearest = vectors.nearest(depth).stream()
                .filter(row -> row.score() > VectorSearch.INCOMPARABLE)
                .toList();
        List<Candidate> fused =
                Rankings.fuse(List.of(nearest, texts.matching(query.text().get(), depth)));
        return fused.size() >= k ? fused.subList(0, k) : Rankings.filled(fused, texts.byId(k), k);
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        Sql goes = goes(grant, what);
        return connections.write(grant.tenant(), "erase from", connection -> {
            try (PreparedStatement delete =
                    Sql.of("DELETE FROM weir.chunk WHERE ").add(goes).prepare(connection)) {
                return delete.executeLargeUpdate();
            }
        });
    }

    @Override
    public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        grant.require(tag.tenant(), WriteAction.RELABEL, clock.instant());
        Sql update = Sql.of("UPDATE weir.chunk SET tag = ")
                .value(tag.token())
                .add(" WHERE tenant = ")
                .value(tag.tenant().value())
                .add(" AND document = ")
                .value(document.value());
        return connections.write(tag.tenant(), "relabel in", connection -> {
            new ChunkWriter(connection).lock(tag.tenant(), document);
            try (PreparedStatement statement = update.prepare(connection)) {
                return statement.executeLargeUpdate();
            }
        });
    }

    @Override
    public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        Sql goes = goes(grant, what);
        connections.read(Set.of(grant.tenant()), connection -> show(connection, goes, action));
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreException also if the store was opened without an operator's connections
     */
    @Override
    public void forEach(BreakGlass opening, Consumer<Candidate> action) {
        requireNonNull(opening, "opening is null");
        PgConnections wide = operator.orElseThrow(() -> new StoreException(
                "the store was opened without an operator's connections, and row-level security keeps"
                        + " its own role from reading across tenants"));
        wide.read(Set.of(), connection -> show(connection, Sql.of("TRUE"), action));
    }

    private static boolean show(Connection connection, Sql filter, Consumer<Candidate> action) throws SQLException {
        Sql all = Sql.of("SELECT " + Rows.COLUMNS + " FROM weir.chunk AS chunk WHERE ")
                .add(filter);
        try (PreparedStatement statement = all.prepare(connection)) {
            // A size makes the driver read through a cursor, and not everything at once.
            statement.setFetchSize(ROWS_PER_FETCH);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    action.accept(Rows.read(row, 0));
                }
            }
        }
        return true;
    }

    private Sql goes(WriteGrant grant, Erasure what) {
        grant.require(grant.tenant(), what.action(), clock.instant());
        Sql goes = Sql.of("tenant = ").value(grant.tenant().value());
        return switch (what) {
            case Erasure.ByDocument by ->
                goes.add(" AND document = ANY (")
                        .values(by.documents().stream().map(DocumentId::value).toList())
                        .add(")");
            case Erasure.BySource by ->
                goes.add(" AND source = ").value(by.source().uri());
            case Erasure.ByBatch by -> goes.add(" AND batch = ").value(by.batch());
            case Erasure.OtherVersions by ->
                goes.add(" AND document = ")
                        .value(by.document().value())
                        .add(" AND version <> ")
                        .value(by.keep());
        };
    }

    /** Closes the connections it was opened with. Closing twice does nothing. */
    @Override
    public void close() {
        connections.close();
        operator.ifPresent(PgConnections::close);
    }
}
