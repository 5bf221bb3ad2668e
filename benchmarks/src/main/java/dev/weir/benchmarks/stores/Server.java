package dev.weir.benchmarks.stores;

import dev.weir.adapters.pgvector.PgConnections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The server that {@code adapters/pgvector/postgres} started, by the file with its settings. */
final class Server {
    private final Properties settings = new Properties();

    Server(Path file) {
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param role owner, application or operator */
    PgConnections pool(String role, int connections) {
        return PgConnections.pooled(url(), "weir_" + role, password(role), connections);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "weir_owner", password("owner"));
    }

    /** Runs statements as the owner of the tables. */
    void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the server refused a statement: SQLSTATE " + e.getSQLState(), e);
        }
    }

    /** The first column of the first row. */
    long number(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the server refused a query: SQLSTATE " + e.getSQLState(), e);
        }
    }

    /** Where the write-ahead log ends now, in bytes since its beginning. */
    long walBytes() {
        return number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
    }

    /** What tables take up on disk, with their indexes. */
    long bytes(String... tables) {
        long bytes = 0;
        for (String table : tables) {
            bytes += number("SELECT pg_total_relation_size('" + table + "')");
        }
        return bytes;
    }

    private String url() {
        return settings.getProperty("url");
    }

    private String password(String role) {
        return settings.getProperty(role + ".password");
    }
}
