package dev.weir.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.weir.benchmarks.interval.ClusterBootstrap;
import dev.weir.benchmarks.interval.Share;
import dev.weir.benchmarks.quality.Report.Cell;
import dev.weir.models.Screener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    private static final ClusterBootstrap BOOTSTRAP = new ClusterBootstrap(14, 100);
    private static final String FILLER = "The museum opens at ten and tickets are sold at the entrance. ";

    @TempDir
    private static Path folder = Path.of("");

    private static Screener screener;
    private static Chunker chunker;
    private static Report report;

    @BeforeAll
    static void measure() {
        screener = ScriptedScreener.open();
        chunker = Chunker.open();
        report = reportOf(rows(), "all");
    }

    @AfterAll
    static void close() {
        chunker.close();
        screener.close();
    }

    private static Rows rows() {
        Rows rows = new Rows();
        // A hundred ordinary chunks: one at 0.6, which is over the shipped point, and one just below it.
        for (int i = 0; i < 98; i++) {
            rows.add("calm", "benign", "document", "note " + i + " score=0.05");
        }
        rows.add("calm", "benign", "document", "score=0.6");
        rows.add("calm", "benign", "document", "score=0.45");
        rows.add("calm", "benign", "hard_negative", "score=0.6", "meta", Map.of("path", "a.md"));
        rows.add("calm", "benign", "hard_negative", "score=0.1", "meta", Map.of("path", "a.md"));
        rows.add("calm", "benign", "hard_negative", "score=0.1", "lang", "de");
        // Four attacks: found, found at 1 % only, missed, and found by a rule.
        rows.add("attacks", "injection", "buried", "calm ATTACK score=0.9 KCATTA", "span", List.of(5, 28));
        rows.add(
                "attacks",
                "injection",
                "buried",
                "calm ATTACK score=0.46 KCATTA",
                "span",
                List.of(5, 29),
                "lang",
                "de");
        rows.add("attacks", "injection", "buried", "calm score=0.02", "span", List.of(0, 4));
        rows.add("attacks", "injection", "buried", "calm RULE GAP", "span", List.of(5, 9));
        rows.add("attacks", "injection", "poisoned_passage", "score=0.9");
        rows.add("attacks", "benign", "user_prompt", "score=0.3");
        for (int i = 0; i < 14; i++) {
            String lang = i < 5 ? "de" : i < 10 ? "fr" : "it";
            String document = i < 10 ? "leaflet " + i / 2 : "book";
            rows.add("tongues", "injection", "buried", "score=0.9", "lang", lang, "meta", Map.of("document", document));
        }
        rows.add("long", "injection", "buried", FILLER.repeat(60) + "score=0.9");
        rows.add("long", "benign", "document", FILLER.repeat(60), "meta", Map.of("channel", "comment"));
        rows.add("long", "benign", "document", "score=0.7", "meta", Map.of("channel", "comment"));
        return rows;
    }

    private static Report reportOf(Rows rows, String name) {
        ExampleReader reader = new ExampleReader();
        reader.readFolder(rows.in(folder.resolve(name)));
        List<Judged> judged = Judged.all(screener, chunker, reader.examples(), 2);
        Report.Setup setup = new Report.Setup(
                "scripted", "0".repeat(64), "rules", "jvm", 0.01, "none", "21", 14, 100, 256, reader.files(), 0);
        return new Evaluation(judged, chunker, BOOTSTRAP).report(setup);
    }

    private static Cell cell(String source, Role role, String part, String value) {
        return report.cells().stream()
                .filter(cell -> cell.key().source().equals(source)
                        && cell.key().role() == role
                        && cell.key().part().equals(part)
                        && cell.key().value().equals(value))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thresholdsWhenTakenThenFromTheOrdinaryBodiesOfTheRun() {
        Threshold hundredth = report.screenerThresholds().get(1);
        // Comments are not among them.
        assertThat(hundredth.chunks()).isEqualTo(100);
        assertThat(hundredth.reached()).isEqualTo(1);
        // Just above the chunk at 0.45.
        assertThat(hundredth.margin()).isCloseTo(Verdict.margin(0.45, 0.5), within(1e-9));
    }

    @Test
    void attacksWhenCountedThenAtEachThresholdAndByEachJudge() {
        Cell cell = cell("attacks", Role.ATTACK, "all", "");
        assertThat(cell.texts()).isEqualTo(4);
        assertThat(cell.screener().shipped().hits()).isEqualTo(2);
        assertThat(cell.screener().atHundredth().hits()).isEqualTo(3);
        assertThat(cell.classifier().shipped().hits()).isEqualTo(1);
        assertThat(cell.classifier().atHundredth().hits()).isEqualTo(2);
        assertThat(cell.held().hits()).isEqualTo(2);
        assertThat(cell.gaps()).isEqualTo(Map.of("unscreened", 1));
    }

    @Test
    void attacksWhenRankedThenAgainstTheOrdinaryBodiesOfTheRun() {
        Ranking.Ranked ranked = Objects.requireNonNull(
                cell("attacks", Role.ATTACK, "all", "").classifier().ranked());
        // The scores of the attacks are 0.9, 0.46, 0.02 and 0.01; one of a hundred ordinary chunks has 0.6, the others
        // 0.05
        // and more.
        double wins = 100 + 99;
        assertThat(ranked.auroc().value()).isCloseTo(wins / 400, within(1e-5));
    }

    @Test
    void spansWhenKnownThenOverlapOnFlaggedTextsAndOnAll() {
        SpanOverlap.Means means =
                Objects.requireNonNull(cell("attacks", Role.ATTACK, "all", "").overlap());
        assertThat(means.known()).isEqualTo(4);
        assertThat(means.flagged()).isEqualTo(2);
        assertThat(Objects.requireNonNull(means.charactersFlagged()).value()).isEqualTo(0.5);
        assertThat(means.charactersAll().value()).isEqualTo(0.5);
    }

    @Test
    void harmlessWhenCountedThenByRoleAndPart() {
        assertThat(cell("calm", Role.ORDINARY, "all", "").screener().shipped().hits())
                .isEqualTo(1);
        Cell page = cell("calm", Role.DISCUSSES, "all", "");
        assertThat(page.screener().shipped().hits()).isEqualTo(1);
        assertThat(page.documents()).isEqualTo(1);
        assertThat(page.held().hits()).isEqualTo(1);
        assertThat(cell("calm", Role.TRIGGER, "all", "").screener().shipped().hits())
                .isZero();
    }

    @Test
    void partWhenItHasTooFewTextsThenNoCellOfItsOwn() {
        assertThat(cell("tongues", Role.ATTACK, "lang", "fr").texts()).isEqualTo(5);
        assertThat(report.cells())
                .filteredOn(cell -> cell.key().source().equals("tongues"))
                .extracting(cell -> cell.key().value())
                .containsExactly("", "de", "fr");
    }

    @Test
    void cellWhenTextsAreOfFewDocumentsThenClusteredByThem() {
        Cell cell = cell("tongues", Role.ATTACK, "all", "");
        assertThat(cell.documents()).isEqualTo(6);
        assertThat(cell.clusters()).isEqualTo(6);
    }

    @Test
    void longTextWhenMeasuredThenADocumentAndChunks() {
        Cell ordinary = cell("long", Role.ORDINARY, "all", "");
        assertThat(ordinary.documents()).isEqualTo(2);
        assertThat(ordinary.screener().shipped().n()).isGreaterThan(3);
        Cell attack = cell("long", Role.ATTACK, "all", "");
        assertThat(attack.screener().shipped())
                .extracting(Share::n, Share::hits)
                .containsExactly(1, 1);
    }

    @Test
    void channelWhenItHasAnOperatingPointOfItsOwnThenThatDecides() {
        // 0.7 is over the point of the body, and below that of comments.
        assertThat(cell("long", Role.ORDINARY, "all", "").screener().shipped().hits())
                .isZero();
    }

    @Test
    void longDocumentsWhenMeasuredThenBySource() {
        assertThat(report.longDocuments())
                .extracting(LongDocument::source, LongDocument::chunks, LongDocument::held)
                .contains(tuple("calm", 10, 1), tuple("calm", 100, 1));
    }

    @Test
    void poisonedWhenPresentThenApart() {
        assertThat(report.poisoned()).hasSize(1);
        assertThat(report.poisoned().getFirst().flagged().hits()).isEqualTo(1);
        assertThat(report.cells()).noneMatch(cell -> cell.key().role() == Role.POISONED);
    }

    @Test
    void reliabilityWhenASourceHasOneSideOnlyThenNotStated() {
        assertThat(report.reliability()).extracting(Reliability::source).containsExactly("attacks", "long");
    }

    @Test
    void reportWhenNoTextIsOrdinaryThenRefused() {
        Rows rows = new Rows().add("attacks", "injection", "buried", "score=0.9");
        assertThatThrownBy(() -> reportOf(rows, "no-ordinary"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ordinary");
    }

    @Test
    void filesWhenWrittenThenReadBackAndWithoutAnyText() throws IOException {
        Path out = folder.resolve("out");
        ReportFile.write(report, null, out);
        assertThat(ReportFile.read(out.resolve("quality.json"))).isEqualTo(report);
        assertThat(Files.readString(out.resolve("quality.json"))).doesNotContain("museum", "KCATTA");
        assertThat(Files.readString(out.resolve("quality.md")))
                .contains("| attacks | buried | 4 |")
                .contains("unscreened 1")
                .doesNotContain("museum", "KCATTA", " beside ");
    }

    @Test
    void filesWhenWrittenBesideAnotherReportThenFiguresOfBoth() throws IOException {
        Path out = folder.resolve("beside");
        ReportFile.write(report, report, out);
        assertThat(Files.readString(out.resolve("quality.md")))
                .contains("scripted beside scripted")
                .contains("| attack | attacks | buried | 4 | 75.0");
    }

    @Test
    void readWhenFileIsNoReportThenRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"a\":1}");
        assertThatThrownBy(() -> ReportFile.read(file)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void chunksWhenTextIsLongThenItIsCoveredInOrderAndNoneIsOverTheLimit() {
        String text = FILLER.repeat(100) + "x".repeat(5_000);
        int at = 0;
        for (var chunk : chunker.chunks(text)) {
            assertThat(chunk.start()).isEqualTo(at);
            assertThat(chunker.tokens(text.substring(chunk.start(), chunk.end())))
                    .hasSizeLessThanOrEqualTo(Chunker.CHUNK_TOKENS - 2);
            at = chunk.end();
        }
        assertThat(at).isEqualTo(text.length());
    }

    @Test
    void chunksWhenTextIsEmptyOrMalformedThenOne() {
        assertThat(chunker.chunks("")).hasSize(1);
        assertThat(chunker.chunks("\uD800".repeat(5_000))).hasSize(1);
    }
}
