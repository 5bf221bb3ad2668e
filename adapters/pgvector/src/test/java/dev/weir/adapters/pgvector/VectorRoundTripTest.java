package dev.weir.adapters.pgvector;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every finite vector comes back bit by bit, and every other is refused. */
@Tag("postgres")
class VectorRoundTripTest {
    private static final long SEED = Long.getLong("test.seed", 20_260_104L);

    private final PgScene scene = new PgScene();

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
                filled(Float.MIN_NORMAL),
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
        List<Candidate> found = scene.byVector(scene.world.scope(ACME), filled(1f), 10_000);
        assertBits(vectors, found);
        assertThat(found).allMatch(row -> Double.isFinite(row.score()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 384, 1_536, 16_000})
    void vectorWhenOfAnyDimensionThenComesBackBitForBit(int dimension) {
        List<float[]> vectors = PgScene.vectors(new SplittableRandom(SEED), 10, dimension);
        scene.ingest(ACME, "doc", vectors);

        List<Candidate> rows = scene.byVector(scene.world.scope(ACME), vectors.get(7), 100);

        assertBits(vectors, rows);
        assertThat(rows.getFirst().score()).isEqualTo(1, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void vectorWhenNotFiniteThenRefusedAndNothingIsWritten(float component) {
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document =
                scene.seal(grant, "doc", EMBEDDER, List.of(new float[] {1, 2, 3, 4}, new float[] {1, 2, component, 4}));

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the vector of chunk acme/doc/1/1 holds a NaN or an infinity at index 2");
        assertThat(scene.everything()).isEmpty();
    }

    @Test
    void vectorWhenTooLongForPostgresThenRefused() {
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = scene.seal(grant, "doc", EMBEDDER, List.of(new float[16_001]));

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vectors must have at most 16000 dimensions, got 16001");
    }

    @Test
    void queryVectorWhenNotFiniteThenRefused() {
        AccessScope scope = scene.world.scope(ACME);
        assertThatThrownBy(() -> scene.byVector(scope, new float[] {Float.NaN}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the query's vector holds a NaN or an infinity at index 0");
    }

    @Test
    void documentWhenOfAnotherDimensionThenRefusedAndNothingIsWritten() {
        scene.ingest(ACME, "first", List.of(new float[] {1, 2, 3, 4}));
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = scene.seal(grant, "second", EMBEDDER, List.of(new float[] {1, 2, 3}));

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds vectors of dimension 4, got 3");
        assertThat(scene.everything()).hasSize(1);
    }

    @Test
    void documentWhenOfAnotherModelThenRefusedAndNothingIsWritten() {
        scene.ingest(ACME, "first", List.of(new float[] {1, 2, 3, 4}));
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = scene.seal(grant, "second", "other/1", List.of(new float[] {1, 2, 3, 4}));

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds vectors of model " + EMBEDDER + ", got other/1");
        assertThat(scene.everything()).hasSize(1);
    }

    @Test
    void documentWhenOfMixedDimensionsThenRefusedAndNothingIsWritten() {
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document =
                scene.seal(grant, "doc", EMBEDDER, List.of(new float[] {1, 2, 3, 4}, new float[] {1, 2}));

        assertThatThrownBy(() -> scene.store().write(grant, document, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one dimension, got 4 and 2");
        assertThat(scene.everything()).isEmpty();
    }

    @Test
    void queryWhenOfAnotherDimensionThenRefused() {
        scene.ingest(ACME, "doc", List.of(new float[] {1, 2, 3, 4}));
        AccessScope scope = scene.world.scope(ACME);

        assertThatThrownBy(() -> scene.byVector(scope, new float[] {1, 2}, 1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds vectors of dimension 4, got 2");
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

    private static float[] filled(float value) {
        float[] vector = new float[8];
        Arrays.fill(vector, value);
        return vector;
    }
}
