package dev.weir.adapters.langchain4j;

import com.zaxxer.hikari.HikariDataSource;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.pgvector.PgVectorEmbeddingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.ServerScript;
import java.util.Properties;

/**
 * A table as the framework's own Postgres store makes it, on the server that {@code adapters/pgvector/postgres start tests}
 * starts, stopped when the tests end; or on another, whose settings are in the file that the system property
 * {@code weir.postgres} names.
 */
final class PgTable {
    private static final String NAME = "framework_embeddings";
    private static final PgTable ONLY = new PgTable(ServerScript.settings("../pgvector/postgres", "weir.postgres"));

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
}
