package dev.weir.adapters.pgvector;

import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.store.VectorSpace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The store's vector space, in the one row of {@code weir.space}. */
final class StoredSpace {
    private StoredSpace() {}

    static VectorSpace read(Connection connection) throws SQLException {
        return read(connection, Sql.of("SELECT dimension, model FROM weir.space"));
    }

    /**
     * Lets vectors of a space into the store, which fixes what was open.
     *
     * @throws StoreException if the store's vectors are of another space
     */
    static void join(Connection connection, VectorSpace space) throws SQLException {
        VectorSpace stored = read(connection);
        if (stored.joinedBy(space).equals(stored)) {
            return;
        }
        VectorSpace fixed = read(connection, Sql.of("SELECT dimension, model FROM weir.space FOR UPDATE"))
                .joinedBy(space);
        Sql update = Sql.of("UPDATE weir.space SET dimension = ")
                .value(fixed.dimension())
                .add(", model = ")
                .value(fixed.model());
        try (PreparedStatement statement = update.prepare(connection)) {
            statement.executeUpdate();
        }
    }

    /** Whether new seals are written beside the rows. */
    static boolean keepsSealsBeside(Connection connection) throws SQLException {
        return PgConnections.number(connection, Sql.of("SELECT count(*) FROM weir.space WHERE seals_beside")) > 0;
    }

    private static VectorSpace read(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new StoreException("the table weir.space is empty; restore it from a copy");
            }
            return new VectorSpace(row.getInt(1), row.getString(2));
        }
    }
}
