package dev.weir.adapters.pgvector;

import dev.weir.tenancy.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** A table that nodes share and only add to. */
enum SharedTables {
    HEADS("weir.head_entry", "head log"),
    AUDIT("weir.audit_entry", "audit log"),
    TRUST("weir.trust_file", "trust file");

    private final String table;
    private final String what;

    SharedTables(String table, String what) {
        this.table = table;
        this.what = what;
    }

    /** The table's name, inside a statement. */
    Sql inSql() {
        return switch (this) {
            case HEADS -> Sql.of("weir.head_entry");
            case AUDIT -> Sql.of("weir.audit_entry");
            case TRUST -> Sql.of("weir.trust_file");
        };
    }

    /** What a row is of, for people. */
    String what() {
        return what;
    }

    /** @throws StoreException if the table is missing, or the role may not read it, or may change or remove its rows */
    void require(PgConnections connections) {
        connections.read(Set.of(), this::require);
    }

    private boolean require(Connection connection) throws SQLException {
        Sql readable = Sql.of("SELECT count(*) FROM (SELECT to_regclass(")
                .value(table)
                .add(") AS found) AS t WHERE found IS NOT NULL AND has_table_privilege(found, 'SELECT')");
        if (PgConnections.number(connection, readable) == 0) {
            throw new StoreException("the table " + table + " does not exist, or the role may not read it;"
                    + " run PgVectorSchema.migrate, and grantRetrieval or grantIngestion");
        }
        Sql changeable = Sql.of("SELECT count(*) WHERE has_table_privilege(")
                .value(table)
                .add(", 'UPDATE, DELETE, TRUNCATE')");
        if (PgConnections.number(connection, changeable) > 0) {
            throw new StoreException("the role may change or remove rows of " + table
                    + ", which are only ever added to; use a role that neither owns it nor is a superuser");
        }
        return true;
    }
}
