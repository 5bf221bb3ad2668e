package dev.weir.adapters.springai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.store.MetadataKeys;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import dev.weir.tenancy.testkit.MemoryRecords;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    @Test
    void sealWhenKeptBesideThenNoRowHoldsItAndTheRowVerifies() {
        MemoryRecords seals = new MemoryRecords();
        ChunkStore chunks = VectorStoreChunkStore.withSealsIn(
                seals, store, Filtering.IN_STORE, VectorStoreChunkStore.MAX_ROWS, world.clock());
        ChunkDraft chunk = new ChunkDraft("text", "body", 0, 4, List.of(), new EmbeddingBinding.Absent(), new float[0]);
        world.ingest(
                chunks,
                world.grant(SealedWorld.ACME, WriteAction.INGEST),
                world.draft("doc", 1, "test:doc", "batch-1", DocumentHead.NEVER, SealedWorld.stamp(1), List.of(chunk)),
                Map.of());

        assertThat(store.similaritySearch("text"))
                .hasSize(1)
                .noneMatch(row -> row.getMetadata().containsKey(MetadataKeys.SEAL));
        assertThat(seals.list(SealedWorld.ACME, "").keySet()).containsExactly("doc/1/0");
        AccessScope scope = world.scope(SealedWorld.ACME);
        assertThat(chunks.search(world.byText(scope, "text", 5)).rows())
                .hasSize(1)
                .allMatch(row -> world.verifier().verify(row, scope) instanceof SealCheck.Intact);
    }
}
