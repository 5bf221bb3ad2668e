package dev.weir.adapters.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class PgVectorEmbeddingStoreContractTest extends ChunkStoreContract {
    private final EmbeddingStore<TextSegment> store = PgTable.only().emptyStore();

    @Override
    protected ChunkStore open(InstantSource clock) {
        return EmbeddingChunkStore.over(store, SealedWorld.DIMENSION, clock);
    }
}
