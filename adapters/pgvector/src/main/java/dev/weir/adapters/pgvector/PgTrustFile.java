package dev.weir.adapters.pgvector;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.keys.TrustedKey;
import dev.weir.tenancy.keys.TrustedKeys;
import dev.weir.tenancy.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an installation in Postgres, so that every node reads the same trust file. Private keys stay where they
 * are. Thread-safe.
 *
 * <p>A node that rotates keys publishes its trust file before anything is signed with the new key: give this as the keys of
 * its {@link dev.weir.tenancy.heads.HeadLogWriter}, and nothing is signed with a key that other nodes cannot find.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>What {@link #get} returns was signed by the pinned root key, and is no older than anything this object returned.
 *   <li>A trust file that no longer lists a key is not published: what the key signed would make logs unreadable.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That the server shows the newest trust file to a process that has just begun. Revoke keys in the head log, which a
 * reader follows from where it was.
 */
public final class PgTrustFile implements Supplier<TrustedKeys>, AutoCloseable {
    private final PgConnections connections;
    private final KeyId pinnedRoot;
    private @Nullable Version known;

    private PgTrustFile(PgConnections connections, KeyId pinnedRoot) {
        this.connections = requireNonNull(connections, "connections is null");
        this.pinnedRoot = requireNonNull(pinnedRoot, "pinnedRoot is null");
    }

    /**
     * Opens the trust file, which is closed with the connections.
     *
     * @param connections of a role that {@link PgVectorSchema#grantRetrieval}, {@link PgVectorSchema#grantIngestion} or, to
     *     publish, {@link PgVectorSchema#grantPublishing} was called with
     * @param pinnedRoot id of the one root key that may sign it
     * @throws StoreException if the database cannot be reached, the tables are missing, or the role may change old versions
     */
    public static PgTrustFile open(PgConnections connections, KeyId pinnedRoot) {
        PgTrustFile file = new PgTrustFile(connections, pinnedRoot);
        try {
            SharedTables.TRUST.require(connections);
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
        return file;
    }

    /**
     * The keys of the newest trust file. It is read each time, and verified once for each version.
     *
     * @throws KeyUnavailableException if none was published, the server cannot be read, or it shows an older one than before
     * @throws dev.weir.tenancy.keys.TrustFileException if it is not the pinned root's
     */
    @Override
    public synchronized TrustedKeys get() {
        Version before = known;
        Version newest;
        try {
            newest = connections
                    .read(Set.of(), connection -> newest(connection, before))
                    .orElseThrow(() -> new KeyUnavailableException("no trust file was published in the database"));
        } catch (StoreException e) {
            throw new KeyUnavailableException("cannot read the trust file from the database", e);
        }
        if (before != null && newest.number() < before.number()) {
            throw new KeyUnavailableException("the database shows version " + newest.number()
                    + " of the trust file, and version " + before.number() + " was seen earlier");
        }
        known = newest;
        return newest.keys();
    }

    /**
     * Makes a trust file the newest, unless it is that already.
     *
     * @param trustFile the text of a key directory's file {@code trust}
     * @throws dev.weir.tenancy.keys.TrustFileException if it is not the pinned root's
     * @throws KeyUnavailableException if it leaves out a key that the newest one lists, or cannot be written
     */
    public void publish(String trustFile) {
        TrustedKeys next = TrustedKeys.parse(trustFile, pinnedRoot);
        try {
            connections.share("publish the trust file in", connection -> {
                PgConnections.execute(
                        connection, Sql.of("SELECT pg_advisory_xact_lock(hashtextextended('weir trust file', 0))"));
                Optional<Version> newest = newest(connection, null);
                newest.ifPresent(version -> requireAllOf(version.keys(), next));
                if (newest.isEmpty() || !newest.get().content().equals(trustFile)) {
                    long number = newest.map(Version::number).orElse(0L) + 1;
                    PgConnections.execute(
                            connection,
                            Sql.of("INSERT INTO weir.trust_file (version, content) VALUES (")
                                    .value(number)
                                    .add(", ")
                                    .value(trustFile)
                                    .add(")"));
                }
                return true;
            });
        } catch (StoreException e) {
            throw new KeyUnavailableException("cannot publish the trust file in the database", e);
        }
    }

    private Optional<Version> newest(Connection connection, @Nullable Version before) throws SQLException {
        Sql last = Sql.of("SELECT version, content FROM weir.trust_file ORDER BY version DESC LIMIT 1");
        try (PreparedStatement statement = last.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            String content = row.getString(2);
            if (before != null
                    && before.number() == row.getLong(1)
                    && before.content().equals(content)) {
                return Optional.of(before);
            }
            return Optional.of(new Version(row.getLong(1), content, TrustedKeys.parse(content, pinnedRoot)));
        }
    }

    private static void requireAllOf(TrustedKeys newest, TrustedKeys next) {
        for (TrustedKey key : newest.all()) {
            if (next.find(key.id()).isEmpty()) {
                throw new KeyUnavailableException(
                        "the trust file leaves out key " + key.id()
                                + ", which the newest one lists; add keys to the newest one, and end keys instead of removing them");
            }
        }
    }

    /** Closes the connections it was opened with. */
    @Override
    public void close() {
        connections.close();
    }

    /** One published trust file. */
    private record Version(long number, String content, TrustedKeys keys) {}
}
