package dev.weir.tenancy.testkit;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps vectors, empty at first, and the world it belongs to.
 *
 * @param <S> the store's type
 */
public abstract class StoreScene<S extends ChunkStore> implements AutoCloseable {
    public final SealedWorld world = SealedWorld.inMemory();
    private @Nullable S opened;

    /** Opens the store; again after it was closed, what the one before left. */
    protected abstract S open();

    public final S store() {
        S store = opened;
        if (store == null) {
            store = open();
            opened = store;
        }
        return store;
    }

    /** Closes the store; the next use opens it again. */
    public final void reopen() {
        store().close();
        opened = null;
    }

    /** Seals, writes and publishes a document of one chunk a vector. */
    public final SealedDocument ingest(TenantId tenant, String document, List<float[]> vectors) {
        WriteGrant grant = world.grant(tenant, WriteAction.INGEST);
        SealedDocument sealed = seal(grant, document, SealedWorld.EMBEDDER, vectors);
        store().write(grant, sealed, Map.of());
        world.publish(grant, sealed.head());
        return sealed;
    }

    /** Seals, writes and publishes a document of one chunk a text. */
    public final SealedDocument ingestTexts(TenantId tenant, String document, long version, String... texts) {
        return world.ingest(
                store(), world.grant(tenant, WriteAction.INGEST), world.draft(document, version, texts), Map.of());
    }

    /** Seals a document of one chunk a vector, all of one model. */
    public final SealedDocument seal(WriteGrant grant, String document, String model, List<float[]> vectors) {
        return seal(grant, document, Collections.nCopies(vectors.size(), model), vectors);
    }

    /** Seals a document of one chunk a vector, each of the model at its place. */
    public final SealedDocument seal(WriteGrant grant, String document, List<String> models, List<float[]> vectors) {
        List<ChunkDraft> chunks = new ArrayList<>();
        for (float[] vector : vectors) {
            String text = "chunk " + chunks.size() + " of " + document;
            EmbeddingBinding binding = vector.length == 0
                    ? new EmbeddingBinding.Absent()
                    : EmbeddingBinding.exact(models.get(chunks.size()), vector);
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

    public final List<Candidate> byVector(AccessScope scope, float[] vector, int k) {
        return store().search(world.byVector(scope, vector, k)).rows();
    }

    public final List<Candidate> byText(AccessScope scope, String text, int k) {
        return store().search(world.byText(scope, text, k)).rows();
    }

    public final List<Candidate> hybrid(AccessScope scope, float[] vector, String text, int k) {
        return store().search(world.hybrid(scope, vector, text, k)).rows();
    }

    public final List<Candidate> everything() {
        return LyingStore.rowsOf(store(), SealedWorld.opening());
    }

    public static List<String> ids(List<Candidate> rows) {
        return rows.stream().map(row -> row.id().orElse("?")).toList();
    }

    /** Random vectors, not of unit length. */
    public static List<float[]> vectors(SplittableRandom random, int count, int dimension) {
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

    @Override
    public void close() {
        store().close();
    }
}
