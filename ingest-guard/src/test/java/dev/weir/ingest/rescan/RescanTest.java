package dev.weir.ingest.rescan;

import static dev.weir.ingest.testkit.IngestWorld.ACME;
import static dev.weir.ingest.testkit.IngestWorld.prose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.ChunkScanner;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.IngestTargets;
import dev.weir.ingest.ReleaseOutcome;
import dev.weir.ingest.Rescreened;
import dev.weir.ingest.Sources;
import dev.weir.ingest.quarantine.Suppression;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.testkit.WatchedStore;
import dev.weir.ingest.testkit.WordDetector;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RescanTest {
    private static final Reason REASON = new Reason("read it whole; it quotes an attack");
    private static final int EPOCH = 2;

    @TempDir
    Path root;

    private IngestWorld world;
    private WatchedStore store;
    private final List<Rescanned> results = new ArrayList<>();

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
        store = new WatchedStore(world.chunks());
    }

    @Test
    void documentWhenCleanThenGetsANewStampAndNoRowIsWritten() {
        Path file = world.file("a.txt", prose(5_000));
        DocumentHead before = ((IngestOutcome.Sealed) world.ingest(world.balanced(), file)).head();
        List<Candidate> rows = world.rows();
        RescanSummary summary = run();
        assertThat(summary).isEqualTo(new RescanSummary(1, 0, 0, 0, 1));
        DocumentHead after = head(before.document());
        assertThat(after).isEqualTo(before.withStamp(after.stamp()));
        assertThat(after.stamp().epoch()).isEqualTo(EPOCH);
        assertThat(after.stamp().outcome()).isEqualTo(before.stamp().outcome());
        assertThat(store.changes()).isZero();
        assertThat(world.rows()).usingRecursiveComparison().isEqualTo(rows);
        assertThat(world.readable()).hasSize(rows.size());
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Rescanned.Outcome.RESTAMPED);
            assertThat(result.document()).isEqualTo(before.document());
            assertThat(result.codes()).containsExactly(RationaleCode.CLEAN);
        });
    }

    @Test
    void readerWhenTheRunIsOverThenSeesTheNewStamps() {
        seal("doc", "a clean text");
        raise(EPOCH);
        HeadReader reader = world.sealed().newReader();
        reader.refresh(ACME);
        assertThat(reader.currentEpoch(ACME)).isEqualTo(EPOCH);
        assertThat(epochs(reader)).containsExactly(Map.entry("doc", 1));
        run();
        reader.refresh(ACME);
        assertThat(epochs(reader)).containsExactly(Map.entry("doc", EPOCH));
    }

    @Test
    void documentWhenFlaggedThenIsWithheldAndReported() {
        seal("doc", "now risk90 comes");
        seal("other", "a clean text");
        assertThat(run()).isEqualTo(new RescanSummary(1, 0, 1, 0, 1));
        assertThat(fault("doc")).contains(HeadFault.SUSPENDED);
        assertThat(world.readable())
                .extracting(chunk -> chunk.id().document().value())
                .containsExactly("other");
        assertThat(result("doc")).satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Rescanned.Outcome.SUSPENDED);
            assertThat(result.codes()).containsExactly(RationaleCode.FLAGGED_SHARE);
            assertThat(result.screened().orElseThrow().risk().score().value()).isEqualTo(0.9);
        });
    }

    @ParameterizedTest
    @CsvSource({"see risk,90 below", "'see risk ', 90 below", "see ri,sk90 below"})
    void payloadWhenItLiesOverACutThenIsSeen(String one, String two) {
        seal("doc", prose(1_000), one, two, prose(1_000));
        run();
        assertThat(fault("doc")).contains(HeadFault.SUSPENDED);
    }

    @Test
    void payloadWhenOnlyAChunkByItselfShowsItThenIsSeen() {
        seal("doc", prose(1_200) + "risk59", "now wide85 comes", prose(1_000));
        run();
        assertThat(fault("doc")).contains(HeadFault.SUSPENDED);
    }

    @Test
    void documentWhenTheResultIsPrintedThenHoldsNoText() {
        seal("doc", "now risk90 comes secretly");
        run();
        assertThat(results.toString()).contains("doc").doesNotContain("secretly");
    }

    @Test
    void policyWhenItOnlyObservesThenStampsWhatItWouldAdmit() {
        seal("doc", "now risk90 comes");
        ChunkScanner observing = new ChunkScanner(WordDetector.screener(), VerdictPolicies.observe(), EPOCH);
        rescan(observing, store, world.sealed().writer(), Rescan.STANDARD_BUDGET)
                .run(ACME, List.of(), results::add);
        assertThat(result("doc").outcome()).isEqualTo(Rescanned.Outcome.RESTAMPED);
        assertThat(head(new DocumentId("doc")).stamp().worstScore()).isEqualTo(9_000);
    }

    @Test
    void documentWhenARowIsMissingThenIsLeftAndReported() {
        seal("doc", "one", "two", "three");
        seal("other", "a clean text");
        store.showing(row -> row.id().equals(Optional.of("acme/doc/1/1")) ? Optional.empty() : Optional.of(row));
        assertThat(run()).isEqualTo(new RescanSummary(1, 0, 0, 1, 1));
        assertThat(result("doc").outcome()).isEqualTo(Rescanned.Outcome.UNREADABLE);
        assertThat(result("doc").codes()).isEmpty();
        assertThat(head(new DocumentId("doc")).stamp().epoch()).isEqualTo(1);
    }

    @Test
    void documentWhenAllItsRowsAreMissingThenIsLeftAndReported() {
        seal("doc", "one", "two");
        store.showing(row -> Optional.empty());
        assertThat(run()).isEqualTo(new RescanSummary(0, 0, 0, 1, 1));
        assertThat(fault("doc")).isEmpty();
    }

    @Test
    void documentWhenARowIsAlteredThenIsLeftAndReported() {
        seal("doc", "one", "now risk90 comes");
        store.showing(row -> Optional.of(
                row.id().equals(Optional.of("acme/doc/1/1"))
                        ? new Candidate(
                                "acme/doc/1/1",
                                "nothing comes",
                                row.seal().orElseThrow(),
                                row.vector().orElseThrow(),
                                Map.of(),
                                0)
                        : row));
        assertThat(run()).isEqualTo(new RescanSummary(0, 0, 0, 1, 1));
    }

    @Test
    void documentWhenADetectorLeavesAGapThenIsLeftAndReported() {
        seal("doc", "this is unscreenable");
        assertThat(run()).isEqualTo(new RescanSummary(0, 0, 0, 1, 1));
        assertThat(result("doc").codes()).containsExactly(RationaleCode.BLOCKING_GAP);
        assertThat(head(new DocumentId("doc")).stamp().epoch()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"risk90", "unscreenable"})
    void documentWhenAReviewerReleasedItThenStaysServedUnderANewStamp(String word) {
        Path file = world.file("a.txt", "a text with " + word);
        Ticket ticket = world.ingest(world.balanced(), file).ticket().orElseThrow();
        ReleaseOutcome outcome = world.balanced()
                .release(world.grant("bob", WriteAction.RELEASE, Sources.ofFile(file)), ticket.id(), REASON);
        assertThat(outcome).isInstanceOf(ReleaseOutcome.Released.class);
        assertThat(run()).isEqualTo(new RescanSummary(0, 1, 0, 0, 1));
        ScanStamp stamp = head(ticket.document()).stamp();
        assertThat(stamp.epoch()).isEqualTo(EPOCH);
        assertThat(stamp.outcome()).isEqualTo(ScanStamp.Outcome.RELEASED);
        assertThat(world.readable()).hasSize(1);
    }

    @Test
    void documentWhenItsFindingWasAcceptedThenIsStamped() {
        Path file = world.file("a.txt", prose(3_000) + "risk90\n" + prose(1_000));
        Ticket ticket = world.ingest(world.guard(VerdictPolicies.strict()), file)
                .ticket()
                .orElseThrow();
        Suppression suppression = Suppression.of(
                ticket,
                ticket.findings().getFirst(),
                "bob",
                REASON,
                world.sealed().clock().instant().plus(Duration.ofDays(1)));
        world.quarantine()
                .suppressions()
                .add(world.grant("bob", WriteAction.RELEASE, Sources.ofFile(file)), ticket, suppression);
        assertThat(world.ingest(world.balanced(), file)).isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(run()).isEqualTo(new RescanSummary(1, 0, 0, 0, 1));
    }

    @Test
    void runWhenRepeatedThenDoesNothing() {
        seal("clean", "a clean text");
        seal("bad", "now risk90 comes");
        run();
        LogPosition end = position();
        assertThat(run()).isEqualTo(new RescanSummary(0, 0, 0, 0, 0));
        assertThat(position()).isEqualTo(end);
    }

    @Test
    void runWhenAThousandDocumentsAreCleanThenWritesTwoStepsAndNoRow() {
        sealMany(1_000);
        BreakingLog log = new BreakingLog(world.sealed().log(), Integer.MAX_VALUE, Moment.BEFORE);
        RescanSummary summary =
                rescan(scanner(), store, writer(log), Rescan.STANDARD_BUDGET).run(ACME, List.of(), results::add);
        assertThat(summary).isEqualTo(new RescanSummary(1_000, 0, 0, 0, 1));
        assertThat(store.changes()).isZero();
        assertThat(log.appends).isEqualTo(2);
        assertThat(epochs(world.sealed().heads()).values()).hasSize(1_000).containsOnly(EPOCH);
    }

    @Test
    void headsWhenLongThenFewerArePublishedAtOnce() {
        Set<Label> labels = Stream.iterate(0, i -> i < AccessTag.MAX_LABELS, i -> i + 1)
                .map(i -> Label.ofGroup("g" + i + "x".repeat(50)))
                .collect(Collectors.toSet());
        WriteGrant wide = world.sealed().grant(ACME, WriteAction.INGEST, labels, Set.of());
        for (int i = 0; i < 300; i++) {
            world.sealed().ingest(world.chunks(), wide, world.sealed().draft("doc-" + i, 1, "text number " + i));
        }
        BreakingLog log = new BreakingLog(world.sealed().log(), Integer.MAX_VALUE, Moment.BEFORE);
        Principal chief = SealedWorld.reader(
                ACME,
                "chief",
                labels.stream()
                        .map(label -> label.value().substring("group:".length()))
                        .toArray(String[]::new));
        RescanSummary summary = new Rescan(
                        scanner(),
                        new IngestTargets(
                                store,
                                world.sealed().heads(),
                                writer(log),
                                world.sealed().digests(),
                                world.quarantine()),
                        new RescanAccess(this::grant, () -> world.sealed().scope(chief), SealedWorld.opening()),
                        Rescan.STANDARD_BUDGET,
                        world.sealed().clock())
                .run(ACME, List.of(), results::add);
        assertThat(summary.restamped()).isEqualTo(300);
        assertThat(log.appends).isBetween(2, 4);
    }

    @ParameterizedTest
    @CsvSource({"1,BEFORE", "1,AFTER", "2,BEFORE", "2,AFTER", "3,BEFORE", "3,AFTER", "4,BEFORE", "4,AFTER"})
    void runWhenKilledAtAStepThenTheNextGoesOn(int step, Moment moment) {
        sealMany(2 * Rescan.STEP - 1);
        seal("bad-1", "now risk90 comes");
        seal("bad-2", "now risk91 comes");
        BreakingLog log = new BreakingLog(world.sealed().log(), step, moment);
        assertThatExceptionOfType(HeadLogException.class)
                .isThrownBy(() -> rescan(scanner(), store, writer(log), Rescan.STANDARD_BUDGET)
                        .run(ACME, List.of(), results::add));
        assertThat(world.readable()).hasSizeGreaterThanOrEqualTo(2 * (2 * Rescan.STEP - 1));
        run();
        assertThat(fault("bad-1")).contains(HeadFault.SUSPENDED);
        assertThat(fault("bad-2")).contains(HeadFault.SUSPENDED);
        Map<String, Integer> epochs = epochs(world.sealed().heads());
        epochs.keySet().removeIf(document -> document.startsWith("bad"));
        assertThat(epochs.values()).hasSize(2 * Rescan.STEP - 1).containsOnly(EPOCH);
        assertThat(store.changes()).isZero();
    }

    @Test
    void budgetWhenSmallThenTheStoreIsReadSeveralTimesAndNothingIsLeft() {
        for (int i = 0; i < 10; i++) {
            seal("doc-" + i, "text number " + i, "and its second part " + i);
        }
        RescanSummary summary =
                rescan(scanner(), store, world.sealed().writer(), 60).run(ACME, List.of(), results::add);
        assertThat(summary.restamped()).isEqualTo(10);
        assertThat(summary.unreadable()).isZero();
        assertThat(summary.passes()).isBetween(4, 10);
    }

    @Test
    void budgetWhenSmallAndRowsAreMissingThenTheyAreStillReported() {
        for (int i = 0; i < 6; i++) {
            seal("doc-" + i, "text number " + i, "and its second part " + i);
        }
        store.showing(row -> row.id().equals(Optional.of("acme/doc-3/1/0")) ? Optional.empty() : Optional.of(row));
        RescanSummary summary =
                rescan(scanner(), store, world.sealed().writer(), 1).run(ACME, List.of(), results::add);
        assertThat(summary.restamped()).isEqualTo(5);
        assertThat(summary.unreadable()).isEqualTo(1);
    }

    @Test
    void budgetWhenThereIsNoneThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rescan(scanner(), store, world.sealed().writer(), 0))
                .withMessageContaining("got 0");
    }

    @Test
    void queueWhenGivenThenComesFirst() {
        for (int i = 0; i < 5; i++) {
            seal("doc-" + i, "text number " + i);
        }
        rescan(scanner(), store, world.sealed().writer(), Rescan.STANDARD_BUDGET)
                .run(ACME, List.of(new DocumentId("doc-3"), new DocumentId("nowhere")), results::add);
        assertThat(results).hasSize(5);
        assertThat(results.getFirst().document()).isEqualTo(new DocumentId("doc-3"));
    }

    @Test
    void documentWhenAlreadyWithheldThenStaysSo() {
        DocumentHead doc = seal("doc", "a clean text");
        world.sealed().writer().suspend(grant(), doc.document());
        assertThat(run()).isEqualTo(new RescanSummary(0, 0, 0, 0, 0));
        assertThat(fault("doc")).contains(HeadFault.SUSPENDED);
    }

    @Test
    void documentWhenExpiredThenIsPassedOver() {
        world.sealed()
                .ingest(
                        world.chunks(),
                        grant(),
                        world.sealed()
                                .draft(
                                        "doc",
                                        1,
                                        "test:doc",
                                        "batch-1",
                                        world.sealed().clock().instant().plusSeconds(10),
                                        SealedWorld.stamp(1),
                                        world.sealed().draft("doc", 1, "a text").chunks()));
        world.sealed().clock().advance(Duration.ofSeconds(10));
        assertThat(run()).isEqualTo(new RescanSummary(0, 0, 0, 0, 0));
    }

    @Test
    void documentWhenOfAnotherTenantThenIsNotTouched() {
        seal("doc", "a clean text");
        world.sealed()
                .ingest(
                        world.chunks(),
                        world.sealed().grant(SealedWorld.GLOBEX, WriteAction.INGEST),
                        world.sealed().draft("doc", 1, "now risk90 comes"));
        assertThat(run()).isEqualTo(new RescanSummary(1, 0, 0, 0, 1));
        world.sealed().heads().refresh(SealedWorld.GLOBEX);
        assertThat(world.sealed().heads().lookup(SealedWorld.GLOBEX, new DocumentId("doc")))
                .isInstanceOf(HeadLookup.Current.class);
    }

    @Test
    void documentWhenWithheldWhileItIsReadThenStaysSo() {
        DocumentHead doc = seal("doc", "a clean text");
        store.afterReading(() -> world.sealed().writer().suspend(grant(), doc.document()));
        assertThat(run().restamped()).isZero();
        assertThat(fault("doc")).contains(HeadFault.SUSPENDED);
    }

    @Test
    void documentWhenReplacedWhileItIsReadThenTheSuccessorIsScanned() {
        seal("doc", "now risk90 comes");
        store.afterReading(() ->
                world.sealed().ingest(world.chunks(), grant(), world.sealed().draft("doc", 2, "a clean text")));
        assertThat(run()).isEqualTo(new RescanSummary(1, 0, 0, 0, 2));
        assertThat(head(new DocumentId("doc")).version()).isEqualTo(2);
    }

    @Test
    void runWhenTheLogIsRefusedThenSaysSo() {
        seal("doc", "a clean text");
        world.sealed().heads().refresh(ACME);
        world.sealed().memoryLog().tamper(ACME, entries -> entries.subList(0, 1));
        assertThatExceptionOfType(HeadLogException.class).isThrownBy(this::run).withMessageContaining("is refused");
    }

    @Test
    void runWhenTheCheckpointHasExpiredThenSaysSo() {
        seal("doc", "a clean text");
        world.sealed().clock().advance(SealedWorld.CHECKPOINT_LIFETIME);
        assertThatExceptionOfType(HeadLogException.class)
                .isThrownBy(this::run)
                .withMessageContaining("no current checkpoint");
    }

    @Test
    void resultWhenThereIsNoJudgementThenMayOnlyBeUnreadable() {
        Optional<Rescreened> none = Optional.empty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rescanned(ACME, new DocumentId("doc"), Rescanned.Outcome.RESTAMPED, none))
                .withMessageContaining("needs a judgement");
    }

    private RescanSummary run() {
        return rescan(scanner(), store, world.sealed().writer(), Rescan.STANDARD_BUDGET)
                .run(ACME, List.of(), results::add);
    }

    private Rescan rescan(ChunkScanner scanner, WatchedStore chunks, HeadLogWriter writer, long budget) {
        SealedWorld sealed = world.sealed();
        return new Rescan(
                scanner,
                new IngestTargets(chunks, sealed.heads(), writer, sealed.digests(), world.quarantine()),
                new RescanAccess(this::grant, () -> sealed.scope(ACME), SealedWorld.opening()),
                budget,
                sealed.clock());
    }

    private static ChunkScanner scanner() {
        return new ChunkScanner(WordDetector.screener(), VerdictPolicies.balanced(), EPOCH);
    }

    private HeadLogWriter writer(HeadLog log) {
        SealedWorld sealed = world.sealed();
        return new HeadLogWriter(
                log,
                sealed.heads(),
                sealed.signer(),
                sealed.trusted(),
                sealed.clock(),
                SealedWorld.CHECKPOINT_LIFETIME);
    }

    private WriteGrant grant() {
        return world.grant("rescan", WriteAction.INGEST, new SourceRef("rescan"));
    }

    private DocumentHead seal(String document, String... texts) {
        return world.sealed()
                .ingest(world.chunks(), grant(), world.sealed().draft(document, 1, texts))
                .head();
    }

    /** Clean documents, published in one step. */
    private void sealMany(int count) {
        List<DocumentHead> heads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SealedDocument sealed = world.sealed()
                    .sealer()
                    .seal(grant(), world.sealed().draft("doc-" + i, 1, "text number " + i, "its second part"));
            world.chunks().write(grant(), sealed, Map.of());
            heads.add(sealed.head());
        }
        for (int from = 0; from < count; from += Rescan.STEP) {
            world.sealed().writer().publish(grant(), heads.subList(from, Math.min(count, from + Rescan.STEP)));
        }
        world.sealed().heads().refresh(ACME);
    }

    private void raise(int epoch) {
        world.sealed().writer().raiseEpoch(world.sealed().grant(ACME, WriteAction.REVOKE), epoch);
    }

    private Rescanned result(String document) {
        return results.stream()
                .filter(each -> each.document().equals(new DocumentId(document)))
                .findFirst()
                .orElseThrow();
    }

    private DocumentHead head(DocumentId document) {
        world.sealed().heads().refresh(ACME);
        return ((HeadLookup.Current) world.sealed().heads().lookup(ACME, document)).head();
    }

    private Optional<HeadFault> fault(String document) {
        world.sealed().heads().refresh(ACME);
        return switch (world.sealed().heads().lookup(ACME, new DocumentId(document))) {
            case HeadLookup.Current current -> Optional.empty();
            case HeadLookup.Withdrawn withdrawn -> Optional.of(withdrawn.fault());
            case HeadLookup.None none -> Optional.of(none.fault());
        };
    }

    private LogPosition position() {
        world.sealed().heads().refresh(ACME);
        return world.sealed().heads().position(ACME);
    }

    private static Map<String, Integer> epochs(HeadReader reader) {
        Map<String, Integer> epochs = new TreeMap<>();
        reader.forEachHead(
                ACME, head -> epochs.put(head.document().value(), head.stamp().epoch()));
        return epochs;
    }

    /** When a log breaks. */
    enum Moment {
        BEFORE,
        AFTER
    }

    /** A log that breaks at one append, before it or right after. */
    private static final class BreakingLog implements HeadLog {
        private final HeadLog log;
        private final int step;
        private final Moment moment;
        private int appends;

        BreakingLog(HeadLog log, int step, Moment moment) {
            this.log = log;
            this.step = step;
            this.moment = moment;
        }

        @Override
        public Set<TenantId> tenants() {
            return log.tenants();
        }

        @Override
        public List<byte[]> read(TenantId tenant, long sequence, int limit) {
            return log.read(tenant, sequence, limit);
        }

        @Override
        public void append(TenantId tenant, Function<LogPosition, List<byte[]>> entries) {
            appends++;
            if (appends == step && moment == Moment.BEFORE) {
                throw new HeadLogException("the power is gone");
            }
            log.append(tenant, entries);
            if (appends == step) {
                throw new HeadLogException("the power is gone");
            }
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
