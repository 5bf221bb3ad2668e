package dev.weir.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.DocumentReader;
import dev.weir.ingest.DocumentReport;
import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.MeasuredDocument;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.ingest.testkit.PlainReader;
import dev.weir.ingest.testkit.WordDetector;
import dev.weir.ingest.verdict.OnExternalText;
import dev.weir.ingest.verdict.OnFlagged;
import dev.weir.ingest.verdict.OnHeldSuccessor;
import dev.weir.ingest.verdict.OnUnread;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.ingest.verdict.VerdictRules;
import dev.weir.models.Screener;
import dev.weir.models.calibration.CleanCorpus;
import dev.weir.models.calibration.CleanText;
import dev.weir.models.calibration.CorpusCalibration;
import dev.weir.models.calibration.Ensemble;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is calibrated is what a scan judges. */
class CleanScanTest {
    private static final double RATE = 0.05;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));
    private static final CleanScan.Listener NOBODY = new CleanScan.Listener() {
        @Override
        public void started(int total) {}

        @Override
        public void finished() {}
    };

    @TempDir
    private Path root = Path.of("");

    @RepeatedTest(10)
    void documentsWhenScannedAtTheirCalibrationThenNoMoreChunksAreFlaggedThanAllowed() throws IOException {
        long seed = System.nanoTime();
        write(new SplittableRandom(seed));
        try (Screener words = WordDetector.screener()) {
            CorpusCalibration draft = calibrate(measure(words), Optional.empty(), words);
            try (Screener drafted = at(draft)) {
                List<MeasuredDocument> measured = measure(drafted);
                CorpusCalibration calibration = calibrate(measured, Optional.of(draft), words);
                CorpusCalibration.Point body = calibration.points().getFirst();
                try (Screener calibrated = at(calibration)) {
                    int flagged = 0;
                    for (MeasuredDocument document : measured) {
                        int own = flagged(calibrated, Path.of(document.clean().name()));
                        assertThat((long) own)
                                .as("seed %d, %s", seed, document.clean().name())
                                .isLessThanOrEqualTo(document.clean().texts().stream()
                                        .filter(text -> text.level() >= body.threshold())
                                        .count());
                        flagged += own;
                    }
                    assertThat(flagged).as("seed %d", seed).isLessThanOrEqualTo(body.flagged());
                    assertThat((double) flagged / body.texts()).isLessThanOrEqualTo(RATE);
                    assertThat(flagged).as("seed %d: the rate is used", seed).isPositive();
                }
            }
        }
    }

    @Test
    void folderWhenFilesCannotBeReadThenTheyAreNamedAndDoNotCount() throws IOException {
        Files.writeString(root.resolve("good.txt"), "risk30 in an orderly text", UTF_8);
        Files.writeString(root.resolve("empty.txt"), "", UTF_8);
        Files.writeString(root.resolve("odd.txt"), "unscreenable", UTF_8);
        Path missing = root.resolve("missing");
        try (Screener words = WordDetector.screener()) {
            List<MeasuredDocument> measured = new CleanScan(scanner(words), 2).run(List.of(root, missing), NOBODY);
            assertThat(measured)
                    .extracting(
                            document -> root.relativize(Path.of(document.clean().name())) + " "
                                    + document.gaps().stream().map(Gap::code).toList() + " " + document.counts())
                    .containsExactly(
                            "empty.txt [" + GapCode.EMPTY + "] false",
                            "good.txt [] true",
                            "missing [" + GapCode.UNREADABLE + "] false",
                            "odd.txt [" + GapCode.UNSCREENED + "] false");
            assertThat(measured.get(1).clean().texts())
                    .extracting(CleanText::channel, CleanText::level)
                    .containsExactly(org.assertj.core.api.Assertions.tuple(Channel.BODY, 0.3));
        }
    }

    @Test
    void hiddenTextWhenMeasuredThenItIsOneTextOfItsChannel() throws IOException {
        Files.writeString(root.resolve("a.txt"), "calm\n@hidden /\nrisk40 not shown\n", UTF_8);
        try (Screener words = WordDetector.screener()) {
            assertThat(measure(words).getFirst().clean().texts())
                    .filteredOn(text -> text.channel() == Channel.HIDDEN)
                    .extracting(CleanText::level)
                    .containsExactly(0.4);
        }
    }

    private void write(SplittableRandom random) throws IOException {
        for (int i = 0; i < 30; i++) {
            StringBuilder text = new StringBuilder("document " + i + ". ");
            int paragraphs = random.nextInt(1, 12);
            for (int paragraph = 0; paragraph < paragraphs; paragraph++) {
                text.append("calm words follow each other. ".repeat(random.nextInt(5, 40)));
                switch (random.nextInt(12)) {
                    case 0 -> text.append("risk").append(random.nextInt(10, 99));
                    case 1 -> text.append("wide").append(random.nextInt(10, 99));
                    case 2 -> text.append("risk\n\n\n").append(random.nextInt(10, 99));
                    case 3 -> text.append(random.nextInt(10) == 0 ? "whisper" : "nothing");
                    default -> text.append("nothing");
                }
                text.append(". \n\n");
            }
            Files.writeString(root.resolve("d" + i + ".txt"), text, UTF_8);
        }
    }

    private List<MeasuredDocument> measure(Screener screener) {
        return new CleanScan(scanner(screener), 2).run(List.of(root), NOBODY);
    }

    private static CorpusCalibration calibrate(
            List<MeasuredDocument> measured, Optional<CorpusCalibration> floor, Screener words) {
        return CleanCorpus.of(measured.stream().map(MeasuredDocument::clean).toList())
                .calibrate(words.basis(), RATE, Set.of(Channel.BODY), floor, CLOCK.instant());
    }

    private static Screener at(CorpusCalibration calibration) {
        Screener words = WordDetector.screener();
        return Screener.of(
                List.of(new WordDetector()),
                new Ensemble(words.ensemble().operatingPoints().calibratedBy(calibration), calibration.rate()),
                words.identity());
    }

    private static DocumentScanner scanner(Screener screener) {
        VerdictRules rules = new VerdictRules(
                "counting",
                Map.of(Channel.BODY, RATE),
                OnFlagged.WITHHOLD,
                OnUnread.ADMIT_REST,
                Set.of(),
                1_000_000,
                1.0,
                Set.of(),
                OnHeldSuccessor.KEEP,
                OnExternalText.JUDGE);
        DocumentReader reader = PlainReader.named("plain/1");
        return new DocumentScanner(reader, DocumentLimits.defaults(), screener, VerdictPolicies.of(rules), 1, CLOCK);
    }

    private static int flagged(Screener screener, Path file) {
        DocumentReport report = scanner(screener).scan(RawDocument.of(file));
        return report.chunks() - report.admitted();
    }
}
