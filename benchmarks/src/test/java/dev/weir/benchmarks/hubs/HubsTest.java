package dev.weir.benchmarks.hubs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.interval.Share;
import dev.weir.ingest.admission.HubRules;
import dev.weir.ingest.admission.HubScore;
import dev.weir.ingest.admission.Sentinels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HubsTest {
    private static final HubRules RULES = new HubRules(5, 3, 6, 0.02, 0.004, 100);

    @TempDir
    private Path folder = Path.of("");

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void reachWhenCountedThenThatOfBruteForce() {
        List<float[]> questions = vectors(40);
        List<float[]> pages = vectors(60);
        Reach reach = new Reach(questions, pages, 7);
        for (float[] vector : vectors(30)) {
            for (int q = 0; q < questions.size(); q++) {
                float[] question = questions.get(q);
                long nearer = pages.stream()
                        .filter(page -> Space.dot(page, question) > Space.dot(vector, question))
                        .count();
                assertThat(reach.of(vector).get(q)).isEqualTo(nearer < 7);
            }
        }
    }

    @Test
    void thresholdWhenForAShareThenNoMoreCleanDocumentsReachIt() {
        List<List<float[]>> documents = vectors(300).stream().map(List::of).toList();
        Folds folds = new Folds(Sentinels.of(World.TENANT, "m", vectors(50)), RULES, documents);
        for (double share : new double[] {0.004, 0.05, 0.5}) {
            double threshold = folds.threshold(share);
            long reaching = folds.clean().stream()
                    .map(HubScore::score)
                    .filter(score -> score >= threshold)
                    .count();
            assertThat(reaching).isLessThanOrEqualTo((long) (share * documents.size()));
        }
    }

    @Test
    void nearestWhenAskedThenInOrderOfTheCosine() {
        List<float[]> among = vectors(50);
        float[] to = vectors(1).getFirst();
        List<Integer> nearest = Space.nearest(to, among, 10);
        assertThat(nearest).hasSize(10).doesNotHaveDuplicates();
        double last = Double.POSITIVE_INFINITY;
        for (int i : nearest) {
            assertThat((double) Space.dot(to, among.get(i))).isLessThanOrEqualTo(last);
            last = Space.dot(to, among.get(i));
        }
        double least = last;
        assertThat(among.stream()
                        .filter(vector -> Space.dot(to, vector) > least)
                        .count())
                .isEqualTo(9);
    }

    @Test
    void pageWhenAskedThenItsQuestionsAreBeginningsOfItsSentences() {
        Page page =
                new Page("1", "Short. The harbour closes at nine in the evening. Many " + "words ".repeat(40) + "end.");
        assertThat(page.questions())
                .containsExactlyInAnyOrder(
                        "The harbour closes at nine in the evening.",
                        "Many " + "words ".repeat(23).strip());
    }

    @Test
    void findingsWhenWrittenThenSharesStandWithTheirIntervals() {
        Share share = Share.wilson(98, 100);
        Findings.Family family = new Findings.Family("a family", 0.25, share, share, share, 0.125);
        String page = HubsPage.of(new Findings(
                new Findings.Setup("m", "c", "j", "r", 1, 2, 3, 4, 5, 6),
                List.of(),
                List.of(),
                List.of(family),
                List.of(new Findings.Evading(Share.wilson(97, 100), family)),
                List.of(),
                new Findings.Drip(1, 0.5, 0.25),
                List.of(),
                List.of(),
                new Findings.Cost(1, 2, 4_096)));
        assertThat(page)
                .contains("| a family | 25.0 % |")
                .contains("| a family | 97.0 % [91.5, 99.0] of 100 | 25.0 % |")
                .contains("98.0 % [93.0, 99.5] of 100")
                .contains("12.5 %");
    }

    @Test
    void commandWhenThereIsNoCorpusThenTwoAndNothingIsWritten() {
        assertThat(run()).isEqualTo(2);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void commandWhenALineHasNoTextThenTwo() throws IOException {
        Path file = folder.resolve("rag_corpus").resolve("clean_corpus.jsonl.gz");
        Files.createDirectories(folder.resolve("rag_corpus"));
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("{\"id\":\"1\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(run()).isEqualTo(2);
    }

    private int run() {
        StringWriter messages = new StringWriter();
        int exit = new CommandLine(new HubsCommand())
                .setErr(new PrintWriter(messages, true))
                .execute(
                        "--data",
                        folder.toString(),
                        "--out",
                        folder.resolve("out").toString());
        assertThat(messages.toString()).startsWith("hubs: ").contains("clean_corpus.jsonl.gz");
        return exit;
    }

    private List<float[]> vectors(int count) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[8];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = (float) random.nextGaussian();
            }
            vectors.add(Space.unit(vector));
        }
        return vectors;
    }
}
