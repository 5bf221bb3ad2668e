package dev.weir.adapters.springai;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import java.time.InstantSource;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;

/** A store whose filters are never used holds to the contract all the same. */
class FilterlessStoreTest extends ChunkStoreContract {
    private final VectorStore store =
            SimpleVectorStore.builder(new WordsModel()).build();

    @Override
    protected ChunkStore open(InstantSource clock) {
        return VectorStoreChunkStore.over(store, Filtering.HERE, ScopedQuery.MAX_K, clock);
    }

    @Override
    protected boolean keepsVectors() {
        return false;
    }
}
