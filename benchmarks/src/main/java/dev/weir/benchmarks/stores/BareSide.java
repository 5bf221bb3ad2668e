package dev.weir.benchmarks.stores;

import dev.weir.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table as an application without Weir would make it: tenant, text and vector, filtered by the tenant. */
final class BareSide implements AutoCloseable {
    private static final int ROWS_PER_BATCH = 256;

    private final Connection connection;

    private BareSide(Connection connection) {
        this.connection = connection;
    }

    static BareSide create(Server server) throws SQLException {
        server.run(
                "DROP SCHEMA IF EXISTS bare CASCADE",
                "CREATE SCHEMA bare",
                "CREATE TABLE bare.chunk (id text COLLATE \"C\" PRIMARY KEY, tenant text COLLATE \"C\" NOT NULL,"
                        + " content text NOT NULL, embedding vector)",
                "CREATE INDEX chunk_tenant ON bare.chunk (tenant)");
        return new BareSide(server.connect());
    }

    /** Writes a document in one transaction, as the guarded side does. */
    void write(Corpus.Document document) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO bare.chunk (id, tenant, content, embedding) VALUES (?, ?, ?, ?::real[]::vector)")) {
            for (int i = 0; i < document.texts().size(); i++) {
                insert.setString(1, document.tenant() + "/" + document.name() + "/1/" + i);
                insert.setString(2, document.tenant().value());
                insert.setString(3, document.texts().get(i));
                setVector(insert, 4, document.vectors().get(i));
                insert.addBatch();
                if ((i + 1) % ROWS_PER_BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** The same index as the guarded side's, and statistics. */
    void index(Server server, int dimension) {
        server.run(
                "CREATE INDEX chunk_embedding ON bare.chunk USING hnsw ((embedding::vector(" + dimension
                        + ")) vector_cosine_ops)",
                "ANALYZE bare.chunk");
    }

    /** The nearest ids of a tenant; {@code exact} compares each row of the tenant. */
    List<String> nearest(TenantId tenant, float[] vector, int k, boolean exact) throws SQLException {
        String column = exact ? "embedding" : "embedding::vector(" + vector.length + ")";
        connection.setAutoCommit(false);
        try (PreparedStatement mode = connection.prepareStatement("SET LOCAL hnsw.iterative_scan = strict_order");
                PreparedStatement query =
                        connection.prepareStatement("SELECT id, content FROM bare.chunk WHERE tenant = ?" + " ORDER BY "
                                + column + " <=> ?::real[]::vector LIMIT " + k)) {
            mode.execute();
            query.setString(1, tenant.value());
            setVector(query, 2, vector);
            List<String> ids = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        } finally {
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private void setVector(PreparedStatement statement, int index, float[] vector) throws SQLException {
        Float[] boxed = new Float[vector.length];
        Arrays.setAll(boxed, i -> vector[i]);
        statement.setArray(index, connection.createArrayOf("float4", boxed));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
