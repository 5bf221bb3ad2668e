package dev.weir.adapters.opensearch;

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
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I6: what was sealed comes back bit by bit, whatever JSON makes of numbers, or is refused before anything is written. */
@Tag("opensearch")
class VectorRoundTripTest {
    private static final long SEED = Long.getLong("test.seed", 20_260_106L);

    private final OpenSearchScene scene = new OpenSearchScene();

    @Test
    void vectorWhenOfEveryKindOfFloatThenComesBackBitForBit() {
        List<float[]> vectors = new ArrayList<>();
        for (float value : new float[] {
            0f, -0f, 1f, -1f, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 0.1f, 1e-20f
        }) {
            vectors.add(filled(value));
            float[] one = new float[8];
            one[3] = value;
            vectors.add(one);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 200; i++) {
            float[] bits = new float[8];
            for (int j = 0; j < bits.length; j++) {
                float drawn = Float.intBitsToFloat(random.nextInt());
                bits[j] = Float.isFinite(drawn) ? drawn : 1;
            }
            vectors.add(bits);
        }
        scene.ingest(ACME, "doc", vectors);

        assertBits(vectors, scene.everything());
        List<Candidate> found = scene.byVector(scene.world.scope(ACME), filled(1f), 10_000);
        assertBits(vectors, found);
        assertThat(found).allMatch(row -> Double.isFinite(row.score()));
        assertThat(found.getLast().score()).isEqualTo(-1);
        assertBits(vectors, scene.byVector(scene.world.scope(ACME), filled(0f), 10_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_536, 16_000})
    void vectorWhenOfAnyDimensionThenComesBackBitForBit(int dimension) {
        List<float[]> vectors = OpenSearchScene.vectors(new SplittableRandom(SEED), 10, dimension);
        scene.ingest(ACME, "doc", vectors);

        List<Candidate> rows = scene.byVector(scene.world.scope(ACME), vectors.get(7), 100);

        assertBits(vectors, rows);
        assertThat(rows.getFirst().score()).isEqualTo(1, within(1e-5));
    }

    @Test
    void attributeWhenItLooksLikeANumberThenStaysWhatItWas() {
        Map<String, String> values = Map.of(
                "zero", "-0.0",
                "dot", "1.0",
                "big", "9223372036854775807",
                "bigger", "9223372036854775808",
                "exponent", "1E400",
                "nan", "NaN",
                "date", "2026-01-01T00:00:00.000000001Z",
                "empty", "",
                "text", " Straße\u2028");
        SealedWorld world = scene.world;
        world.ingest(scene.store(), world.grant(ACME, WriteAction.INGEST), world.draft("doc", 1, "text"), values);

        assertThat(scene.everything().getFirst().attributes()).isEqualTo(values);
        for (String wrong : List.of("1", "1.00", "9223372036854775807.0", "0.0", "nan", "Strasse")) {
            for (String name : values.keySet()) {
                assertThat(scene.store()
                                .search(world.byVector(
                                        world.scope(ACME),
                                        SealedWorld.vectorOf("q"),
                                        5,
                                        new ApplicationFilter.AnyOf(name, Set.of(wrong))))
                                .rows())
                        .isEmpty();
            }
        }
    }

    @Test
    void documentIdWhenOfEveryShapeThenNamesOneDocument() {
        List<String> names = List.of(
                ".", "..", "-", "_", "_doc", "_search", ":", "a:b", "A", "a", "1", "01", "1e1", "x".repeat(128));
        names.forEach(name -> scene.ingest(ACME, name, List.of(filled(1f))));

        for (String name : names) {
            List<Candidate> rows = scene.store()
                    .search(scene.world.byVector(
                            scene.world.scope(ACME),
                            filled(1f),
                            100,
                            new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of(name))))
                    .rows();
            assertThat(OpenSearchScene.ids(rows)).containsExactly("acme/" + name + "/1/0");
        }
        assertThat(scene.everything()).hasSize(names.size());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void vectorWhenNotFiniteThenRefusedAndNothingIsWritten(float component) {
        assertRefused(
                "the vector of chunk acme/doc/1/1 holds a NaN or an infinity at index 2",
                List.of(new float[] {1, 2, 3, 4}, new float[] {1, 2, component, 4}));
    }

    @Test
    void vectorWhenTooLongForTheServerThenRefusedAndNothingIsWritten() {
        assertRefused("vectors must have at most 16000 dimensions, got 16001", List.of(new float[16_001]));
    }

    @Test
    void documentWhenOfMixedDimensionsThenRefusedAndNothingIsWritten() {
        assertRefused(
                "the vectors of a document must have one dimension, got 4 and 2 at acme/doc/1/1",
                List.of(new float[] {1, 2, 3, 4}, new float[] {1, 2}));
    }

    private void assertRefused(String message, List<float[]> vectors) {
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = scene.seal(grant, "doc", EMBEDDER, vectors);

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
            scene.reopen(VectorSearch.EXACT_ROWS);
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

    private static float[] filled(float value) {
        float[] vector = new float[8];
        Arrays.fill(vector, value);
        return vector;
    }
}
