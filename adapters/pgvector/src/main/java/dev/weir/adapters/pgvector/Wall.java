package dev.weir.adapters.pgvector;

import dev.weir.tenancy.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;

/** Looks whether the second wall stands for a role, before anything is read or written. */
final class Wall {
    private Wall() {}

    /** @throws StoreException if the role is above row-level security, or the tables are missing or open to it */
    static void require(PgConnections connections) {
        connections.read(Set.of(), connection -> {
            requireExtension(connection);
            requireRole(connection);
            requireTable(
                    connection,
                    "weir.chunk",
                    "chunk_tenant",
                    Sql.of("SELECT count(*) FROM (SELECT FROM weir.chunk LIMIT 1) AS seen"));
            requireTable(
                    connection,
                    "weir.chunk_seal",
                    "chunk_seal_tenant",
                    Sql.of("SELECT count(*) FROM (SELECT FROM weir.chunk_seal LIMIT 1) AS seen"));
            return true;
        });
    }

    /** @throws StoreException if the role is above row-level security, or the table of records is missing or open to it */
    static void requireRecords(PgConnections connections) {
        connections.read(Set.of(), connection -> {
            requireRole(connection);
            requireTable(
                    connection,
                    "weir.record",
                    "record_tenant",
                    Sql.of("SELECT count(*) FROM (SELECT FROM weir.record LIMIT 1) AS seen"));
            return true;
        });
    }

    private static void requireExtension(Connection connection) throws SQLException {
        Sql version = Sql.of("SELECT count(*) FROM pg_catalog.pg_extension WHERE extname = 'vector'"
                + " AND string_to_array(split_part(extversion, '-', 1), '.')::int[] >= '{0,8}'::int[]");
        if (PgConnections.number(connection, version) == 0) {
            throw new StoreException("the database has no extension vector of version 0.8 or newer;"
                    + " run PgVectorSchema.migrate, or ALTER EXTENSION vector UPDATE");
        }
    }

    private static void requireRole(Connection connection) throws SQLException {
        Sql above = Sql.of("SELECT count(*) FROM pg_catalog.pg_roles"
                + " WHERE rolname IN (current_user, session_user) AND (rolsuper OR rolbypassrls)");
        if (PgConnections.number(connection, above) > 0) {
            throw new StoreException(
                    "the role is a superuser or has BYPASSRLS, so row-level security would not hold it;"
                            + " use a role without");
        }
    }

    private static void requireTable(Connection connection, String table, String policy, Sql seen) throws SQLException {
        Sql walled = Sql.of("SELECT relrowsecurity AND relforcerowsecurity FROM pg_catalog.pg_class"
                        + " WHERE oid = to_regclass(")
                .value(table)
                .add(")");
        try (PreparedStatement statement = walled.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new StoreException("the table " + table + " does not exist, or the role may not see it;"
                        + " run PgVectorSchema.migrate, and grantApplication or grantIngestion");
            }
            if (!row.getBoolean(1)) {
                throw new StoreException("row-level security is not enabled and forced on " + table + "; ALTER TABLE "
                        + table + " ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
            }
        }
        // Permissive policies are OR-ed: one more that covers this role would open what the first one shuts.
        Sql others = Sql.of("SELECT count(*) FROM pg_catalog.pg_policy p, unnest(p.polroles) AS role"
                        + " WHERE p.polrelid = to_regclass(")
                .value(table)
                .add(") AND p.polpermissive AND p.polname <> ")
                .value(policy)
                .add(" AND CASE WHEN role = 0 THEN true ELSE pg_has_role(role, 'MEMBER') END");
        if (PgConnections.number(connection, others) > 0) {
            throw new StoreException("a further policy on " + table
                    + " covers the role and may show it other tenants' rows; drop it or use another role");
        }
        if (PgConnections.number(connection, seen) > 0) {
            throw new StoreException("the role sees rows of " + table + " in a transaction that named no tenant");
        }
    }
}
