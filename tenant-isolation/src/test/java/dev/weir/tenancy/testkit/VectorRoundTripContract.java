package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.EMBEDDER;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.StoreException;
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

/**
 * I6 of a store that keeps vectors: every finite vector comes back bit by bit, and every other is refused before anything is
 * written. Extend it and open a scene.
 *
 * @param <C> the scene's type
 */
public abstract class VectorRoundTripContract<C extends StoreScene<?>> {
    protected static final long SEED = Long.getLong("test.seed", 20_260_102L);

    private static final int VECTORS = 500;

    /** The scene of the test. */
    protected final C scene = newScene();

    /** The most dimensions that the store takes. */
    protected abstract int maxDimension();

    /** A scene with an empty store. */
    protected abstract C newScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void vectorWhenOfAnyFiniteBitsThenComesBackBitForBit() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<float[]> vectors = new ArrayList<>(List.of(
                filled(0f),
                filled(-0f),
                filled(Float.MIN_VALUE),
                filled(Float.MAX_VALUE),
                filled(-Float.MAX_VALUE),
                filled(Float.MIN_NORMAL),
                new float[] {1, -0f, 0, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-38f, 0, 1},
                new float[0]));
        while (vectors.size() < VECTORS) {
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
        List<Candidate> found = scene.byVector(scene.world.scope(ACME), filled(1f), 10_000);
        assertBits(vectors, found);
        assertThat(found).allMatch(row -> Double.isFinite(row.score()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 384, 1_536, Integer.MAX_VALUE})
    void vectorWhenOfAnyDimensionThenComesBackBitForBit(int length) {
        int dimension = Math.min(length, maxDimension());
        List<float[]> vectors = StoreScene.vectors(new SplittableRandom(SEED), 10, dimension);
        scene.ingest(ACME, "doc", vectors);

        List<Candidate> rows = scene.byVector(scene.world.scope(ACME), vectors.get(7), 100);

        assertBits(vectors, rows);
        assertThat(rows.getFirst().score()).isEqualTo(1, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void vectorWhenNotFiniteThenRefusedAndNothingIsWritten(float component) {
        assertRefused(
                "the vector of chunk acme/doc/1/1 holds a NaN or an infinity at index 2",
                List.of(EMBEDDER, EMBEDDER),
                List.of(new float[] {1, 2, 3, 4}, new float[] {1, 2, component, 4}));
    }

    @Test
    void vectorWhenTooLongThenRefusedAndNothingIsWritten() {
        // By the store, or by the seal where the store takes as many as that.
        List<float[]> vectors = List.of(new float[maxDimension() + 1]);

        assertThatThrownBy(() -> scene.ingest(ACME, "doc", vectors))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got " + (maxDimension() + 1));
        assertThat(scene.everything()).isEmpty();
    }

    @Test
    void documentWhenOfMixedDimensionsThenRefusedAndNothingIsWritten() {
        assertRefused(
                "the vectors of a document must have one dimension, got 4 and 2 at acme/doc/1/1",
                List.of(EMBEDDER, EMBEDDER),
                List.of(new float[] {1, 2, 3, 4}, new float[] {1, 2}));
    }

    @Test
    void documentWhenOfMixedModelsThenRefusedAndNothingIsWritten() {
        assertRefused(
                "the vectors of a document must be of one model, got one/1 and two/1 at acme/doc/1/1",
                List.of("one/1", "two/1"),
                List.of(new float[] {1, 2, 3, 4}, new float[] {4, 3, 2, 1}));
    }

    private void assertRefused(String message, List<String> models, List<float[]> vectors) {
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = scene.seal(grant, "doc", models, vectors);

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(scene.everything()).isEmpty();
    }

    @Test
    void documentWhenOfAnotherSpaceThenRefusedAndNothingIsWritten() {
        scene.ingest(ACME, "first", List.of(new float[] {1, 2, 3, 4}));
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument shorter = scene.seal(grant, "second", EMBEDDER, List.of(new float[] {1, 2, 3}));
        SealedDocument other = scene.seal(grant, "second", "other/1", List.of(new float[] {1, 2, 3, 4}));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> scene.store().write(grant, shorter, Map.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("holds vectors of dimension 4, got 3");
            assertThatThrownBy(() -> scene.store().write(grant, other, Map.of()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("holds vectors of model " + EMBEDDER + ", got other/1");
            scene.reopen();
        }
        assertThat(scene.everything()).hasSize(1);
    }

    @Test
    void queryWhenOfAnotherSpaceThenRefused() {
        scene.ingest(ACME, "doc", List.of(new float[] {1, 2, 3, 4}));
        AccessScope scope = scene.world.scope(ACME);

        assertThatThrownBy(() -> scene.byVector(scope, new float[] {1, 2}, 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds vectors of dimension 4, got 2");
        assertThatThrownBy(() -> scene.byVector(scope, new float[] {Float.NaN}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the query's vector holds a NaN or an infinity at index 0");
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

    /** Eight times the same component. */
    protected static float[] filled(float value) {
        float[] vector = new float[8];
        Arrays.fill(vector, value);
        return vector;
    }
}
