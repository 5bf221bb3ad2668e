package dev.weir.adapters.pgvector;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Connections of one Postgres role. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Everything runs in a transaction that first names its tenants, with a setting that ends with the transaction: a
 *       connection that goes back to a pool, or to a pooler in transaction mode, shows nobody anything.
 *   <li>The exceptions thrown hold SQLSTATE codes, and nothing of statements, parameters or the server's messages.
 * </ul>
 */
public final class PgConnections implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    private final DataSource source;
    private final Runnable onClose;

    private PgConnections(DataSource source, Runnable onClose) {
        this.source = source;
        this.onClose = onClose;
    }

    /**
     * A pool of its own, which {@link #close} closes. Connections are opened when first needed.
     *
     * @param url such as {@code jdbc:postgresql://host:5432/database}
     * @param connections the most that are open at a time, at least 1
     */
    public static PgConnections pooled(String url, String role, String password, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("weir-pgvector");
        config.setJdbcUrl(requireNonNull(url, "url is null"));
        config.setUsername(requireNonNull(role, "role is null"));
        config.setPassword(requireNonNull(password, "password is null"));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        config.addDataSourceProperty("ApplicationName", "weir");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // Keeps parameters and row contents out of the driver's exceptions.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        HikariDataSource pool = new HikariDataSource(config);
        return new PgConnections(pool, pool::close);
    }

    /** The application's own source, which {@link #close} leaves open. Its driver must be the Postgres one. */
    public static PgConnections of(DataSource source) {
        return new PgConnections(requireNonNull(source, "source is null"), () -> {});
    }

    /** What happens inside a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Reads one state of the database, of these tenants' rows only. */
    <T> T read(Set<TenantId> tenants, Work<T> work) {
        return transaction("read", Sql.of("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"), tenants, work);
    }

    /** Writes this tenant's rows, all or nothing. */
    <T> T write(TenantId tenant, String doing, Work<T> work) {
        return transaction(
                doing, Sql.of("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE"), Set.of(tenant), work);
    }

    /** Writes what belongs to no tenant, all or nothing. */
    <T> T share(String doing, Work<T> work) {
        return transaction(doing, Sql.of("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE"), Set.of(), work);
    }

    /** Changes tables, seeing no row. */
    void administer(String doing, Work<Boolean> work) {
        transaction(doing, Sql.of("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE"), Set.of(), work);
    }

    DataSource source() {
        return source;
    }

    private <T> T transaction(String doing, Sql mode, Set<TenantId> tenants, Work<T> work) {
        try (Connection connection = source.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            T result;
            try {
                execute(connection, mode);
                // The third argument makes it SET LOCAL. No tenant id holds a comma.
                String named = tenants.stream().map(TenantId::value).sorted().collect(Collectors.joining(","));
                execute(
                        connection,
                        Sql.of("SELECT set_config('weir.tenants', ")
                                .value(named)
                                .add(", true)"));
                result = work.run(connection);
                connection.commit();
            } catch (Throwable e) {
                undo(connection, autoCommit, e);
                throw e;
            }
            connection.setAutoCommit(autoCommit);
            return result;
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /** Rolls back. That it fails must not hide why it was tried; and its mode is left, for changing it would commit. */
    private static void undo(Connection connection, boolean autoCommit, Throwable cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            cause.addSuppressed(failure("undo what was begun in", e));
        }
    }

    static void execute(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection)) {
            statement.execute();
        }
    }

    /** The first column of the first row. */
    static long number(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Without the cause: the server's messages can quote values. */
    static StoreException failure(String doing, SQLException e) {
        String state = e.getSQLState();
        return new StoreException(
                "cannot " + doing + " the Postgres store: SQLSTATE " + (state == null ? "unknown" : state)
                        + (state != null && state.startsWith("08") ? ", no connection" : ""));
    }

    @Override
    public void close() {
        onClose.run();
    }
}
