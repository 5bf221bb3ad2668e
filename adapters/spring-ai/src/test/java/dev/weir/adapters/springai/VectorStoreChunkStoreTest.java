package dev.weir.adapters.springai;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import java.time.InstantSource;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;

/** The framework's own store as a store of sealed chunks. */
class VectorStoreChunkStoreTest extends ChunkStoreContract {
    private final VectorStore store =
            SimpleVectorStore.builder(new WordsModel()).build();

    @Override
    protected ChunkStore open(InstantSource clock) {
        return VectorStoreChunkStore.over(store, clock);
    }

    @Override
    protected boolean keepsVectors() {
        return false;
    }
}
