package dev.weir.adapters.opensearch;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A new store on the server and the world it belongs to. */
final class OpenSearchScene {
    final SealedWorld world = SealedWorld.inMemory();
    private OpenSearchChunkStore store;

    OpenSearchScene() {
        OpenSearchServer.recreate();
        store = OpenSearchServer.open(world.clock());
    }

    OpenSearchChunkStore store() {
        return store;
    }

    /** Opens the store again, so that vector searches over more rows than this go through the graph. */
    void reopen(int exactRows) {
        store = OpenSearchChunkStore.open(OpenSearchServer.client(), OpenSearchServer.INDEX, world.clock(), exactRows);
    }

    SealedDocument ingest(TenantId tenant, String document, List<float[]> vectors) {
        WriteGrant grant = world.grant(tenant, WriteAction.INGEST);
        SealedDocument sealed = seal(grant, document, SealedWorld.EMBEDDER, vectors);
        store.write(grant, sealed, Map.of());
        world.publish(grant, sealed.head());
        return sealed;
    }

    SealedDocument seal(WriteGrant grant, String document, String model, List<float[]> vectors) {
        List<ChunkDraft> chunks = new ArrayList<>();
        for (float[] vector : vectors) {
            String text = "chunk " + chunks.size() + " of " + document;
            EmbeddingBinding binding =
                    vector.length == 0 ? new EmbeddingBinding.Absent() : EmbeddingBinding.exact(model, vector);
            chunks.add(new ChunkDraft(text, "body", 0, text.length(), List.of(), binding, vector));
        }
        return world.sealer()
                .seal(
                        grant,
                        world.draft(
                                document,
                                1,
                                "test:" + document,
                                "batch-1",
                                DocumentHead.NEVER,
                                SealedWorld.stamp(1),
                                chunks));
    }

    List<Candidate> byVector(AccessScope scope, float[] vector, int k) {
        return store.search(world.byVector(scope, vector, k)).rows();
    }

    List<Candidate> everything() {
        return LyingStore.rowsOf(store, SealedWorld.opening());
    }

    static List<String> ids(List<Candidate> rows) {
        return rows.stream().map(row -> row.id().orElse("?")).toList();
    }

    /** Random vectors, not of unit length. */
    static List<float[]> vectors(SplittableRandom random, int count, int dimension) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[dimension];
            for (int j = 0; j < dimension; j++) {
                vector[j] = (float) random.nextGaussian();
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
