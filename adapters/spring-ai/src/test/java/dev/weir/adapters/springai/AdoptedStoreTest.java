package dev.weir.adapters.springai;

import static dev.weir.adapters.springai.SpringWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.screen.Mode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.testkit.MemoryRecords;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;

/** Documents that the plain framework wrote, known beside its store. */
class AdoptedStoreTest {
    private final SealedWorld world = SealedWorld.inMemory();
    private final VectorStore plain =
            SimpleVectorStore.builder(new WordsModel()).build();
    private final MemoryRecords records = new MemoryRecords();
    private final AdoptedRows rows = new AdoptedRows(records, "wiki", "owner");

    static ChunkStore chunks(AdoptedRows rows, VectorStore store, Filtering filtering, SealedWorld world) {
        return VectorStoreChunkStore.adopting(rows, store, filtering, VectorStoreChunkStore.MAX_ROWS, world.clock());
    }

    /** Adds a document as an application without Weir does. */
    static String add(VectorStore store, String owner, String text) {
        Document document = new Document(text, Map.of("owner", owner, "topic", "boats"));
        store.add(List.of(document));
        return document.getId();
    }

    static void adopt(SealedWorld world, AdoptedRows rows, TenantId tenant, String document, String key, String text) {
        WriteGrant grant = world.grant(tenant, WriteAction.INGEST).lowerTrust(TrustTier.ADOPTED);
        ChunkDraft draft =
                new ChunkDraft(text, "body", 0, text.length(), List.of(), new EmbeddingBinding.Absent(), new float[0]);
        SealedDocument sealed = world.sealer()
                .seal(
                        grant,
                        world.draft(
                                document,
                                1,
                                "test:" + document,
                                "adopt:wiki",
                                DocumentHead.NEVER,
                                SealedWorld.stamp(1),
                                List.of(draft)));
        rows.put(sealed, List.of(key));
        world.publish(grant, sealed.head());
    }

    static List<String> found(SealedWorld world, ChunkStore chunks, TenantId tenant, SearchRequest request) {
        RetrievalFirewall firewall = RetrievalFirewall.builder(
                        chunks, world.heads(), event -> {}, world.digests(), world.clock())
                .mode(Mode.OBSERVE)
                .build();
        return texts(GuardedVectorStore.builder(firewall, () -> world.scope(tenant))
                .build()
                .similaritySearch(request));
    }

    private List<String> found(ChunkStore chunks, TenantId tenant, String filter) {
        return found(
                world,
                chunks,
                tenant,
                SearchRequest.builder()
                        .query("boat")
                        .topK(10)
                        .filterExpression(filter)
                        .build());
    }

    @ParameterizedTest
    @EnumSource
    void documentsWhenAdoptedThenAreFoundInTheirTenantAndOthersAreNot(Filtering filtering) {
        ChunkStore chunks = chunks(rows, plain, filtering, world);
        adopt(world, rows, ACME, "a", add(plain, "acme", "red boat"), "red boat");
        adopt(world, rows, GLOBEX, "a", add(plain, "globex", "their boat"), "their boat");
        add(plain, "acme", "a boat that was never adopted");
        ChunkDraft draft =
                new ChunkDraft("new boat", "body", 0, 8, List.of(), new EmbeddingBinding.Absent(), new float[0]);
        world.ingest(
                chunks,
                world.grant(ACME, WriteAction.INGEST),
                world.draft("b", 1, "test:b", "batch-1", DocumentHead.NEVER, SealedWorld.stamp(1), List.of(draft)),
                Map.of("topic", "sheds"));

        assertThat(found(chunks, ACME, "topic IN ['boats', 'sheds']"))
                .containsExactlyInAnyOrder("red boat", "new boat");
        assertThat(found(chunks, ACME, "topic == 'boats'")).containsExactly("red boat");
        assertThat(found(chunks, ACME, "topic != 'boats'")).containsExactly("new boat");
        assertThat(found(chunks, GLOBEX, "topic == 'boats'")).containsExactly("their boat");
    }

    @Test
    void documentWhenErasedThenItsRowAndWhatIsKeptOfItAreGone() {
        ChunkStore chunks = chunks(rows, plain, Filtering.IN_STORE, world);
        adopt(world, rows, ACME, "a", add(plain, "acme", "red boat"), "red boat");
        add(plain, "acme", "a boat that was never adopted");

        assertThat(chunks.erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(new DocumentId("a"))))
                .isEqualTo(1);

        assertThat(records.list(ACME, "")).isEmpty();
        assertThat(texts(plain.similaritySearch(
                        SearchRequest.builder().query("boat").topK(10).build())))
                .containsExactly("a boat that was never adopted");
    }
}
