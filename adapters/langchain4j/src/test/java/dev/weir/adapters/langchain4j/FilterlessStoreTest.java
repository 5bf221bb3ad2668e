package dev.weir.adapters.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.InstantSource;

/** A store whose filters are never used holds to the contract all the same. */
class FilterlessStoreTest extends ChunkStoreContract {
    private final EmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();

    @Override
    protected ChunkStore open(InstantSource clock) {
        return EmbeddingChunkStore.over(store, SealedWorld.DIMENSION, Filtering.HERE, ScopedQuery.MAX_K, clock);
    }
}
