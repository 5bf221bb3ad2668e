package dev.weir.ingest.batch;

import static dev.weir.ingest.testkit.IngestWorld.prose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.ingest.DocumentReader;
import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Suppression;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.testkit.BreakingStore;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.testkit.PlainReader;
import dev.weir.ingest.testkit.WordDetector;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.tenancy.DenialCode;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchScanTest {
    @TempDir
    Path root;

    private IngestWorld world;

    /** Keeps results in the order in which they come. */
    private static final class Collecting implements BatchListener {
        private final List<BatchResult> results = new ArrayList<>();
        private int total = -1;

        @Override
        public void started(int count) {
            total = count;
        }

        @Override
        public void finished(BatchResult result) {
            results.add(result);
        }

        Map<String, String> codes() {
            Map<String, String> codes = new TreeMap<>();
            for (BatchResult result : results) {
                Path name = result.path().getFileName();
                codes.put(name == null ? "" : name.toString(), code(result));
            }
            return codes;
        }

        private static String code(BatchResult result) {
            return switch (result) {
                case BatchResult.Scanned scanned -> scanned.report().verdict().code();
                case BatchResult.Ingested ingested ->
                    ingested.outcome().report().verdict().code();
                case BatchResult.Skipped skipped -> "skipped " + skipped.entry().outcome();
                case BatchResult.Denied denied -> denied.code().name();
                case BatchResult.Failed failed -> failed.failure();
            };
        }
    }

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
    }

    @Test
    void folderWhenScannedThenEveryFileHasOneResult() {
        documents();
        Collecting listener = new Collecting();
        BatchSummary summary = scan(2).run(List.of(folder()), listener);
        assertThat(listener.total).isEqualTo(listener.results.size()).isEqualTo(summary.total());
        assertThat(listener.codes())
                .containsEntry("clean-0.txt", "admit")
                .containsEntry("held.txt", "quarantine")
                .containsEntry("empty.txt", "reject")
                .containsEntry("corrupt.txt", "reject")
                .containsEntry("partial.txt", "admit");
        assertThat(summary.admitted()).isEqualTo(20);
        assertThat(summary.partial()).isEqualTo(1);
        assertThat(summary.quarantined()).isEqualTo(1);
        assertThat(summary.rejected()).isEqualTo(2);
        assertThat(summary.stopped()).isEqualTo(4);
        assertThat(summary.bytes()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void jobsWhenManyThenTheOutcomesAreTheSame(int jobs) {
        documents();
        Collecting one = new Collecting();
        scan(1).run(List.of(folder()), one);
        Collecting many = new Collecting();
        ingest(jobs).run(List.of(folder()), many);
        assertThat(many.codes()).isEqualTo(one.codes());
        IngestWorld alone = new IngestWorld(root.resolve("alone"));
        ingest(alone, 1).run(List.of(folder()), new Collecting());
        assertThat(texts(world)).isEqualTo(texts(alone)).isNotEmpty();
    }

    @Test
    void pathWhenMissingThenItHasAResultAndTheOthersGoOn() {
        Path file = world.file("a.txt", "A text.");
        Collecting listener = new Collecting();
        BatchSummary summary = scan(1).run(List.of(root.resolve("nowhere"), file), listener);
        assertThat(listener.codes()).containsEntry("nowhere", "reject").containsEntry("a.txt", "admit");
        assertThat(summary.total()).isEqualTo(2);
    }

    @Test
    void linkWhenItLeadsBackThenItHasAResultAndTheWalkEnds() throws IOException {
        world.file("a.txt", "A text.");
        Files.createSymbolicLink(folder().resolve("loop"), folder());
        Collecting listener = new Collecting();
        scan(1).run(List.of(folder()), listener);
        assertThat(listener.codes()).containsEntry("loop", "reject").containsEntry("a.txt", "admit");
        BatchResult.Scanned loop = (BatchResult.Scanned) listener.results.stream()
                .filter(result -> result.path().endsWith("loop"))
                .findFirst()
                .orElseThrow();
        assertThat(loop.report().gaps().getFirst().detail()).contains("link");
    }

    @Test
    void linkWhenItLeadsNowhereThenItHasAResult() throws IOException {
        world.file("a.txt", "A text.");
        Files.createSymbolicLink(folder().resolve("dangling"), root.resolve("nowhere"));
        Collecting listener = new Collecting();
        scan(1).run(List.of(folder()), listener);
        assertThat(listener.codes()).containsEntry("dangling", "reject");
    }

    @Test
    void pathWhenNamedTwiceThenWorkedOnOnce() {
        Path file = world.file("a.txt", "A text.");
        assertThat(scan(1).run(List.of(file, folder(), file), new Collecting()).total())
                .isEqualTo(1);
    }

    @Test
    void readerWhenItFailsForOneDocumentThenTheOthersGoOn() {
        world.file("a.txt", "A text.");
        world.file("b.txt", "Another text.");
        DocumentReader plain = PlainReader.named("plain/1");
        DocumentReader faulty = DocumentReader.of("faulty/1", raw -> {
            if (raw.name().equals("a.txt")) {
                throw new ArithmeticException("a fault of the program");
            }
            return plain.read(raw);
        });
        DocumentScanner scanner = new DocumentScanner(
                faulty,
                DocumentLimits.defaults(),
                WordDetector.screener(),
                VerdictPolicies.balanced(),
                1,
                world.sealed().clock());
        Collecting listener = new Collecting();
        BatchSummary summary =
                BatchScan.scanning(scanner, 2, world.sealed().clock()).run(List.of(folder()), listener);
        assertThat(listener.codes())
                .containsEntry("a.txt", "ArithmeticException")
                .containsEntry("b.txt", "admit");
        assertThat(summary.failed()).isEqualTo(1);
    }

    @Test
    void policyWhenItGivesNoGrantThenThePathIsDenied() {
        world.file("a.txt", "A text.");
        IngestPlan plan = IngestPlan.of(
                IngestWorld.ACME,
                "batch-1",
                source -> world.grant("alice", WriteAction.INGEST, source, new Label("group:board")));
        Collecting listener = new Collecting();
        BatchScan.ingesting(world.balanced(), plan, 1, world.sealed().clock()).run(List.of(folder()), listener);
        assertThat(listener.codes()).containsEntry("a.txt", DenialCode.LABEL_NOT_ALLOWED.name());
        assertThat(world.rows()).isEmpty();
    }

    @Test
    void storeWhenBrokenThenTheBatchStopsAndTheLedgerSaysNothing() {
        world.file("a.txt", "A text.");
        try (ScanLedger ledger = ledger()) {
            BatchScan batch = BatchScan.ingesting(
                            world.guard(
                                    world.scanner(VerdictPolicies.balanced()),
                                    new BreakingStore(world.chunks(), BreakingStore.Moment.AFTER_WRITE)),
                            plan(),
                            2,
                            world.sealed().clock())
                    .resuming(ledger);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> batch.run(List.of(folder()), new Collecting()));
            assertThat(ledger.entries()).isEmpty();
        }
    }

    @Test
    void listenerWhenItThrowsThenTheBatchEndsWithThat() {
        world.file("a.txt", "A text.");
        BatchListener refusing = new BatchListener() {
            @Override
            public void started(int total) {
                assertThat(total).isEqualTo(1);
            }

            @Override
            public void finished(BatchResult result) {
                throw new IllegalStateException("enough");
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> scan(2).run(List.of(folder()), refusing))
                .withMessage("enough");
    }

    @Test
    void ledgerWhenEverythingIsDoneThenEverythingIsSkipped() {
        documents();
        try (ScanLedger ledger = ledger()) {
            ingest(4).resuming(ledger).run(List.of(folder()), new Collecting());
            Collecting again = new Collecting();
            BatchSummary summary = ingest(4).resuming(ledger).run(List.of(folder()), again);
            assertThat(summary.skipped()).isEqualTo(summary.total());
            assertThat(again.codes()).containsEntry("held.txt", "skipped quarantine");
            assertThat(ledger.entries()).hasSize(summary.total());
        }
    }

    @Test
    void ledgerWhenAFileChangedThenOnlyThatFileIsWorkedOn() {
        documents();
        try (ScanLedger ledger = ledger()) {
            scan(4).resuming(ledger).run(List.of(folder()), new Collecting());
            world.file("clean-7.txt", "Another text.");
            Collecting again = new Collecting();
            BatchSummary summary = scan(4).resuming(ledger).run(List.of(folder()), again);
            assertThat(summary.skipped()).isEqualTo(summary.total() - 1);
            assertThat(again.codes()).containsEntry("clean-7.txt", "admit");
        }
    }

    @Test
    void ledgerWhenAFindingWasAcceptedThenThatFileIsWorkedOnUntilItCountsAgain() {
        documents();
        try (ScanLedger ledger = ledger()) {
            ingest(4).resuming(ledger).run(List.of(folder()), new Collecting());
            Ticket ticket = world.quarantine().list(IngestWorld.ACME).stream()
                    .map(Review::ticket)
                    .filter(held -> held.withheld() == held.segments())
                    .findFirst()
                    .orElseThrow();
            Suppression accepted = Suppression.of(
                    ticket,
                    ticket.findings().getFirst(),
                    "bob",
                    new Reason("a text about risks"),
                    world.sealed().clock().instant().plus(Duration.ofMinutes(30)));
            world.quarantine()
                    .suppressions()
                    .add(world.grant("bob", WriteAction.RELEASE, ticket.source()), ticket, accepted);

            Collecting again = new Collecting();
            BatchSummary summary = ingest(4).resuming(ledger).run(List.of(folder()), again);
            assertThat(summary.skipped()).isEqualTo(summary.total() - 1);
            assertThat(again.codes()).containsEntry("held.txt", "admit");

            world.sealed().clock().advance(Duration.ofMinutes(30));
            Collecting expired = new Collecting();
            ingest(4).resuming(ledger).run(List.of(folder()), expired);
            assertThat(expired.codes()).containsEntry("held.txt", "quarantine");
        }
    }

    @Test
    void ledgerWhenRulesChangedThenEverythingIsWorkedOn() {
        documents();
        try (ScanLedger ledger = ledger()) {
            scan(4).resuming(ledger).run(List.of(folder()), new Collecting());
            BatchScan stricter = BatchScan.scanning(
                            world.scanner(VerdictPolicies.strict()),
                            4,
                            world.sealed().clock())
                    .resuming(ledger);
            assertThat(stricter.run(List.of(folder()), new Collecting()).skipped())
                    .isZero();
        }
    }

    @Test
    void ledgerWhenOnlyScannedThenAnIngestIsStillDone() {
        documents();
        try (ScanLedger ledger = ledger()) {
            scan(4).resuming(ledger).run(List.of(folder()), new Collecting());
            assertThat(ingest(4)
                            .resuming(ledger)
                            .run(List.of(folder()), new Collecting())
                            .skipped())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void jobsWhenOutOfRangeThenRefused(int jobs) {
        assertThatIllegalArgumentException().isThrownBy(() -> scan(jobs));
    }

    @Test
    void summaryWhenPartialThenVerdictIsAdmitAndCountedAsStopped() {
        Path file = world.file("a.txt", prose(6_000) + "risk90");
        Collecting listener = new Collecting();
        BatchSummary summary = ingest(1).run(List.of(file), listener);
        assertThat(listener.results)
                .singleElement()
                .satisfies(result -> assertThat(((BatchResult.Ingested) result)
                                .outcome()
                                .report()
                                .verdict())
                        .isInstanceOf(Verdict.Admit.class));
        assertThat(summary.stopped()).isEqualTo(1);
    }

    private void documents() {
        for (int i = 0; i < 20; i++) {
            world.file("clean-" + i + ".txt", "Document " + i + ".\n" + prose(500 + 300 * i));
        }
        world.file("held.txt", "risk90");
        world.file("partial.txt", prose(6_000) + "risk90");
        world.file("empty.txt", "");
        world.file("corrupt.txt", "text\n@gap corrupt /\n");
    }

    private Path folder() {
        return root.resolve("documents");
    }

    private ScanLedger ledger() {
        return ScanLedger.open(root.resolve("ledger"));
    }

    private BatchScan scan(int jobs) {
        return BatchScan.scanning(
                world.scanner(VerdictPolicies.balanced()), jobs, world.sealed().clock());
    }

    private BatchScan ingest(int jobs) {
        return ingest(world, jobs);
    }

    private BatchScan ingest(IngestWorld into, int jobs) {
        return BatchScan.ingesting(
                into.balanced(), plan(into), jobs, into.sealed().clock());
    }

    private IngestPlan plan() {
        return plan(world);
    }

    private static IngestPlan plan(IngestWorld into) {
        return IngestPlan.of(
                IngestWorld.ACME, IngestWorld.BATCH, source -> into.grant("alice", WriteAction.INGEST, source));
    }

    private static Map<String, String> texts(IngestWorld of) {
        return of.rows().stream()
                .collect(Collectors.toMap(
                        row -> row.id().orElseThrow(), BatchScanTest::textOf, (a, b) -> a, TreeMap::new));
    }

    private static String textOf(Candidate row) {
        return row.text().orElseThrow();
    }
}
