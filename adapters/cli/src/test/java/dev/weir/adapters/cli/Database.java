package dev.weir.adapters.cli;

import dev.weir.adapters.pgvector.PgConnections;
import dev.weir.adapters.pgvector.PgVectorSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    static Properties running() throws IOException, InterruptedException {
        Properties of = new Properties();
        String named = System.getProperty("weir.postgres", "");
        of.load(Files.newBufferedReader(Path.of(named.isEmpty() ? startScript() : named)));
        return of;
    }

    /** A settings file of the server, with Weir's tables empty. */
    static Path emptied(Path directory) throws IOException, InterruptedException, SQLException {
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

    private static String startScript() throws IOException, InterruptedException {
        if (script("status").waitFor() != 0) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    script("stop").waitFor();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException("the server was not stopped", e);
                }
            }));
        }
        Process start = script("start");
        String said = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (start.waitFor() != 0) {
            throw new IllegalStateException("adapters/pgvector/postgres start failed; what it needs is in its head");
        }
        return said;
    }

    private static Process script(String command) throws IOException {
        return new ProcessBuilder("../pgvector/postgres", command, "tests")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
