package dev.weir.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.ingest.DocumentReader;
import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.ReleaseOutcome;
import dev.weir.ingest.Sources;
import dev.weir.ingest.TicketSelection;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.testkit.BreakingStore;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.testkit.PlainReader;
import dev.weir.ingest.testkit.WordDetector;
import dev.weir.ingest.verdict.OnExternalText;
import dev.weir.ingest.verdict.OnFlagged;
import dev.weir.ingest.verdict.OnHeldSuccessor;
import dev.weir.ingest.verdict.OnUnread;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.ingest.verdict.VerdictRules;
import dev.weir.models.detect.Channel;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that leaves the baseline of its source is held whole. */
class BatchBaselineTest {
    private static final Reason REASON = new Reason("the source was migrated, all is well");

    @TempDir
    Path root;

    private IngestWorld world;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger announced = new AtomicInteger();
    private final AtomicInteger breakAtRead = new AtomicInteger(Integer.MAX_VALUE);
    private int batches;

    /** Lets a batch go on, or ends it between the passes as a kill would. */
    private enum Kill {
        NEVER,
        BETWEEN_PASSES
    }

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
    }

    @Test
    void batchWhenLikeTheOthersThenPublished() {
        calmBatches(3);
        write(20, 1);
        BatchSummary summary = run(guard());
        assertThat(summary.left()).isEmpty();
        assertThat(summary.admitted()).isEqualTo(19);
        assertThat(summary.quarantined()).isEqualTo(1);
    }

    @Test
    void batchWhenAttackedThenNothingOfItIsPublishedAndTheOldVersionsServe() {
        calmBatches(3);
        List<String> before = served();
        write(20, 8);
        BatchSummary summary = run(guard());
        assertThat(summary.left()).singleElement().satisfies(left -> {
            assertThat(left.source()).isEqualTo(Sources.ofFile(root.resolve("documents")));
            assertThat(left.documents()).isEqualTo(20);
            assertThat(left.stopped()).isEqualTo(8);
            assertThat(left.batches()).isEqualTo(3);
            assertThat(left.highestRate()).isBetween(0.0, 0.1);
        });
        assertThat(summary.quarantined()).isEqualTo(20);
        assertThat(summary.stopped()).isEqualTo(20);
        assertThat(served()).isEqualTo(before);
        assertThat(held(RationaleCode.BATCH_HELD)).hasSize(12);
        assertThat(held(RationaleCode.FLAGGED_SHARE)).hasSize(8);
    }

    @Test
    void batchWhenHeldThenItsTicketsCanBeReleasedTogetherByTheirRule() {
        calmBatches(3);
        write(20, 8);
        run(guard());
        List<ReleaseOutcome> outcomes = new ArrayList<>();
        guard().releaseAll(
                        IngestWorld.ACME,
                        new TicketSelection(Optional.of(RationaleCode.BATCH_HELD), ""),
                        ticket -> world.grant("bob", WriteAction.RELEASE, ticket.source()),
                        REASON,
                        outcomes::add);
        assertThat(outcomes).hasSize(12).allMatch(ReleaseOutcome.Released.class::isInstance);
        assertThat(served().stream().filter(text -> text.contains("batch " + batches)))
                .hasSize(12);
    }

    @Test
    void batchWhenHeldThenItBecomesNoHistory() {
        calmBatches(3);
        for (int i = 0; i < 3; i++) {
            write(20, 8);
            assertThat(run(guard()).left()).hasSize(1);
        }
    }

    @Test
    void batchWhenSmallThenEachDocumentIsJudgedByItself() {
        calmBatches(3);
        write(19, 15);
        BatchSummary summary = run(guard());
        assertThat(summary.left()).isEmpty();
        assertThat(summary.admitted()).isEqualTo(4);
    }

    @Test
    void batchesWhenTheFirstOfASourceThenOnlyTheCeilingHoldsThem() {
        write(20, 10);
        assertThat(run(guard()).left()).as("half of it").isEmpty();
        write(20, 11);
        assertThat(run(guard()).left()).singleElement().satisfies(left -> {
            assertThat(left.batches()).isEqualTo(1);
            assertThat(left.highestRate()).isEqualTo(0.5);
        });
    }

    @Test
    void sourcesWhenSeveralThenOnlyTheOneThatLeftItsBaselineIsHeld() {
        calmBatches(3);
        for (int i = 0; i < 25; i++) {
            world.file("other/" + i + ".txt", "Quiet document " + i + ".");
        }
        write(20, 8);
        BatchSummary summary = run(guard());
        assertThat(summary.left()).hasSize(1);
        assertThat(summary.admitted()).isEqualTo(25);
    }

    @Test
    void batchWhenKilledBetweenThePassesThenItIsDecidedAlikeAndHeld() {
        calmBatches(3);
        List<String> before = served();
        write(20, 8);
        assertThatIllegalStateException().isThrownBy(() -> run(guard(), Kill.BETWEEN_PASSES));
        assertThat(served()).isEqualTo(before);
        assertThat(world.quarantine().list(IngestWorld.ACME)).isEmpty();
        assertThat(run(guard()).left())
                .singleElement()
                .satisfies(left -> assertThat(left.stopped()).isEqualTo(8));
        assertThat(served()).isEqualTo(before);
    }

    @Test
    void batchWhenKilledInTheFirstPassThenTheRestIsJudgedAndCountedOnce() {
        calmBatches(3);
        write(20, 8);
        reads.set(0);
        breakAtRead.set(14);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> run(guard()));
        breakAtRead.set(Integer.MAX_VALUE);
        reads.set(0);
        assertThat(run(guard()).left()).singleElement().satisfies(left -> {
            assertThat(left.documents()).isEqualTo(20);
            assertThat(left.stopped()).isEqualTo(8);
        });
        assertThat(reads).as("7 in the first pass, the 13 lost in the second").hasValue(20);
    }

    @Test
    void batchWhenKilledInTheSecondPassThenItIsPublishedAsDecided() {
        calmBatches(3);
        write(20, 2);
        IngestGuard breaking = world.guard(
                scanner(VerdictPolicies.balanced()),
                new BreakingStore(world.chunks(), BreakingStore.Moment.AFTER_WRITE));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> run(breaking));
        BatchSummary summary = run(guard());
        assertThat(summary.left()).isEmpty();
        assertThat(summary.admitted()).isEqualTo(18);
        write(20, 8);
        assertThat(run(guard()).left())
                .as("the batch that was resumed is history once")
                .singleElement()
                .satisfies(left -> assertThat(left.batches()).isEqualTo(4));
    }

    @Test
    void documentsWhenJudgedThenReadOnceForBothPasses() {
        write(20, 0);
        reads.set(0);
        run(guard());
        assertThat(reads).hasValue(20);
        assertThat(announced).as("paths of the first pass").hasValue(20);
    }

    @Test
    void rulesWhenOthersThenTheHistoryBeginsAnew() {
        calmBatches(3);
        write(20, 8);
        assertThat(run(world.guard(scanner(VerdictPolicies.strict()))).left()).isEmpty();
    }

    @Test
    void policyWhenItWithholdsThenABatchThatIsHeldWithholdsNothing() {
        IngestGuard withholding = world.guard(scanner(VerdictPolicies.of(new VerdictRules(
                "withholding",
                Map.of(Channel.BODY, 0.01),
                OnFlagged.WITHHOLD,
                OnUnread.HOLD,
                Set.of(),
                1,
                1.0,
                Set.of(),
                OnHeldSuccessor.WITHHOLD,
                OnExternalText.JUDGE))));
        for (int i = 0; i < 3; i++) {
            write(20, 0);
            run(withholding);
        }
        List<String> before = served();
        write(20, 8);
        assertThat(run(withholding).left()).hasSize(1);
        assertThat(served()).isEqualTo(before).hasSize(20);
    }

    @Test
    void filesWhenWrittenThenTheyNameNoSource() throws IOException {
        calmBatches(1);
        write(20, 1);
        assertThatIllegalStateException().isThrownBy(() -> run(guard(), Kill.BETWEEN_PASSES));
        try (Stream<Path> files = Files.list(root.resolve("baselines"))) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.UTF_8))
                            .doesNotContain("documents")
                            .contains("\n"));
        }
    }

    @Test
    void lineWhenHalfWrittenThenCutOffAndWhenDamagedThenRefused() throws IOException {
        calmBatches(2);
        Path history = root.resolve("baselines/history");
        String whole = Files.readString(history, StandardCharsets.UTF_8);
        Files.writeString(history, whole + "0000dead\tbat", StandardCharsets.UTF_8);
        baselines().close();
        assertThat(Files.readString(history, StandardCharsets.UTF_8)).isEqualTo(whole);
        Files.writeString(history, whole.replace("\t20\t", "\t21\t"), StandardCharsets.UTF_8);
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(this::baselines)
                .withMessageContaining("damaged");
        Files.writeString(history, "WEIR-LEDGER 1\n", StandardCharsets.UTF_8);
        assertThatExceptionOfType(LedgerException.class).isThrownBy(this::baselines);
    }

    @Test
    void baselinesWhenOpenAlreadyThenRefused() {
        try (SourceBaselines open = baselines()) {
            assertThat(open.isDecided("any")).isFalse();
            assertThatExceptionOfType(LedgerException.class).isThrownBy(this::baselines);
        }
    }

    @Test
    void scanWhenItPublishesNothingThenItTakesNoBaselines() {
        try (SourceBaselines open = baselines()) {
            BatchScan scan = BatchScan.scanning(
                    scanner(VerdictPolicies.balanced()), 1, world.sealed().clock());
            assertThatIllegalStateException().isThrownBy(() -> scan.watching(open));
        }
    }

    @Test
    void batchWhenItNeedsNoDocumentsThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceBaselines.open(root.resolve("none"), Sources::parentOf, 0));
    }

    private void calmBatches(int count) {
        for (int i = 0; i < count; i++) {
            write(20, 0);
            assertThat(run(guard()).left()).isEmpty();
        }
    }

    /** The next batch: new text in every file, so many of them attacked. */
    private void write(int documents, int attacked) {
        batches++;
        clear();
        for (int i = 0; i < documents; i++) {
            world.file(i + ".txt", "Document " + i + " of batch " + batches + (i < attacked ? " risk90" : "."));
        }
    }

    private void clear() {
        Path folder = root.resolve("documents");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private BatchSummary run(IngestGuard guard) {
        return run(guard, Kill.NEVER);
    }

    private BatchSummary run(IngestGuard guard, Kill kill) {
        IngestPlan plan = IngestPlan.of(
                IngestWorld.ACME, "batch-" + batches, source -> world.grant("alice", WriteAction.INGEST, source));
        world.sealed().clock().advance(Duration.ofSeconds(1));
        try (ScanLedger ledger = ScanLedger.open(root.resolve("ledger"));
                SourceBaselines baselines = baselines()) {
            return BatchScan.ingesting(guard, plan, 1, world.sealed().clock())
                    .resuming(ledger)
                    .watching(baselines)
                    .run(List.of(root.resolve("documents")), new BatchListener() {
                        @Override
                        public void judged(int total) {
                            announced.incrementAndGet();
                        }

                        @Override
                        public void started(int total) {
                            if (kill == Kill.BETWEEN_PASSES) {
                                throw new IllegalStateException("killed");
                            }
                        }

                        @Override
                        public void finished(BatchResult result) {
                            assertThat(result).isNotInstanceOf(BatchResult.Failed.class);
                        }
                    });
        }
    }

    private SourceBaselines baselines() {
        return SourceBaselines.open(root.resolve("baselines"), Sources::parentOf, SourceBaselines.FEWEST_DOCUMENTS);
    }

    private IngestGuard guard() {
        return world.guard(scanner(VerdictPolicies.balanced()));
    }

    private DocumentScanner scanner(VerdictPolicies policies) {
        DocumentReader plain = PlainReader.named("plain/1");
        return new DocumentScanner(
                DocumentReader.of("counted/1", raw -> {
                    if (reads.incrementAndGet() == breakAtRead.get()) {
                        throw new StoreException("killed");
                    }
                    return plain.read(raw);
                }),
                DocumentLimits.defaults(),
                WordDetector.screener(),
                policies,
                1,
                world.sealed().clock());
    }

    private List<String> served() {
        return world.readable().stream().map(chunk -> chunk.text()).toList();
    }

    private List<Review> held(RationaleCode code) {
        return world.quarantine().list(IngestWorld.ACME).stream()
                .filter(review -> review.ticket().codes().contains(code))
                .toList();
    }
}
