package dev.weir.adapters.lucene;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every finite vector comes back bit by bit, and every other is refused. */
class VectorRoundTripTest {
    private static final long SEED = Long.getLong("test.seed", 20_260_102L);

    private final LuceneScene scene = new LuceneScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void vectorOfAnyFiniteBitsComesBackBitForBit() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<float[]> vectors = new ArrayList<>(List.of(
                filled(8, 0f),
                filled(8, -0f),
                filled(8, Float.MIN_VALUE),
                filled(8, Float.MAX_VALUE),
                filled(8, Float.MIN_NORMAL),
                new float[] {1, -0f, 0, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-38f, 0, 1},
                new float[0]));
        while (vectors.size() < 1_000) {
            float[] vector = new float[8];
            for (int i = 0; i < vector.length; i++) {
                do {
                    vector[i] = Float.intBitsToFloat(random.nextInt());
                } while (!Float.isFinite(vector[i]));
            }
            vectors.add(vector);
        }
        scene.ingest(ACME, "doc", vectors);

        assertBits(vectors, scene.everything());
        scene.reopen();
        assertBits(vectors, scene.everything());
        assertBits(vectors, scene.byVector(scene.world.scope(ACME), filled(8, 1f), 10_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 384, 1_536, 4_096})
    void vectorOfAnyDimensionComesBackBitForBit(int dimension) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            vectors.add(LuceneScene.vector(random, dimension));
        }
        scene.ingest(ACME, "doc", vectors);

        List<Candidate> rows = scene.byVector(scene.world.scope(ACME), vectors.get(7), 100);

        assertBits(vectors, rows);
        assertThat(rows.getFirst().score()).isEqualTo(1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void vectorThatIsNotFiniteIsRefusedAndNothingIsWritten(float component) {
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document =
                scene.seal(grant, "doc", List.of(new float[] {1, 2, 3, 4}, new float[] {1, 2, component, 4}));

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the vector of chunk acme/doc/1/1 holds a NaN or an infinity at index 2");
        assertThat(scene.everything()).isEmpty();
    }

    @Test
    void queryVectorThatIsNotFiniteIsRefused() {
        AccessScope scope = scene.world.scope(ACME);
        assertThatThrownBy(() -> scene.byVector(scope, new float[] {Float.NaN}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the query's vector holds a NaN or an infinity at index 0");
    }

    @Test
    void documentOfAnotherDimensionIsRefusedAndNothingIsWritten() {
        scene.ingest(ACME, "first", List.of(new float[] {1, 2, 3, 4}));
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = scene.seal(grant, "second", List.of(new float[] {1, 2, 3}));

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds vectors of dimension 4, got 3");
        scene.reopen();
        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of())).isInstanceOf(StoreException.class);
        assertThat(scene.everything()).hasSize(1);
    }

    @Test
    void documentOfAnotherModelIsRefusedAndNothingIsWritten() {
        scene.ingest(ACME, "first", List.of(new float[] {1, 2, 3, 4}));
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = sealed(grant, "second", "other/1", "other/1");

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds vectors of model test-embedder/1, got other/1");
        scene.reopen();
        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of())).isInstanceOf(StoreException.class);
        assertThat(scene.everything()).hasSize(1);
    }

    @Test
    void documentOfMixedModelsIsRefusedAndNothingIsWritten() {
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = sealed(grant, "doc", "one/1", "two/1");

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one model, got one/1 and two/1");
        assertThat(scene.everything()).isEmpty();
    }

    /** A document of one chunk a model, in four dimensions. */
    private SealedDocument sealed(WriteGrant grant, String document, String... models) {
        List<ChunkDraft> chunks = new ArrayList<>();
        for (String model : models) {
            float[] vector = {1, 2, 3, chunks.size()};
            chunks.add(new ChunkDraft(
                    "text " + chunks.size(), "body", 0, 6, List.of(), EmbeddingBinding.exact(model, vector), vector));
        }
        return scene.world
                .sealer()
                .seal(
                        grant,
                        scene.world.draft(
                                document,
                                1,
                                "test:" + document,
                                "batch-1",
                                DocumentHead.NEVER,
                                SealedWorld.stamp(1),
                                chunks));
    }

    @Test
    void documentOfMixedDimensionsIsRefusedAndNothingIsWritten() {
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = scene.seal(grant, "doc", List.of(new float[] {1, 2, 3, 4}, new float[] {1, 2}));

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one dimension, got 4 and 2");
        assertThat(scene.everything()).isEmpty();
    }

    @Test
    void queryOfAnotherDimensionIsRefused() {
        scene.ingest(ACME, "doc", List.of(new float[] {1, 2, 3, 4}));
        AccessScope scope = scene.world.scope(ACME);

        assertThatThrownBy(() -> scene.byVector(scope, new float[] {1, 2}, 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds vectors of dimension 4, got 2");
    }

    @Test
    void vectorsTooShortOrLongForLuceneAreRankedByTheirDirection() {
        scene.ingest(
                ACME,
                "doc",
                List.of(
                        new float[] {1e-30f, 0},
                        new float[] {0, 1e-30f},
                        new float[] {1e30f, 1e30f},
                        new float[] {0, 0},
                        new float[] {-1, 0}));

        assertThat(LuceneScene.ids(scene.byVector(scene.world.scope(ACME), new float[] {2, 0}, 10)))
                .containsExactly("acme/doc/1/0", "acme/doc/1/2", "acme/doc/1/1", "acme/doc/1/3", "acme/doc/1/4");
    }

    private void assertBits(List<float[]> written, List<Candidate> rows) {
        Map<String, Candidate> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.id().orElseThrow(), row));
        assertThat(byId).hasSize(written.size()).hasSize(rows.size());
        for (int i = 0; i < written.size(); i++) {
            Candidate row = requireNonNull(byId.get("acme/doc/1/" + i), "a row is missing");
            assertThat(bits(row.vector().orElseThrow())).isEqualTo(bits(written.get(i)));
            assertThat(scene.world.verifier().verify(row, scene.world.scope(ACME)))
                    .isInstanceOf(SealCheck.Intact.class);
        }
    }

    private static int[] bits(float[] vector) {
        int[] bits = new int[vector.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(vector[i]);
        }
        return bits;
    }

    private static float[] filled(int dimension, float value) {
        float[] vector = new float[dimension];
        Arrays.fill(vector, value);
        return vector;
    }
}
