package dev.weir.adapters.pgvector;

import dev.weir.tenancy.chunk.Candidate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds the nearest rows behind a filter: exactly where few rows match or there is no index, and through HNSW otherwise. */
final class VectorSearch {
    /** The most matching rows that are compared one by one although there is an index. */
    static final int EXACT_ROWS = 10_000;

    /** The score of a row whose vector cannot be compared: the least a cosine can be. */
    static final double INCOMPARABLE = -1;

    private static final int LEAST_EF_SEARCH = 100;
    private static final int MOST_EF_SEARCH = 1_000;

    private final Connection connection;
    private final Sql filter;
    private final float[] vector;
    private final int exactRows;

    VectorSearch(Connection connection, Sql filter, float[] vector, int exactRows) {
        this.connection = connection;
        this.filter = filter;
        this.vector = vector;
        this.exactRows = exactRows;
    }

    /** The expression over which the index is built; queries must spell it in the same way. */
    static Sql indexed(int dimension) {
        return Sql.of("embedding::")
                .add(dimension > PgVectorSchema.MAX_FULL_PRECISION_DIMENSION ? Sql.of("halfvec(") : Sql.of("vector("))
                .literal(dimension)
                .add(")");
    }

    /** The best {@code k} rows, best first; fewer only if no more match. */
    List<Candidate> nearest(int k) throws SQLException {
        if (vector.length > PgVectorSchema.MAX_INDEXED_DIMENSION || !hasIndex() || matching() <= exactRows) {
            return exact(k);
        }
        List<Candidate> found = approximate(k);
        // The scan gives up after a while, and the index holds no row without a vector. The scope stays what it was.
        return found.size() < k ? exact(k) : found;
    }

    private boolean hasIndex() throws SQLException {
        return PgConnections.number(
                        connection,
                        Sql.of("SELECT count(*) FROM pg_catalog.pg_index"
                                + " WHERE indexrelid = to_regclass('weir.chunk_embedding') AND indisvalid"))
                > 0;
    }

    /** How many rows match, as far as it matters. */
    private long matching() throws SQLException {
        return PgConnections.number(
                connection,
                Sql.of("SELECT count(*) FROM (SELECT FROM weir.chunk WHERE ")
                        .add(filter)
                        .add(" LIMIT ")
                        .value(exactRows + 1L)
                        .add(") AS matching"));
    }

    /** Materialized, so that no index over the vectors is used; a distance of 2 stands for a cosine of -1. */
    private List<Candidate> exact(int k) throws SQLException {
        return rows(Sql.of("WITH inside AS MATERIALIZED (SELECT tenant, document, version, ordinal,"
                        + " coalesce(nullif(embedding <=> ")
                .value(vector)
                .add(", 'NaN'), 2) AS distance FROM weir.chunk WHERE ")
                .add(filter)
                .add("), best AS MATERIALIZED (SELECT * FROM inside ORDER BY distance, " + Rows.KEY + " LIMIT ")
                .value(k)
                .add(") SELECT " + Rows.COLUMNS + ", 1 - best.distance FROM best"
                        + " JOIN weir.chunk AS chunk USING (tenant, document, version, ordinal)"));
    }

    private List<Candidate> approximate(int k) throws SQLException {
        set("hnsw.iterative_scan", "relaxed_order");
        set("hnsw.ef_search", Integer.toString(Math.clamp(k, LEAST_EF_SEARCH, MOST_EF_SEARCH)));
        // Leaves the planner only the order that the index gives.
        set("enable_sort", "off");
        Sql half = vector.length > PgVectorSchema.MAX_FULL_PRECISION_DIMENSION ? Sql.of("::halfvec") : Sql.of("");
        List<Candidate> found = rows(Sql.of("SELECT " + Rows.COLUMNS + ", 1 - coalesce(nullif(embedding <=> ")
                .value(vector)
                .add(", 'NaN'), 2) FROM weir.chunk AS chunk WHERE ")
                .add(filter)
                .add(" ORDER BY ")
                .add(indexed(vector.length))
                .add(" <=> ")
                .value(vector)
                .add(half)
                .add(" LIMIT ")
                .value(k));
        set("enable_sort", "on");
        return found;
    }

    private void set(String setting, String value) throws SQLException {
        PgConnections.execute(
                connection,
                Sql.of("SELECT set_config(")
                        .value(setting)
                        .add(", ")
                        .value(value)
                        .add(", true)"));
    }

    private List<Candidate> rows(Sql sql) throws SQLException {
        List<Candidate> rows = new ArrayList<>();
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(Rows.readScored(row));
            }
        }
        rows.sort(Rows.BEST_FIRST);
        return rows;
    }
}
