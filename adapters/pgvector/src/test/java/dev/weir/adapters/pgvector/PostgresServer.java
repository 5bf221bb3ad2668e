package dev.weir.adapters.pgvector;

import dev.weir.tenancy.testkit.ServerScript;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server that {@code adapters/pgvector/postgres start tests} starts, with the store's tables in it, stopped when the
 * tests end; or another, whose settings are in the file that the system property {@code weir.postgres} names. Every row of
 * its database goes.
 */
final class PostgresServer {
    private static final PostgresServer RUNNING = start();

    private final Properties settings;
    private final Map<String, PgConnections> pools = new ConcurrentHashMap<>();

    private PostgresServer(Properties settings) {
        this.settings = settings;
    }

    /** The server, started and with its tables when the first test asks for it, and empty every time. */
    static PostgresServer empty() {
        RUNNING.sql(
                "TRUNCATE weir.chunk, weir.chunk_seal, weir.head_entry, weir.audit_entry, weir.trust_file, weir.record",
                "UPDATE weir.space SET dimension = 0, model = '', seals_beside = false",
                "DROP INDEX IF EXISTS weir.chunk_embedding");
        return RUNNING;
    }

    /** The server with whatever is in it. */
    static PostgresServer running() {
        return RUNNING;
    }

    private static PostgresServer start() {
        PostgresServer server = new PostgresServer(ServerScript.settings("./postgres", "weir.postgres"));
        try (PgConnections owner = server.connections("owner")) {
            PgVectorSchema schema = PgVectorSchema.of(owner);
            schema.migrate();
            schema.grantApplication("weir_application");
            schema.grantOperator("weir_operator");
            schema.grantIngestion("weir_application");
            schema.grantPublishing("weir_application");
            schema.grantRetrieval("weir_operator");
        }
        return server;
    }

    /** @param role owner, application, operator or admin */
    PgConnections connections(String role) {
        return PgConnections.pooled(url(), name(role), password(role), 6);
    }

    PgVectorChunkStore store(InstantSource clock) {
        return PgVectorChunkStore.open(connections("application"), connections("operator"), clock);
    }

    PgVectorChunkStore store(InstantSource clock, int exactRows) {
        return PgVectorChunkStore.open(
                connections("application"), Optional.of(connections("operator")), clock, exactRows);
    }

    /** A store over pools that all such stores share, for tests that open thousands. */
    PgVectorChunkStore quickStore(InstantSource clock) {
        return PgVectorChunkStore.open(
                PgConnections.of(shared("application").source()),
                PgConnections.of(shared("operator").source()),
                clock);
    }

    private PgConnections shared(String role) {
        return pools.computeIfAbsent(role, this::connections);
    }

    /** Builds the vector index over what is stored. */
    boolean index() {
        try (PgConnections owner = connections("owner")) {
            return PgVectorSchema.of(owner).createVectorIndex();
        }
    }

    Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(url(), name(role), password(role));
    }

    /** Runs statements as the owner of the tables. */
    void sql(String... statements) {
        as("owner", statements);
    }

    void as(String role, String... statements) {
        try (Connection connection = shared(role).source().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the test's own statement failed", e);
        }
    }

    /** The first column of the first row. */
    long number(String role, String sql) {
        try (Connection connection = connect(role);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the test's own query failed", e);
        }
    }

    String url() {
        return settings.getProperty("url");
    }

    String password(String role) {
        return settings.getProperty(role + ".password");
    }

    static String name(String role) {
        return role.equals("admin") ? "postgres" : "weir_" + role;
    }
}
