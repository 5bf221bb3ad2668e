package dev.weir.adapters.pgvector;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Writes one version of a document in one transaction, many rows a round trip. */
final class ChunkWriter {
    private static final int ROWS_PER_BATCH = 256;

    private static final String INSERT = "INSERT INTO weir.chunk"
            + " (tenant, document, version, ordinal, tag, source, batch, attributes, content, seal, embedding)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::real[]::vector)";

    private static final String INSERT_SEAL =
            "INSERT INTO weir.chunk_seal (tenant, document, version, ordinal, seal) VALUES (?, ?, ?, ?, ?)";

    private final Connection connection;

    ChunkWriter(Connection connection) {
        this.connection = connection;
    }

    /** Until the transaction ends, makes every other writer of the document wait. */
    void lock(TenantId tenant, DocumentId document) throws SQLException {
        PgConnections.execute(
                connection,
                Sql.of("SELECT pg_advisory_xact_lock(hashtextextended(")
                        .value(tenant.value() + "/" + document.value())
                        .add(", 0))"));
    }

    void replace(SealedDocument document, List<String> attributes) throws SQLException {
        DocumentHead head = document.head();
        lock(document.tenant(), head.document());
        PgConnections.execute(
                connection,
                Sql.of("DELETE FROM weir.chunk WHERE tenant = ")
                        .value(document.tenant().value())
                        .add(" AND document = ")
                        .value(head.document().value())
                        .add(" AND version = ")
                        .value(head.version()));
        String tag = head.tag().token();
        Array kept = connection.createArrayOf("text", attributes.toArray(String[]::new));
        boolean beside = StoredSpace.keepsSealsBeside(connection);
        batch(INSERT, document.chunks(), (insert, chunk) -> bind(insert, chunk, tag, kept, beside));
        if (beside) {
            batch(INSERT_SEAL, document.chunks(), ChunkWriter::bindSeal);
        }
    }

    /** Binds one row's values. */
    private interface Binding {
        void bind(PreparedStatement insert, SealedChunk chunk) throws SQLException;
    }

    private void batch(@CompileTimeConstant String sql, List<SealedChunk> chunks, Binding binding) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (SealedChunk chunk : chunks) {
                binding.bind(insert, chunk);
                insert.addBatch();
                waiting++;
                if (waiting == ROWS_PER_BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                insert.executeBatch();
            }
        }
    }

    private static void bindKey(PreparedStatement insert, SealedChunk chunk) throws SQLException {
        insert.setString(1, chunk.id().tenant().value());
        insert.setString(2, chunk.id().document().value());
        insert.setLong(3, chunk.id().version());
        insert.setInt(4, chunk.id().ordinal());
    }

    private static void bindSeal(PreparedStatement insert, SealedChunk chunk) throws SQLException {
        bindKey(insert, chunk);
        insert.setString(5, chunk.seal());
    }

    private void bind(PreparedStatement insert, SealedChunk chunk, String tag, Array attributes, boolean beside)
            throws SQLException {
        Provenance provenance = chunk.facts().provenance();
        bindKey(insert, chunk);
        insert.setString(5, tag);
        insert.setString(6, provenance.source().uri());
        insert.setString(7, provenance.batch());
        insert.setArray(8, attributes);
        insert.setString(9, chunk.text());
        insert.setString(10, beside ? null : chunk.seal());
        if (chunk.vector().length == 0) {
            insert.setNull(11, Types.ARRAY, "_float4");
        } else {
            insert.setArray(11, Sql.array(connection, chunk.vector()));
        }
    }
}
