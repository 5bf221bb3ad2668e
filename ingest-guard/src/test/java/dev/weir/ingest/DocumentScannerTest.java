package dev.weir.ingest;

import static dev.weir.ingest.testkit.IngestWorld.prose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.RawDocument;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.verdict.LocatedFinding;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Span;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentScannerTest {
    @TempDir
    Path root;

    private IngestWorld world;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
    }

    @Test
    void payloadWhenItLiesAcrossACutThenBothSidesAreWithheld() {
        // No border but the one after "risk": the cut falls between the word's halves.
        String text = "x".repeat(900) + " risk\n90" + "y".repeat(900) + "\n" + prose(6_000);
        DocumentReport report = scan(text);
        assertThat(report.findings()).hasSize(1);
        Verdict.Admit admit = (Verdict.Admit) report.verdict();
        assertThat(admit.withheld()).isEqualTo(Set.of(0, 1));
    }

    @Test
    void segmentWhenItIsFlaggedByItselfOnlyThenWithheld() {
        // The long layer hides it: only a text as short as a segment shows it. risk59 asks for the second look.
        DocumentReport report = scan("wide85 risk59\n" + prose(6_000));
        assertThat(((Verdict.Admit) report.verdict()).withheld()).containsExactly(0);
        assertThat(report.findings())
                .extracting(LocatedFinding::finding)
                .singleElement()
                .satisfies(finding -> assertThat(finding.span()).isEqualTo(new Span(0, 6)));
    }

    @Test
    void segmentWhenNothingInItCameNearThenItIsNotJudgedByItself() {
        DocumentReport report = scan("wide85 near59\n" + prose(6_000) + "wide85\n" + prose(4_000));
        assertThat(((Verdict.Admit) report.verdict()).withheld()).containsExactly(0);
        assertThat(report.findings())
                .extracting(LocatedFinding::finding)
                .singleElement()
                .satisfies(finding -> assertThat(finding.span()).isEqualTo(new Span(0, 6)));
    }

    @Test
    void segmentWhenItsLayerIsFlaggedElsewhereAndNothingInItCameNearThenItIsAdmitted() {
        DocumentReport report = scan("near95\n" + prose(6_000));
        assertThat(((Verdict.Admit) report.verdict()).withheld()).containsExactly(0);
    }

    @Test
    void segmentWhenItsLayerIsNearAndAFindingStandsInItThenItIsJudgedByItself() {
        DocumentReport report = scan("near59\n" + prose(6_000) + "wide85 risk65\n" + prose(4_000));
        assertThat(((Verdict.Admit) report.verdict()).withheld()).hasSize(1).doesNotContain(0);
    }

    @Test
    void segmentWhenItsLayerIsNearAndOnlyASupportingFindingStandsInItThenItIsNotJudgedByItself() {
        DocumentReport report = scan("near59\n" + prose(6_000) + "wide85 stray10\n" + prose(4_000));
        assertThat(report.verdict().isWhole()).isTrue();
    }

    @Test
    void segmentWhenOverridingWordsBringItsLayerNearThenOnlyWhereTheyStandItIsJudgedByItself() {
        DocumentReport report = scan("risk40 override10 wide85\n" + prose(6_000) + "wide85\n" + prose(4_000));
        assertThat(((Verdict.Admit) report.verdict()).withheld()).containsExactly(0);
    }

    @Test
    void segmentWhenItIsLateThenItsFindingHasTheOffsetsOfTheLayer() {
        String before = prose(4_000);
        DocumentReport report = scan(before + "wide85 risk59\n" + prose(4_000));
        assertThat(report.findings())
                .singleElement()
                .satisfies(found -> assertThat(found.finding().span().start()).isEqualTo(before.length()));
        assertThat(report.excerpt(report.findings().getFirst()).orElseThrow().text())
                .isEqualTo("wide85");
    }

    @Test
    void segmentsWhenJudgedSideBySideThenTheReportIsTheSame() throws Exception {
        Path file = world.file("long.txt", ("wide85 risk59\n" + prose(2_000) + "near95 unscreenable\n").repeat(8));
        DocumentScanner scanner = world.scanner(VerdictPolicies.balanced());
        DocumentReport alone = scanner.scan(RawDocument.of(file));
        try (ForkJoinPool pool = new ForkJoinPool(3)) {
            DocumentReport report =
                    pool.submit(() -> scanner.scan(RawDocument.of(file))).get();
            assertThat(report.verdict()).isEqualTo(alone.verdict());
            assertThat(report.risk()).isEqualTo(alone.risk());
            assertThat(report.findings()).isEqualTo(alone.findings()).hasSizeGreaterThan(8);
            assertThat(report.gaps()).isEqualTo(alone.gaps()).isNotEmpty();
        }
    }

    @Test
    void layersWhenJudgedSideBySideThenTheReportIsTheSameAndEqualOnesAreEachReported() throws Exception {
        StringBuilder text = new StringBuilder(prose(3_000));
        for (int layer = 1; layer <= 20; layer++) {
            text.append("@hidden /").append(layer).append(layer % 3 == 0 ? "\nrisk65\n" : "\nplain\n");
        }
        Path file = world.file("layers.txt", text.toString());
        DocumentScanner scanner = world.scanner(VerdictPolicies.balanced());
        DocumentReport alone = scanner.scan(RawDocument.of(file));
        try (ForkJoinPool pool = new ForkJoinPool(3)) {
            DocumentReport report =
                    pool.submit(() -> scanner.scan(RawDocument.of(file))).get();
            assertThat(report.verdict()).isEqualTo(alone.verdict());
            assertThat(report.findings())
                    .isEqualTo(alone.findings())
                    .extracting(LocatedFinding::location)
                    .containsExactlyInAnyOrder("/3", "/6", "/9", "/12", "/15", "/18");
        }
    }

    @Test
    void layerWhenFlaggedWithoutAPlaceThenAllOfItIsHeld() {
        DocumentReport report = scan("whisper".repeat(200) + prose(6_000));
        assertThat(report.verdict().isWhole()).isFalse();
        DocumentReport nowhere = scan(prose(3_000).replaceFirst("reading", "whisper"));
        assertThat(nowhere.verdict().isWhole()).isFalse();
    }

    @Test
    void hiddenLayerWhenFlaggedThenHeldAndTheFindingNamesItsPlace() {
        DocumentReport report = scan(prose(3_000) + "@hidden /3\nrisk65\n");
        assertThat(report.verdict()).isInstanceOf(Verdict.Quarantine.class);
        assertThat(report.verdict().rationale().codes()).containsExactly(RationaleCode.FLAGGED_CHANNEL);
        assertThat(report.findings())
                .singleElement()
                .satisfies(found -> assertThat(found.location()).isEqualTo("/3"));
        assertThat(report.risk().operatingPoint().name()).isEqualTo("hidden@fpr=0.01");
    }

    @Test
    void channelWhenItsThresholdIsHigherThenTheSameScoreIsNotFlagged() {
        assertThat(scan(prose(3_000) + "risk65\n").verdict().isWhole()).isTrue();
    }

    @Test
    void policyWhenItWorksAtAHigherRateThenItsThresholdCounts() {
        Path file = world.file("b.txt", prose(3_000) + "risk75\n");
        RawDocument raw = RawDocument.of(file);
        assertThat(world.scanner(VerdictPolicies.balanced()).scan(raw).verdict().isWhole())
                .isTrue();
        assertThat(world.scanner(VerdictPolicies.strict()).scan(raw).verdict()).isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void gapWhenADetectorReportsItThenItNamesLayerAndChannel() {
        DocumentReport report = scan("unscreenable");
        assertThat(report.gaps()).containsExactly(new Gap(GapCode.UNSCREENED, "/#body", "the word says so"));
        assertThat(report.verdict()).isInstanceOf(Verdict.Quarantine.class);
    }

    @Test
    void reportWhenCleanThenRiskIsThatOfTheWorstLayer() {
        DocumentReport report = scan("risk33 and risk12");
        assertThat(report.risk().score().value()).isEqualTo(0.33);
        assertThat(report.admitted()).isEqualTo(1);
        assertThat(report.bytes()).isEqualTo(17);
        assertThat(report.mediaType()).isEqualTo("text/plain");
    }

    @Test
    void pathWhenItWasNotOpenedThenItsReportRejects() {
        Gap gap = new Gap(GapCode.UNREADABLE, "/", "a link leads back to a folder above");
        DocumentReport report = world.scanner(VerdictPolicies.observe()).unread("loop", gap);
        assertThat(report.verdict()).isInstanceOf(Verdict.Reject.class);
        assertThat(report.gaps()).containsExactly(gap);
    }

    @Test
    void documentWhenItsBytesCouldNotBeHadThenRejectedAndNeverHeld() {
        DocumentReport report = world.scanner(VerdictPolicies.balanced())
                .unread("big", new Gap(GapCode.TOO_LARGE, "/", "more than 10 bytes"));
        assertThat(report.verdict()).isInstanceOf(Verdict.Reject.class);
    }

    @Test
    void rulesWhenAnythingDiffersThenTheirDigestDiffers() {
        ScanRules rules = world.scanner(VerdictPolicies.balanced()).rules();
        assertThat(rules.digest())
                .isEqualTo(world.scanner(VerdictPolicies.balanced()).rules().digest())
                .isNotEqualTo(world.scanner(VerdictPolicies.strict()).rules().digest())
                .isNotEqualTo(world.scanner(VerdictPolicies.balanced(), "plain/2", 1)
                        .rules()
                        .digest())
                .isNotEqualTo(world.scanner(VerdictPolicies.balanced(), "plain/1", 2)
                        .rules()
                        .digest());
    }

    @Test
    void sourceWhenThePathIsOddThenItIsStillASource() {
        assertThat(Sources.ofFile(Path.of("/a b/\u202Ec\n.txt")).uri()).isEqualTo("file:///a%20b/%E2%80%AEc%0A.txt");
        assertThat(Sources.ofFile(Path.of("/" + "long/".repeat(200))).uri()).startsWith("file-sha256:");
    }

    private DocumentReport scan(String text) {
        return world.scanner(VerdictPolicies.balanced()).scan(RawDocument.of(world.file("a.txt", text)));
    }
}
