package dev.weir.adapters.langchain4j;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.store.MetadataKeys;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.MemoryRecords;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What differs where the rows of the framework's own store hold no seal. */
class SealsBesideTest {
    private static final DocumentId DOC = new DocumentId("doc");

    private final SealedWorld world = SealedWorld.inMemory();
    private final InMemoryEmbeddingStore<TextSegment> plain = new InMemoryEmbeddingStore<>();
    private final FragileStore store = new FragileStore(plain);
    private final MemoryRecords seals = new MemoryRecords();
    private final ChunkStore chunks = EmbeddingChunkStore.withSealsIn(
            seals, store, SealedWorld.DIMENSION, Filtering.IN_STORE, EmbeddingChunkStore.MAX_ROWS, world.clock());

    private void ingest(TenantId tenant, String document, String... texts) {
        world.ingest(chunks, world.grant(tenant, WriteAction.INGEST), world.draft(document, 1, texts), Map.of());
    }

    @Test
    void sealWhenKeptBesideThenNoRowHoldsItAndItGoesWithItsDocument() {
        ingest(ACME, "doc", "a", "b");
        ingest(ACME, "other", "c");

        assertThat(plain.search(EmbeddingSearchRequest.builder()
                                .queryEmbedding(Embedding.from(SealedWorld.vectorOf("a")))
                                .maxResults(10)
                                .build())
                        .matches())
                .hasSize(3)
                .noneMatch(row -> row.embedded().metadata().containsKey(MetadataKeys.SEAL));
        assertThat(seals.list(ACME, "").keySet()).containsExactly("doc/1/0", "doc/1/1", "other/1/0");

        chunks.erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(DOC));

        assertThat(seals.list(ACME, "").keySet()).containsExactly("other/1/0");
    }

    @Test
    void rowsWhenFoundInAnyWayThenComeWithTheirSeals() {
        ingest(ACME, "doc", "a", "b");
        ingest(GLOBEX, "doc", "c");
        AccessScope scope = world.scope(ACME);

        assertIntact(
                2,
                chunks.search(world.byVector(scope, SealedWorld.vectorOf("a"), 10))
                        .rows());
        assertIntact(2, chunks.search(world.byText(scope, "a", 10)).rows());
        assertThat(LyingStore.rowsOf(chunks, SealedWorld.opening()))
                .hasSize(3)
                .allMatch(row -> row.seal().isPresent());

        WriteGrant relabelling = world.grant(ACME, WriteAction.RELABEL);
        chunks.relabel(relabelling, DOC, relabelling.tag());

        assertIntact(
                2,
                chunks.search(world.byVector(scope, SealedWorld.vectorOf("a"), 10))
                        .rows());
    }

    @Test
    void versionWhenWrittenAgainThenItsSealsAreTheNewOnes() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        chunks.write(grant, world.sealer().seal(grant, world.draft("doc", 1, "a", "b")), Map.of());
        SealedDocument shorter = world.sealer().seal(grant, world.draft("doc", 1, "c"));
        chunks.write(grant, shorter, Map.of());
        world.publish(grant, shorter.head());

        assertThat(seals.list(ACME, "").keySet()).containsExactly("doc/1/0");
        assertIntact(
                1,
                chunks.search(world.byVector(world.scope(ACME), SealedWorld.vectorOf("c"), 10))
                        .rows());
    }

    @Test
    void sealsWhenTheirRowsCannotBeRemovedThenAreGoneAndTheErasureCanBeTriedAgain() {
        ingest(ACME, "doc", "a", "b");
        WriteGrant grant = world.grant(ACME, WriteAction.ERASE);
        store.cannotRemove = true;

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> chunks.erase(grant, new Erasure.ByDocument(DOC)));

        assertThat(seals.list(ACME, "")).isEmpty();
        assertThat(LyingStore.rowsOf(chunks, SealedWorld.opening()))
                .hasSize(2)
                .allMatch(row -> row.seal().isEmpty());
        store.cannotRemove = false;
        assertThat(chunks.erase(grant, new Erasure.ByDocument(DOC))).isEqualTo(2);
    }

    private void assertIntact(int count, List<Candidate> rows) {
        assertThat(rows)
                .hasSize(count)
                .allSatisfy(row -> assertThat(world.verifier().verify(row, world.scope(ACME)))
                        .isInstanceOf(SealCheck.Intact.class));
    }
}
