package dev.weir.models.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MiniLmEmbedderTest {

    private static MiniLmEmbedder embedder;

    @BeforeAll
    static void open() {
        embedder = MiniLmEmbedder.open();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void embedWhenTextsParaphraseThenCloserThanUnrelated() {
        List<float[]> vectors = embedder.embed(List.of(
                "The invoice must be paid within thirty days.",
                "Payment of the bill is due in a month.",
                "Whales are mammals that live in the ocean."));
        double paraphrase = dot(vectors.get(0), vectors.get(1));
        double unrelated = dot(vectors.get(0), vectors.get(2));
        assertThat(paraphrase).isGreaterThan(unrelated + 0.3);
    }

    @Test
    void embedWhenAnyTextThenVectorHasUnitLength() {
        for (float[] vector : embedder.embed(List.of("", " ", "a", "word ".repeat(3000), "😀 日本語"))) {
            assertThat(vector).hasSize(embedder.dimension());
            assertThat(dot(vector, vector)).isCloseTo(1.0, within(1e-5));
        }
    }

    @Test
    void embedWhenTextDiffersOnlyPastTheModelsLimitThenVectorsDiffer() {
        String start = "The report describes the harvest of the year. ".repeat(120);
        List<float[]> vectors = embedder.embed(List.of(start, start + "Quantum computers factor large numbers."));
        assertThat(vectors.get(0)).isNotEqualTo(vectors.get(1));
    }

    @Test
    void embedWhenNeighboursDifferThenVectorIsTheSame() {
        float[] alone = embedder.embed(List.of("A sealed chunk.")).getFirst();
        float[] beside =
                embedder.embed(List.of("x ".repeat(400), "A sealed chunk.")).getLast();
        assertThat(beside).isEqualTo(alone);
    }

    @Test
    void embedWhenManyThreadsEmbedThenVectorsAreTheSame() throws Exception {
        float[] expected = embedder.embed(List.of("The same text.")).getFirst();
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Future<float[]>> futures = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                futures.add(executor.submit(
                        () -> embedder.embed(List.of("The same text.")).getFirst()));
            }
            for (Future<float[]> future : futures) {
                assertThat(future.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void embedWhenTextIsNotWellFormedThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> embedder.embed(List.of("a\ud83d")));
    }

    @Test
    void countWhenAnyTextThenEveryTokenOfEveryWindowCounts() {
        assertThat(embedder.count("")).isEqualTo(2);
        assertThat(embedder.count("word")).isEqualTo(3);
        assertThat(embedder.count("word ".repeat(510))).isEqualTo(512);
        assertThat(embedder.count("word ".repeat(511))).isEqualTo(1_024);
        assertThat(embedder.count("word ".repeat(1_021))).isEqualTo(1_536);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0.0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
