package dev.weir.adapters.langchain4j;

import com.zaxxer.hikari.HikariDataSource;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A table as the framework's own Postgres store makes it, on the server that {@code adapters/pgvector/postgres start tests}
 * starts, stopped when the tests end; or on another, whose settings are in the file that the system property
 * {@code weir.postgres} names.
 */
final class PgTable {
    private static final String NAME = "framework_embeddings";
    private static final PgTable ONLY = new PgTable(settings());

    private final HikariDataSource source = new HikariDataSource();

    private PgTable(Properties settings) {
        source.setJdbcUrl(settings.getProperty("url"));
        source.setUsername("weir_owner");
        source.setMaximumPoolSize(2);
        source.setConnectionTimeout(60_000);
        source.setPassword(settings.getProperty("owner.password"));
    }

    static PgTable only() {
        return ONLY;
    }

    /** The framework's store over the table, with nothing in it. */
    EmbeddingStore<TextSegment> emptyStore() {
        return store(true);
    }

    /** The framework's store over what is there, as an application without Weir opens it. */
    EmbeddingStore<TextSegment> store() {
        return store(false);
    }

    private EmbeddingStore<TextSegment> store(boolean empty) {
        return PgVectorEmbeddingStore.datasourceBuilder()
                .datasource(source)
                .table(NAME)
                .dimension(SealedWorld.DIMENSION)
                .createTable(true)
                .dropTableFirst(empty)
                .skipCreateVectorExtension(true)
                .build();
    }

    private static Properties settings() {
        try {
            Properties settings = new Properties();
            String named = System.getProperty("weir.postgres", "");
            settings.load(Files.newBufferedReader(Path.of(named.isEmpty() ? startScript() : named)));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }

    private static String startScript() throws IOException, InterruptedException {
        if (script("status").waitFor() != 0) {
            Runtime.getRuntime().addShutdownHook(new Thread(PgTable::stopScript));
        }
        Process start = script("start");
        String said = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (start.waitFor() != 0) {
            throw new IllegalStateException("adapters/pgvector/postgres start failed; what it needs is in its head");
        }
        return said;
    }

    private static void stopScript() {
        try {
            script("stop").waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the server stopped", e);
        }
    }

    private static Process script(String command) throws IOException {
        return new ProcessBuilder("../pgvector/postgres", command, "tests")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
