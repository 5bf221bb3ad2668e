package dev.weir.adapters.pgvector;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.SharedRecords;
import dev.weir.tenancy.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Records that nodes share, in Postgres, behind row-level security. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Those of {@link SharedRecords}; a change is on the server's disk when it returns.
 *   <li>A node that hangs within a change loses its place after {@value PgHeadLog#MOST_SECONDS_IDLE} seconds, and one that
 *       waits for another fails after {@value PgHeadLog#MOST_SECONDS_WAITING}.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Secrecy from the server's owner: records are not encrypted. That what was removed is overwritten: the server's vacuum
 * frees its pages, and its write-ahead log and copies hold it until they go.
 */
public final class PgRecords implements SharedRecords {
    private final PgConnections connections;
    private final Kind kind;

    /** What records are of. */
    public enum Kind {
        /** What was ingested, by which rules. */
        LEDGER,
        /** What is held for a person. */
        QUARANTINE,
        /** Seals of chunks whose rows lie in a store that cannot hold them. */
        SEALS;

        private Sql inSql() {
            return switch (this) {
                case LEDGER -> Sql.of("'ledger'");
                case QUARANTINE -> Sql.of("'quarantine'");
                case SEALS -> Sql.of("'seals'");
            };
        }
    }

    private PgRecords(PgConnections connections, Kind kind) {
        this.connections = requireNonNull(connections, "connections is null");
        this.kind = requireNonNull(kind, "kind is null");
    }

    /**
     * Opens the records of a kind, which close the connections when they are closed.
     *
     * @param connections of the role that {@link PgVectorSchema#grantIngestion} was called with
     * @throws StoreException if the database cannot be reached, the table is missing, or row-level security does not hold the
     *     role
     */
    public static PgRecords open(PgConnections connections, Kind kind) {
        PgRecords records = new PgRecords(connections, kind);
        try {
            Wall.requireRecords(connections);
        } catch (RuntimeException e) {
            records.close();
            throw e;
        }
        return records;
    }

    @Override
    public Optional<byte[]> find(TenantId tenant, String name) {
        return connections.read(Set.of(tenant), connection -> find(connection, tenant, name));
    }

    /** {@inheritDoc} The transaction names these tenants and no other, so that the server shows no other's either. */
    @Override
    public Map<TenantId, Map<String, byte[]>> findAll(Map<TenantId, Set<String>> names) {
        List<String> tenants = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        names.forEach((tenant, these) -> these.forEach(name -> {
            tenants.add(tenant.value());
            asked.add(name);
        }));
        Sql pairs = Sql.of("SELECT tenant, name, content FROM weir.record WHERE kind = ")
                .add(kind.inSql())
                .add(" AND (tenant, name) IN (SELECT * FROM unnest(")
                .list(tenants)
                .add(", ")
                .list(asked)
                .add("))");
        return connections.read(names.keySet(), connection -> {
            Map<TenantId, Map<String, byte[]>> found = new HashMap<>();
            try (PreparedStatement statement = pairs.prepare(connection);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(new TenantId(row.getString(1)), tenant -> new HashMap<>())
                            .put(row.getString(2), row.getBytes(3));
                }
            }
            return found;
        });
    }

    @Override
    public Map<String, byte[]> list(TenantId tenant, String prefix) {
        return connections.read(Set.of(tenant), connection -> list(connection, tenant, beginning(prefix)));
    }

    @Override
    public <T> T change(TenantId tenant, Function<Changes, T> work) {
        return connections.write(tenant, "change records of", connection -> {
            PgHeadLog.lock(connection, "records of " + tenant);
            return work.apply(new InTransaction(connection, tenant));
        });
    }

    private Optional<byte[]> find(Connection connection, TenantId tenant, String name) throws SQLException {
        Sql one = Sql.of("SELECT content FROM weir.record")
                .add(where(tenant))
                .add(" AND name = ")
                .value(name);
        try (PreparedStatement statement = one.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }

    private Map<String, byte[]> list(Connection connection, TenantId tenant, Sql which) throws SQLException {
        Sql all = Sql.of("SELECT name, content FROM weir.record")
                .add(where(tenant))
                .add(which)
                .add(" ORDER BY position");
        Map<String, byte[]> records = new LinkedHashMap<>();
        try (PreparedStatement statement = all.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                records.put(row.getString(1), row.getBytes(2));
            }
        }
        return records;
    }

    private Sql where(TenantId tenant) {
        return Sql.of(" WHERE kind = ").add(kind.inSql()).add(" AND tenant = ").value(tenant.value());
    }

    private static Sql beginning(String prefix) {
        return Sql.of(" AND starts_with(name, ").value(prefix).add(")");
    }

    /** A change under way. */
    private final class InTransaction implements Changes {
        private final Connection connection;
        private final TenantId tenant;

        InTransaction(Connection connection, TenantId tenant) {
            this.connection = connection;
            this.tenant = tenant;
        }

        @Override
        public Optional<byte[]> find(String name) {
            return within(() -> PgRecords.this.find(connection, tenant, name));
        }

        @Override
        public Map<String, byte[]> list(String prefix) {
            return within(() -> PgRecords.this.list(connection, tenant, beginning(prefix)));
        }

        @Override
        public void put(String name, byte[] content) {
            remove(name);
            within(() -> {
                PgConnections.execute(
                        connection,
                        Sql.of("INSERT INTO weir.record (kind, tenant, name, content) VALUES (")
                                .add(kind.inSql())
                                .add(", ")
                                .value(tenant.value())
                                .add(", ")
                                .value(name)
                                .add(", ")
                                .value(content)
                                .add(")"));
                return name;
            });
        }

        @Override
        public void remove(String name) {
            within(() -> {
                PgConnections.execute(
                        connection,
                        Sql.of("DELETE FROM weir.record")
                                .add(where(tenant))
                                .add(" AND name = ")
                                .value(name));
                return name;
            });
        }

        @Override
        public void removeAll(String prefix) {
            within(() -> {
                PgConnections.execute(
                        connection,
                        Sql.of("DELETE FROM weir.record").add(where(tenant)).add(beginning(prefix)));
                return prefix;
            });
        }

        private static <T> T within(Step<T> step) {
            try {
                return step.run();
            } catch (SQLException e) {
                throw PgConnections.failure("change records of", e);
            }
        }
    }

    /** One statement of a change. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws SQLException;
    }

    @Override
    public void close() {
        connections.close();
    }
}
