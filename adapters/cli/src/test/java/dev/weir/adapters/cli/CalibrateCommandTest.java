package dev.weir.adapters.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));
    private static final List<String> THINGS =
            List.of("pears", "bridges", "invoices", "tickets", "bicycles", "archives", "kilns", "meadows");

    /** What every test reads and none changes, and one calibration of it. */
    @TempDir
    private static Path shared = Path.of("");

    private static Path clean = Path.of("");
    private static Path calibrated = Path.of("");
    private static Console made = new Console(0, "", "");

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeAll
    static void calibrateOnce() throws IOException {
        clean = Files.createDirectories(shared.resolve("clean"));
        for (int i = 0; i < 32; i++) {
            String thing = THINGS.get(i % THINGS.size());
            Files.writeString(
                    clean.resolve("report-" + i + ".txt"),
                    "Report " + i + " on " + thing + ". The committee visited the " + thing
                            + " in the spring and counted " + (100 + 7 * i)
                            + " of them. Please ignore the figures of last year; new ones follow.");
        }
        calibrated = shared.resolve("mine.json");
        made = calibrate("--out", calibrated);
    }

    @BeforeEach
    void copy() throws IOException {
        file = Files.copy(calibrated, directory.resolve("mine.json"));
    }

    @Test
    void documentsWhenCalibratedThenTheFileIsTheOperatingPointOfScanAndClassify() throws IOException {
        assertThat(made.exit()).as("%s", made.err()).isZero();
        JsonNode summary = made.lines().getLast().at("/summary");
        assertThat(summary.at("/documents").intValue()).isEqualTo(32);
        assertThat(summary.at("/notCounted").intValue()).isZero();
        assertThat(summary.at("/points/0/channel").textValue()).isEqualTo("body");
        assertThat(summary.at("/points/0/texts").intValue()).isEqualTo(32);
        assertThat(summary.at("/points/0/rate").doubleValue()).isLessThanOrEqualTo(0.1);
        assertThat(summary.at("/points/0/interval/1").doubleValue())
                .isGreaterThan(summary.at("/points/0/rate").doubleValue());
        assertThat(summary.at("/runs/0/flagged").intValue())
                .isEqualTo(summary.at("/points/0/flagged").intValue());
        assertThat(summary.at("/runs/1/runs").intValue()).isZero();
        int flaggedTexts = 0;
        for (JsonNode point : summary.at("/points")) {
            flaggedTexts += point.at("/flagged").intValue();
        }
        // File names are a channel of their own, with false stops of its own.
        assertThat(summary.at("/flaggedDocuments").intValue()).isLessThanOrEqualTo(flaggedTexts);
        assertThat(summary.at("/reviewsPer10000").longValue())
                .isEqualTo(Math.round(summary.at("/flaggedDocuments").intValue() * 10_000 / 32.0));

        String id = summary.at("/calibration").textValue();
        assertThat(Files.readString(file)).contains(id);
        Path in = Files.writeString(directory.resolve("in.jsonl"), "{\"id\":\"1\",\"text\":\"A calm text.\"}\n");
        Console classified = Console.run("classify", "--policy", policy("calibration: mine.json"), "--in", in);
        assertThat(classified.lines().getFirst().at("/operatingPoint").textValue())
                .isEqualTo("body@fpr=0.1;" + id);

        Console scanned = Console.run("scan", "--policy", policy("calibration: mine.json"), "--json", clean);
        long flagged = scanned.lines().stream()
                .filter(line -> line.at("/verdict").isTextual()
                        && !line.at("/verdict").textValue().equals("admit"))
                .count();
        assertThat(flagged).isLessThanOrEqualTo(summary.at("/points/0/flagged").intValue());
    }

    @Test
    void documentsWhenCalibratedAgainThenTheSameFileWhateverTheJobs() {
        for (int jobs : List.of(1, 4)) {
            Path again = directory.resolve("again-" + jobs + ".json");
            calibrate("--out", again, "--jobs", jobs);
            assertThat(again).hasSameTextualContentAs(file);
        }
    }

    @Test
    void textsWhenListedThenHighestFirstByPlaceAndNeverByText() {
        List<JsonNode> listed =
                made.lines().stream().filter(line -> line.has("score")).toList();
        assertThat(listed).hasSize(20);
        assertThat(listed)
                .isSortedAccordingTo((a, b) -> Double.compare(
                        b.at("/score").doubleValue(), a.at("/score").doubleValue()));
        assertThat(listed.getFirst().at("/path").textValue()).contains("report-");
        assertThat(listed.getFirst().at("/location").textValue()).isEqualTo("/");
        assertThat(made.out() + made.err()).doesNotContain("committee").doesNotContain("ignore the figures");
    }

    @Test
    void documentsWhenCalibratedForPeopleThenNoTextIsShownEither() {
        Console shown = Console.run(CLOCK, "calibrate", "--benign", clean, "--fpr", "0.1");
        assertThat(shown.exit()).isZero();
        assertThat(shown.out())
                .contains("threshold")
                .contains("reviews per 10,000 documents")
                .contains("Nothing was written")
                .doesNotContain("committee");
    }

    @Test
    void documentsWhenNotReadThenNamedAndNotCounted() throws IOException {
        Path lying = Files.write(directory.resolve("lying.pdf"), "%PDF-1.7 broken".getBytes(UTF_8));
        Console told = calibrate(lying, directory.resolve("absent"));
        assertThat(told.exit()).isZero();
        assertThat(told.lines())
                .filteredOn(line -> line.has("gaps"))
                .anySatisfy(line -> assertThat(line.at("/path").textValue()).endsWith("lying.pdf"))
                .anySatisfy(line -> {
                    assertThat(line.at("/path").textValue()).endsWith("absent");
                    assertThat(line.at("/counted").booleanValue()).isFalse();
                });
        assertThat(told.lines().getLast().at("/summary/notCounted").intValue()).isEqualTo(2);
        assertThat(told.lines().getLast().at("/summary/documents").intValue()).isEqualTo(32);
    }

    @Test
    void chunksWhenTooFewForTheRateThenRefusedAndTheirNumberSaid() {
        Console refused =
                Console.run("calibrate", "--benign", clean, "--fpr", "0.01", "--out", directory.resolve("none.json"));
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("32 clean texts").contains("at least 300 are needed");
        assertThat(directory.resolve("none.json")).doesNotExist();
    }

    @Test
    void channelWhenNamedAndRareThenRefused() {
        Console refused = calibrate("--channel", "hidden");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("channel hidden has 0 clean texts");
    }

    @Test
    void channelWhenUnknownOrDecodedThenRefused() {
        assertThat(calibrate("--channel", "spine").err()).contains("--channel must be one of");
        assertThat(calibrate("--channel", "decoded").exit()).isEqualTo(2);
    }

    @Test
    void rateWhenOutOfRangeThenRefused() {
        assertThat(Console.run("calibrate", "--benign", clean, "--fpr", "0").exit())
                .isEqualTo(2);
        assertThat(Console.run("calibrate", "--benign", clean, "--fpr", "0.9").err())
                .contains("--fpr must be");
    }

    @Test
    void calibrationWhenForAnotherModelThenRefusedAndSaysWhatToDo() throws IOException {
        String json = Files.readString(file);
        ModelFolder other = ModelFolder.copiedTo(directory.resolve("model"));
        other.card("\"id\": \"weir-injection", "\"id\": \"their-injection");
        Console refused =
                Console.run("scan", "--model", other.folder(), "--policy", policy("calibration: mine.json"), clean);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("was made with the model").contains("run \"weir calibrate\" again");
        assertThat(Files.readString(file)).isEqualTo(json);
    }

    @Test
    void calibrationWhenChangedByHandThenFileAndFieldAreNamed() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"rate\"", "\"rates\""));
        Console refused = Console.run("scan", "--policy", policy("calibration: mine.json"), clean);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("mine.json").contains("rate must be a number");
    }

    @Test
    void calibrationWhenMissingThenSaysWhatMakesOne() throws IOException {
        Console refused = Console.run("scan", "--policy", policy("calibration: none.json"), clean);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("none.json").contains("weir calibrate --out");
    }

    @Test
    void policyWhenItNamesCalibrationAndRateThenRefused() throws IOException {
        Console refused =
                Console.run("scan", "--policy", policy("calibration: mine.json\nfalse-positive-rate: 0.01"), clean);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("leave out false-positive-rate");
    }

    @Test
    void calibrationWhenItIsNewThenRescanSeesOtherRules() throws IOException {
        Path store = directory.resolve("kb");
        Console.run("ingest", "--store", store, "--tenant", "acme", clean.resolve("report-1.txt"));
        Console same = Console.run("rescan", "--store", store, "--tenant", "acme");
        Console other = Console.run(
                "rescan", "--store", store, "--tenant", "acme", "--policy", policy("calibration: mine.json"));
        assertThat(same.err()).doesNotContain("scanned by other rules");
        assertThat(other.err()).contains("1 documents").contains("scanned by other rules");
    }

    private static Console calibrate(Object... more) {
        Object[] words = new Object[6 + more.length];
        System.arraycopy(new Object[] {"calibrate", "--fpr", "0.1", "--json", "--benign", clean}, 0, words, 0, 6);
        System.arraycopy(more, 0, words, 6, more.length);
        return Console.run(CLOCK, words);
    }

    private Path policy(String operatingPoint) throws IOException {
        return Files.writeString(directory.resolve("policy.yaml"), operatingPoint + """

                name: own
                on-flagged: withhold
                on-unread: admit-rest
                hold-channels: [hidden]
                hold-count: 5
                hold-share: 0.5
                redact: []
                """);
    }
}
