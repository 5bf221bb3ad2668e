package dev.weir.adapters.springai;

import static dev.weir.adapters.springai.SpringWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import dev.weir.tenancy.testkit.InjectionCorpus;
import dev.weir.tenancy.testkit.MemoryRecords;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.ServerScript;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore;
import org.springframework.jdbc.core.JdbcTemplate;

/** The framework's store on a real Postgres, in the table that it makes for itself, as a store of sealed chunks. */
@Tag("postgres")
class PgVectorStoreTest extends ChunkStoreContract {
    private static final JdbcTemplate JDBC = start();

    private final PgVectorStore store = PgVectorStore.builder(JDBC, new WordsModel())
            .dimensions(new WordsModel().dimensions())
            .indexType(PgVectorStore.PgIndexType.NONE)
            .initializeSchema(true)
            // The framework's own counts tokens, and refuses the contract's longest text.
            .batchingStrategy(List::of)
            .build();

    /** Before the contract's own preparation, which opens the store. */
    @BeforeEach
    void empty() {
        JDBC.execute("TRUNCATE vector_store");
    }

    @Override
    protected ChunkStore open(InstantSource clock) {
        store.afterPropertiesSet();
        return VectorStoreChunkStore.over(store, clock);
    }

    @Override
    protected boolean keepsVectors() {
        return false;
    }

    @Test
    void valueWhenItLooksLikeAQueryThenItMatchesItselfInItsTenantAndNothingElse() {
        ChunkStore chunks = open(world.clock());
        List<String> corpus = new ArrayList<>(InjectionCorpus.all());
        corpus.removeIf(value -> WellFormed.firstFault(value) >= 0);
        for (int i = 0; i < corpus.size(); i++) {
            seal(chunks, ACME, i, corpus.get(i), "Own text " + i);
            if (i % 10 == 0) {
                seal(chunks, GLOBEX, i, corpus.get(i), "Foreign text " + i);
            }
        }
        RetrievalFirewall firewall = RetrievalFirewall.builder(
                        chunks, world.heads(), event -> {}, world.digests(), world.clock())
                .build();
        GuardedVectorStore guarded =
                GuardedVectorStore.builder(firewall, () -> world.scope(ACME)).build();

        for (int i = 0; i < corpus.size(); i += Integer.getInteger("test.every", 7)) {
            SearchRequest request = SearchRequest.builder()
                    .query("text")
                    .filterExpression(new FilterExpressionBuilder()
                            .eq("note", corpus.get(i))
                            .build())
                    .build();
            assertThat(texts(guarded.similaritySearch(request)))
                    .as("value %d", i)
                    .containsExactly("Own text " + i);
        }
    }

    @Test
    void plainFrameworkWhenWeirIsTakenAwayThenStillReadsTheTable() {
        seal(open(world.clock()), ACME, 1, "en", "Own text.");

        assertThat(texts(store.similaritySearch(SearchRequest.builder()
                        .query("Own text.")
                        .filterExpression("note == 'en'")
                        .build())))
                .containsExactly("Own text.");
    }

    @Test
    void tableWhenFilledBeforeWeirAndAdoptedThenIsAnsweredAndNoRowIsWritten() {
        MemoryRecords records = new MemoryRecords();
        AdoptedRows rows = new AdoptedRows(records, "wiki", "owner");
        String own = AdoptedStoreTest.add(store, "acme", "Own boat.");
        String theirs = AdoptedStoreTest.add(store, "globex", "Their boat.");
        AdoptedStoreTest.add(store, "acme", "A boat that was never adopted.");
        String before = state();
        AdoptedStoreTest.adopt(world, rows, ACME, "a", own, "Own boat.");
        AdoptedStoreTest.adopt(world, rows, GLOBEX, "a", theirs, "Their boat.");
        ChunkStore chunks = AdoptedStoreTest.chunks(rows, store, Filtering.IN_STORE, world);
        SearchRequest request = SearchRequest.builder()
                .query("boat")
                .topK(10)
                .filterExpression("topic == 'boats'")
                .build();

        assertThat(AdoptedStoreTest.found(world, chunks, ACME, request)).containsExactly("Own boat.");
        assertThat(AdoptedStoreTest.found(world, chunks, GLOBEX, request)).containsExactly("Their boat.");
        assertThat(texts(store.similaritySearch(request))).hasSize(3);
        assertThat(state()).isEqualTo(before);
    }

    /** What the layout {@code spring-ai} of {@code weir adopt} reads. */
    @Test
    void tableWhenTheFrameworkMakesItThenHasTheColumnsThatAreAdopted() {
        assertThat(JDBC.queryForList(
                        "SELECT column_name || ' ' || data_type FROM information_schema.columns"
                                + " WHERE table_name = 'vector_store' AND data_type != 'USER-DEFINED' ORDER BY 1",
                        String.class))
                .containsExactly("content text", "id uuid", "metadata json");
    }

    /** Every byte of every row, and the transaction that wrote it. */
    private static String state() {
        return String.valueOf(JDBC.queryForObject(
                "SELECT md5(string_agg(t.xmin::text || t::text, ';' ORDER BY t.id)) FROM vector_store AS t",
                String.class));
    }

    private void seal(ChunkStore chunks, TenantId tenant, int number, String note, String text) {
        ChunkDraft draft =
                new ChunkDraft(text, "body", 0, text.length(), List.of(), new EmbeddingBinding.Absent(), new float[0]);
        world.ingest(
                chunks,
                world.grant(tenant, WriteAction.INGEST),
                world.draft(
                        "doc-" + number,
                        1,
                        "test:" + number,
                        "batch-1",
                        DocumentHead.NEVER,
                        SealedWorld.stamp(1),
                        List.of(draft)),
                Map.of("note", note));
    }

    /** An empty table on the server of the Postgres adapter's tests. */
    private static JdbcTemplate start() {
        Properties settings = ServerScript.settings("../pgvector/postgres", "weir.postgres");
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(settings.getProperty("url"));
        pool.setUsername("weir_owner");
        pool.setPassword(settings.getProperty("owner.password"));
        JdbcTemplate jdbc = new JdbcTemplate(new HikariDataSource(pool));
        jdbc.execute("DROP TABLE IF EXISTS vector_store");
        PgVectorStore.builder(jdbc, new WordsModel())
                .dimensions(new WordsModel().dimensions())
                .indexType(PgVectorStore.PgIndexType.NONE)
                .initializeSchema(true)
                .build()
                .afterPropertiesSet();
        return jdbc;
    }
}
