package dev.weir.adapters.pgvector;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Head logs in Postgres, for any number of nodes at a time. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>An append is committed, and on the server's disk, when it returns; whatever ends the writer before leaves nothing of
 *       it. One that another node's append would come in between waits for that.
 *   <li>A writer that hangs while it holds a tenant's log loses its place after {@value #MOST_SECONDS_IDLE} seconds, and one
 *       that waits for the log fails after {@value #MOST_SECONDS_WAITING}.
 *   <li>A role that may change or remove entries is refused when the log is opened.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That the server tells the truth: its owner can put back an older copy. Whoever saw more refuses that, and everybody
 *       does once the last checkpoint of the copy has expired.
 *   <li>That a node is told of an entry. It asks, see {@link dev.weir.tenancy.heads.HeadReader#freshen}; while it cannot, it
 *       serves nothing of the tenant.
 * </ul>
 */
public final class PgHeadLog implements HeadLog {
    static final int MOST_SECONDS_IDLE = 60;
    static final int MOST_SECONDS_WAITING = 30;

    private final SharedTables table;
    private final PgConnections reading;
    private final Optional<PgConnections> writing;

    private PgHeadLog(SharedTables table, PgConnections reading, Optional<PgConnections> writing) {
        this.table = table;
        this.reading = requireNonNull(reading, "reading is null");
        this.writing = writing;
    }

    /**
     * Opens the logs to read and append. The log closes the connections when it is closed.
     *
     * @param reading of the role that {@link PgVectorSchema#grantRetrieval} was called with, or the one of {@code writing};
     *     another pool than {@code writing}, because an append reads while it holds its own connection
     * @param writing of the role that {@link PgVectorSchema#grantIngestion} was called with
     * @throws StoreException if the database cannot be reached, the tables are missing, or a role may change entries
     */
    public static PgHeadLog open(PgConnections reading, PgConnections writing) {
        return open(new PgHeadLog(SharedTables.HEADS, reading, Optional.of(writing)));
    }

    /**
     * Opens a place for audit logs, which are chains of another kind and have a table of their own: what a shared audit of
     * the retrieval side takes. The log closes the connections when it is closed.
     *
     * @param reading of the role that {@link PgVectorSchema#grantRetrieval} was called with
     * @param writing of the same; another pool than {@code reading}
     * @throws StoreException if the database cannot be reached, the tables are missing, or a role may change records
     */
    public static PgHeadLog ofAudit(PgConnections reading, PgConnections writing) {
        return open(new PgHeadLog(SharedTables.AUDIT, reading, Optional.of(writing)));
    }

    /**
     * Opens the logs to read. The log closes the connections when it is closed.
     *
     * @param reading of the role that {@link PgVectorSchema#grantRetrieval} was called with
     * @throws StoreException if the database cannot be reached, the tables are missing, or the role may change entries
     */
    public static PgHeadLog readOnly(PgConnections reading) {
        return open(new PgHeadLog(SharedTables.HEADS, reading, Optional.empty()));
    }

    private static PgHeadLog open(PgHeadLog log) {
        try {
            log.table.require(log.reading);
            log.writing.ifPresent(log.table::require);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
        return log;
    }

    @Override
    public Set<TenantId> tenants() {
        Sql all = Sql.of("SELECT DISTINCT tenant FROM ").add(table.inSql());
        return read("cannot list the tenants that have a " + table.what(), connection -> {
            Set<TenantId> tenants = new TreeSet<>();
            try (PreparedStatement statement = all.prepare(connection);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tenants.add(new TenantId(row.getString(1)));
                }
            }
            return tenants;
        });
    }

    @Override
    public List<byte[]> read(TenantId tenant, long sequence, int limit) {
        Sql page = Sql.of("SELECT entry FROM ")
                .add(table.inSql())
                .add(" WHERE tenant = ")
                .value(tenant.value())
                .add(" AND sequence > ")
                .value(sequence)
                .add(" ORDER BY sequence LIMIT ")
                .value(limit);
        return read("cannot read the " + table.what() + " of tenant " + tenant, connection -> {
            List<byte[]> entries = new ArrayList<>();
            try (PreparedStatement statement = page.prepare(connection);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(row.getBytes(1));
                }
            }
            return entries;
        });
    }

    /**
     * {@inheritDoc}
     *
     * @throws HeadLogException also if the logs were opened to read only
     */
    @Override
    public void append(TenantId tenant, Function<LogPosition, List<byte[]>> entries) {
        PgConnections connections = writing.orElseThrow(() -> new HeadLogException("the " + table.what() + " of tenant "
                + tenant + " was opened to read only; open it with a writing role as well"));
        try {
            connections.write(tenant, "append to", connection -> {
                lock(connection, table.what() + " of " + tenant);
                LogPosition tail = tail(connection, tenant);
                insert(connection, tenant, tail.sequence(), entries.apply(tail));
                return true;
            });
        } catch (StoreException e) {
            throw new HeadLogException("cannot write the " + table.what() + " of tenant " + tenant, e);
        }
    }

    /** Until the transaction ends, makes every other writer of the same wait. */
    static void lock(Connection connection, String what) throws SQLException {
        PgConnections.execute(
                connection,
                Sql.of("SELECT set_config('lock_timeout', '")
                        .literal(MOST_SECONDS_WAITING)
                        .add("s', true), set_config('idle_in_transaction_session_timeout', '")
                        .literal(MOST_SECONDS_IDLE)
                        .add("s', true), CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')"
                                + " THEN set_config('synchronous_commit', 'on', true) END"));
        PgConnections.execute(
                connection,
                Sql.of("SELECT pg_advisory_xact_lock(hashtextextended(")
                        .value(what)
                        .add(", 0))"));
    }

    private LogPosition tail(Connection connection, TenantId tenant) throws SQLException {
        Sql last = Sql.of("SELECT sequence, entry FROM ")
                .add(table.inSql())
                .add(" WHERE tenant = ")
                .value(tenant.value())
                .add(" ORDER BY sequence DESC LIMIT 1");
        try (PreparedStatement statement = last.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? new LogPosition(row.getLong(1), Sha256.of(row.getBytes(2))) : LogPosition.start(tenant);
        }
    }

    private void insert(Connection connection, TenantId tenant, long after, List<byte[]> added) throws SQLException {
        long sequence = after;
        for (byte[] entry : added) {
            sequence++;
            PgConnections.execute(
                    connection,
                    Sql.of("INSERT INTO ")
                            .add(table.inSql())
                            .add(" (tenant, sequence, entry) VALUES (")
                            .value(tenant.value())
                            .add(", ")
                            .value(sequence)
                            .add(", ")
                            .value(entry)
                            .add(")"));
        }
    }

    private <T> T read(String failure, PgConnections.Work<T> work) {
        try {
            return reading.read(Set.of(), work);
        } catch (StoreException e) {
            throw new HeadLogException(failure, e);
        }
    }

    /** Closes the connections it was opened with. Closing twice does nothing. */
    @Override
    public void close() {
        reading.close();
        writing.ifPresent(PgConnections::close);
    }
}
