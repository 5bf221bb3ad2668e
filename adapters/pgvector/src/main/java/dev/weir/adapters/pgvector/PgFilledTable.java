package dev.weir.adapters.pgvector;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.store.FilledTable;
import dev.weir.tenancy.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table in Postgres that somebody else made and filled, as LangChain4j's and Spring AI's stores do or by hand. It is only
 * read, in transactions that can only read. Thread-safe.
 */
public final class PgFilledTable implements FilledTable {
    private static final int FETCH_ROWS = 1_000;

    private final PgConnections connections;
    private final Columns columns;
    private final KeyType keyType;

    /**
     * Which table and which of its columns, as the server's catalogue spells them.
     *
     * @param table with its schema before a dot, if it is not in the search path
     * @param key the primary key: of type {@code uuid}, {@code text}, {@code varchar}, {@code integer} or {@code bigint}
     * @param metadata of type {@code json} or {@code jsonb}; empty if fields are columns of their own
     * @param fields columns that stand for metadata; empty if there is a column of metadata
     */
    public record Columns(String table, String key, String text, Optional<String> metadata, Set<String> fields) {
        /** @throws IllegalArgumentException if a name is none, or there are both metadata and fields, or neither */
        public Columns {
            requireNonNull(metadata, "metadata is null");
            fields = Set.copyOf(fields);
            if (metadata.isPresent() != fields.isEmpty()) {
                throw new IllegalArgumentException("a table has a column of metadata, or columns that stand for it");
            }
            name(table);
            for (String column : names(key, text, metadata, fields)) {
                Sql.of("").identifier(column);
            }
        }

        /** The table that LangChain4j's store makes, with all metadata in one column. */
        public static Columns ofLangChain4j(String table) {
            return new Columns(table, "embedding_id", "text", Optional.of("metadata"), Set.of());
        }

        /** The table that Spring AI's store makes. */
        public static Columns ofSpringAi(String table) {
            return new Columns(table, "id", "content", Optional.of("metadata"), Set.of());
        }

        private Set<String> names() {
            return names(key, text, metadata, fields);
        }

        private static Set<String> names(String key, String text, Optional<String> metadata, Set<String> fields) {
            Set<String> names = new TreeSet<>(fields);
            names.add(key);
            names.add(text);
            metadata.ifPresent(names::add);
            return names;
        }

        private static Sql name(String table) {
            int dot = table.indexOf('.');
            return dot < 0
                    ? Sql.of("").identifier(table)
                    : Sql.of("").identifier(table.substring(0, dot)).add(".").identifier(table.substring(dot + 1));
        }
    }

    /** Types of keys, so that an index on the key is used. */
    private enum KeyType {
        UUID("uuid"),
        TEXT("text"),
        VARCHAR("character varying"),
        INTEGER("integer"),
        BIGINT("bigint");

        private final String sqlName;

        KeyType(String sqlName) {
            this.sqlName = sqlName;
        }

        private Sql array() {
            return switch (this) {
                case UUID -> Sql.of("::uuid[]");
                case TEXT -> Sql.of("::text[]");
                case VARCHAR -> Sql.of("::varchar[]");
                case INTEGER -> Sql.of("::integer[]");
                case BIGINT -> Sql.of("::bigint[]");
            };
        }
    }

    private PgFilledTable(PgConnections connections, Columns columns, KeyType keyType) {
        this.connections = connections;
        this.columns = columns;
        this.keyType = keyType;
    }

    /**
     * Opens a table, which closes the connections when it is closed.
     *
     * @param connections of a role that may read it; it needs no more
     * @throws StoreException if the database cannot be reached, or there is no such table or column
     */
    public static PgFilledTable open(PgConnections connections, Columns columns) {
        try {
            Map<String, String> types = connections.read(Set.of(), connection -> types(connection, columns));
            if (types.isEmpty()) {
                throw new StoreException("there is no table " + columns.table() + ", or the role may not see it");
            }
            for (String name : columns.names()) {
                if (!types.containsKey(name)) {
                    throw new StoreException("the table " + columns.table() + " has no column " + name);
                }
            }
            return new PgFilledTable(connections, columns, keyType(types.getOrDefault(columns.key(), "")));
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    private static KeyType keyType(String name) {
        for (KeyType type : KeyType.values()) {
            if (type.sqlName.equals(name)) {
                return type;
            }
        }
        throw new StoreException("the key must be of type uuid, text, varchar, integer or bigint");
    }

    private static Map<String, String> types(Connection connection, Columns columns) throws SQLException {
        Sql sql = Sql.of("SELECT attname, format_type(atttypid, NULL) FROM pg_catalog.pg_attribute"
                        + " WHERE attnum > 0 AND NOT attisdropped AND attrelid = to_regclass(")
                .value(Columns.name(columns.table()).toString())
                .add(")");
        Map<String, String> types = new HashMap<>();
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                types.put(row.getString(1), row.getString(2));
            }
        }
        return types;
    }

    @Override
    public void forEach(Visitor visitor) {
        Sql all = Sql.of("SELECT ")
                .add(key())
                .add(", ")
                .add(shown())
                .add(", ")
                .add(bytes())
                .add(from());
        connections.read(Set.of(), connection -> {
            try (PreparedStatement statement = all.prepare(connection)) {
                // Within a transaction the driver then reads by a cursor.
                statement.setFetchSize(FETCH_ROWS);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        visitor.row(row.getString(1), row.getString(2), row.getLong(3));
                    }
                }
            }
            return true;
        });
    }

    @Override
    public List<Row> read(List<String> keys) {
        Sql some = Sql.of("SELECT ")
                .add(key())
                .add(", ")
                .add(shown())
                .add(", ")
                .add(text())
                .add(from())
                .add(" WHERE t.")
                .identifier(columns.key())
                .add(" = ANY (")
                .values(keys)
                .add(keyType.array())
                .add(") AND ")
                .add(bytes())
                .add(" <= ")
                .literal(MAX_TEXT_BYTES);
        return connections.read(Set.of(), connection -> {
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement statement = some.prepare(connection);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getString(1), row.getString(3), row.getString(2)));
                }
            }
            return rows;
        });
    }

    private Sql text() {
        return Sql.of("t.").identifier(columns.text()).add("::text");
    }

    private Sql bytes() {
        return Sql.of("coalesce(octet_length(").add(text()).add("), 0)");
    }

    /** Metadata, unless it is too long: somebody may have written a row to stop whoever reads it. */
    private Sql shown() {
        return Sql.of("CASE WHEN octet_length(")
                .add(metadata())
                .add(") <= ")
                .literal(MAX_METADATA_BYTES)
                .add(" THEN ")
                .add(metadata())
                .add(" END");
    }

    private Sql key() {
        return Sql.of("t.").identifier(columns.key()).add("::text");
    }

    private Sql metadata() {
        return columns.metadata()
                .map(column -> Sql.of("t.").identifier(column).add("::text"))
                .orElseGet(this::object);
    }

    /** Columns as the object that metadata would be. */
    private Sql object() {
        Sql object = Sql.of("json_build_object(");
        boolean first = true;
        for (String field : new TreeSet<>(columns.fields())) {
            object.add(first ? Sql.of("") : Sql.of(", "))
                    .value(field)
                    .add("::text, t.")
                    .identifier(field);
            first = false;
        }
        return object.add(")::text");
    }

    private Sql from() {
        return Sql.of(" FROM ").add(Columns.name(columns.table())).add(" AS t");
    }

    @Override
    public void close() {
        connections.close();
    }
}
