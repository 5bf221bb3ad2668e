package dev.weir.adapters.langchain4j;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The framework's own Postgres store, under its own schema on a real server, as a store of sealed chunks. */
@Tag("postgres")
class PgVectorEmbeddingStoreTest {
    private static final long SEED = Long.getLong("test.seed", 20_260_101L);
    private static final int CHUNKS = Integer.getInteger("test.chunks", 1_000);
    private static final int CHUNKS_A_DOCUMENT = CHUNKS / 40;

    private final SealedWorld world = SealedWorld.inMemory();
    private final EmbeddingStore<TextSegment> store = PgTable.only().emptyStore();
    private final ChunkStore chunks = EmbeddingChunkStore.over(store, SealedWorld.DIMENSION, world.clock());

    @Test
    void chunksWhenWrittenToTheRealStoreAndReadBackThenAllVerify() {
        SplittableRandom random = new SplittableRandom(SEED);
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        for (int i = 0; i < CHUNKS / CHUNKS_A_DOCUMENT; i++) {
            String[] texts = new String[CHUNKS_A_DOCUMENT];
            for (int j = 0; j < texts.length; j++) {
                texts[j] = RoundTripTest.text(random);
            }
            world.ingest(chunks, grant, world.draft("doc-" + i, 1, texts), Map.of("n", Integer.toString(i)));
        }
        ChunkStore reopened = EmbeddingChunkStore.over(PgTable.only().store(), SealedWorld.DIMENSION, world.clock());
        AccessScope scope = world.scope(ACME);
        AtomicInteger intact = new AtomicInteger();
        reopened.forEach(SealedWorld.opening(), row -> {
            assertThat(world.verifier().verify(row, scope)).as("seed %d", SEED).isInstanceOf(SealCheck.Intact.class);
            intact.incrementAndGet();
        });

        assertThat(intact).hasValue(CHUNKS);
    }

    @Test
    void searchWhenTheFilterNegatesThenStaysInTheTenant() {
        ingest("mine", Map.of("lang", "en"), ACME);
        ingest("other", Map.of("lang", "de"), ACME);
        ingest("untagged", Map.of(), ACME);
        ingest("theirs", Map.of("lang", "de"), GLOBEX);
        ingest("theirs-untagged", Map.of(), GLOBEX);
        ApplicationFilter notEnglish =
                new ApplicationFilter.Not(new ApplicationFilter.AnyOf("lang", Set.of("en", "fr")));

        assertThat(documents(notEnglish)).containsExactlyInAnyOrder("acme/other/1/0", "acme/untagged/1/0");
        assertThat(documents(ApplicationFilter.everything())).hasSize(3);
        assertThat(documents(new ApplicationFilter.And(
                        List.of(notEnglish, new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of("other"))))))
                .containsExactly("acme/other/1/0");
    }

    @Test
    void versionWhenReplacedAndErasedThenLeavesOthersRowsAlone() {
        ingest("doc", Map.of(), GLOBEX);
        ingest("doc", Map.of(), ACME);
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        world.ingest(chunks, grant, world.draft("doc", 2, "second"), Map.of());
        chunks.erase(grant, new Erasure.OtherVersions(new DocumentId("doc"), 2));

        assertThat(everything()).containsExactlyInAnyOrder("acme/doc/2/0", "globex/doc/1/0");
        chunks.erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(new DocumentId("doc")));
        assertThat(everything()).containsExactly("globex/doc/1/0");
    }

    @Test
    void tableWhenWrittenByWeirThenIsReadByThePlainFramework() {
        ingest("doc", Map.of("lang", "en"), ACME);

        assertThat(PgTable.only()
                        .store()
                        .search(EmbeddingSearchRequest.builder()
                                .queryEmbedding(Embedding.from(SealedWorld.vectorOf("text of doc")))
                                .maxResults(3)
                                .build())
                        .matches())
                .singleElement()
                .satisfies(match -> {
                    assertThat(match.embedded().text()).isEqualTo("text of doc");
                    assertThat(match.embedded().metadata().getString("lang")).isEqualTo("en");
                });
    }

    private void ingest(String document, Map<String, String> attributes, TenantId tenant) {
        world.ingest(
                chunks,
                world.grant(tenant, WriteAction.INGEST),
                world.draft(document, 1, "text of " + document),
                attributes);
    }

    private List<String> documents(ApplicationFilter filter) {
        return chunks
                .search(world.byVector(world.scope(ACME), SealedWorld.vectorOf("question"), 10, filter))
                .rows()
                .stream()
                .map(PgVectorEmbeddingStoreTest::id)
                .toList();
    }

    private List<String> everything() {
        return LyingStore.rowsOf(chunks, SealedWorld.opening()).stream()
                .map(PgVectorEmbeddingStoreTest::id)
                .toList();
    }

    private static String id(Candidate row) {
        return row.id().orElse("?");
    }
}
