package dev.weir.adapters.langchain4j;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.store.MetadataKeys;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import dev.weir.tenancy.testkit.MemoryRecords;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The framework's own store, whose rows hold no seal. */
class SealsBesideTest extends ChunkStoreContract {
    private final InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    private final MemoryRecords seals = new MemoryRecords();

    @Override
    protected ChunkStore open(InstantSource clock) {
        return EmbeddingChunkStore.withSealsIn(
                seals, store, SealedWorld.DIMENSION, Filtering.IN_STORE, EmbeddingChunkStore.MAX_ROWS, clock);
    }

    @Test
    void sealWhenKeptBesideThenNoRowHoldsItAndItGoesWithItsDocument() {
        ChunkStore chunks = open(world.clock());
        world.ingest(chunks, world.grant(ACME, WriteAction.INGEST), world.draft("doc", 1, "a", "b"), Map.of());
        world.ingest(chunks, world.grant(ACME, WriteAction.INGEST), world.draft("other", 1, "c"), Map.of());

        assertThat(store.search(EmbeddingSearchRequest.builder()
                                .queryEmbedding(Embedding.from(SealedWorld.vectorOf("a")))
                                .maxResults(10)
                                .build())
                        .matches())
                .hasSize(3)
                .noneMatch(row -> row.embedded().metadata().containsKey(MetadataKeys.SEAL));
        assertThat(seals.list(ACME, "").keySet()).containsExactly("doc/1/0", "doc/1/1", "other/1/0");

        chunks.erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(new DocumentId("doc")));

        assertThat(seals.list(ACME, "").keySet()).containsExactly("other/1/0");
    }
}
