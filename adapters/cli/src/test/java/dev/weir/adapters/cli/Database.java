package dev.weir.adapters.cli;

import dev.weir.adapters.pgvector.PgConnections;
import dev.weir.adapters.pgvector.PgVectorSchema;
import dev.weir.tenancy.testkit.ServerScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The server that the script of the Postgres adapter starts, or that {@code weir.postgres} names. */
final class Database {
    private Database() {}

    /** A settings file that names a database, and a password's beside it. */
    static Path settings(Path directory, String url, String password) throws IOException {
        Path application = Files.writeString(directory.resolve("application"), password + "\n");
        return Files.writeString(
                directory.resolve("weir.yaml"),
                "postgres:\n  url: " + url + "\n  role: weir_application\n  password-file: " + application + "\n");
    }

    /** The URL and passwords of the server, which is started if it is not running. */
    static Properties running() {
        return ServerScript.settings("../pgvector/postgres", "weir.postgres");
    }

    /** A settings file of the server, with Weir's tables empty. */
    static Path emptied(Path directory) throws IOException, SQLException {
        Properties of = running();
        String url = of.getProperty("url");
        try (PgConnections owner = PgConnections.pooled(url, "weir_owner", of.getProperty("owner.password"), 4)) {
            PgVectorSchema schema = PgVectorSchema.of(owner);
            schema.migrate();
            schema.grantApplication("weir_application");
            schema.grantIngestion("weir_application");
            schema.grantOperator("weir_operator");
        }
        try (Connection connection = DriverManager.getConnection(url, "weir_owner", of.getProperty("owner.password"));
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE weir.chunk, weir.chunk_seal, weir.record");
            statement.execute("UPDATE weir.space SET dimension = 0, model = '', seals_beside = false");
            statement.execute("DROP INDEX IF EXISTS weir.chunk_embedding");
        }
        Path operator = Files.writeString(directory.resolve("operator"), of.getProperty("operator.password") + "\n");
        Path file = settings(directory, url, of.getProperty("application.password"));
        return Files.writeString(
                file,
                Files.readString(file) + "  operator:\n    role: weir_operator\n    password-file: " + operator + "\n");
    }
}
