package dev.weir.ingest.erasure;

import static dev.weir.ingest.testkit.IngestWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.ingest.Sources;
import dev.weir.ingest.batch.BatchListener;
import dev.weir.ingest.batch.BatchResult;
import dev.weir.ingest.batch.BatchScan;
import dev.weir.ingest.batch.IngestPlan;
import dev.weir.ingest.batch.LedgerEntry;
import dev.weir.ingest.batch.ScanLedger;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Suppression;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EraserTest {
    private static final String FIRST = "batch-1";
    private static final String SECOND = "batch-2";

    @TempDir
    Path root;

    private Scene scene;

    /**
     * A document that is served, changed for the worse in a later batch, held and accepted in part; one that stays; and one
     * that the later batch brought.
     */
    private static final class Scene implements AutoCloseable {
        final IngestWorld world;
        final ScanLedger ledger;
        final ChunkStore second;
        final Path going;
        final Path staying;
        final Path later;

        Scene(Path folder) {
            world = new IngestWorld(folder);
            ledger = ScanLedger.open(folder.resolve("ledger"));
            second = new InMemoryChunkStore(world.sealed().clock());
            going = world.file("going.txt", "This text goes away.");
            staying = world.file("staying.txt", "This text stays here.");
            ingest(FIRST, going, staying);
            world.file("staying.txt", "This text stays here. risk90");
            world.file("going.txt", "This text goes away. risk90");
            later = world.file("later.txt", "This text came later.");
            ingest(SECOND, later, going, staying);
            for (Review review : world.quarantine().list(ACME)) {
                accept(review.ticket());
            }
        }

        private void accept(Ticket ticket) {
            WriteGrant grant = world.grant("bob", WriteAction.RELEASE, ticket.source());
            world.quarantine()
                    .suppressions()
                    .add(
                            grant,
                            ticket,
                            Suppression.of(
                                    ticket,
                                    ticket.findings().getFirst(),
                                    "bob",
                                    new Reason("an example that is quoted"),
                                    SealedWorld.START.plus(Duration.ofDays(90))));
        }

        void ingest(String batch, Path... files) {
            BatchScan.ingesting(
                            world.balanced(),
                            IngestPlan.of(ACME, batch, source -> world.grant("alice", WriteAction.INGEST, source)),
                            1,
                            world.sealed().clock())
                    .resuming(ledger)
                    .run(List.of(files), new Unheard());
        }

        DocumentId document(Path file) {
            return world.sealed().digests().documentOf(ACME, Sources.ofFile(file));
        }

        WriteGrant grant() {
            return world.grant("carol", WriteAction.ERASE, new SourceRef("local"));
        }

        ErasureTargets targets() {
            return new ErasureTargets(
                    List.of(world.chunks(), second),
                    world.sealed().heads(),
                    world.sealed().writer(),
                    world.sealed().digests(),
                    world.quarantine(),
                    List.of(ledger));
        }

        ErasureReport erase(Erasure what) {
            return new Eraser(targets(), world.sealed().clock()).erase(grant(), what);
        }

        /** Everything that an erasure may change, in words. */
        List<String> state() {
            List<String> state = new ArrayList<>();
            for (Path file : List.of(going, staying, later)) {
                state.add("head " + file.getFileName() + " "
                        + world.sealed().heads().lookup(ACME, document(file)));
            }
            for (ChunkStore store : List.of(world.chunks(), second)) {
                List<Candidate> rows = new ArrayList<>();
                store.forEach(SealedWorld.opening(), rows::add);
                rows.forEach(row -> state.add("row " + row.id().orElseThrow()));
            }
            world.quarantine()
                    .list(ACME)
                    .forEach(
                            review -> state.add("ticket " + name(review.ticket().source())));
            world.quarantine()
                    .suppressions()
                    .list(ACME)
                    .forEach(suppression -> state.add("accepted " + name(suppression.source())));
            ledger.entries().forEach(entry -> state.add("entry " + entry.document() + " " + entry.outcome()));
            state.add("log " + world.sealed().memoryLog().entries(ACME).size());
            return state;
        }

        Set<String> tickets() {
            Set<String> tickets = new TreeSet<>();
            world.quarantine()
                    .list(ACME)
                    .forEach(review -> tickets.add(name(review.ticket().source())));
            return tickets;
        }

        Set<String> accepted() {
            Set<String> accepted = new TreeSet<>();
            world.quarantine().suppressions().list(ACME).forEach(one -> accepted.add(name(one.source())));
            return accepted;
        }

        Set<String> served() {
            Set<String> served = new TreeSet<>();
            world.readable()
                    .forEach(chunk -> served.add(name(chunk.facts().provenance().source())));
            return served;
        }

        private static String name(SourceRef source) {
            return source.uri().substring(source.uri().lastIndexOf('/') + 1);
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    private static final class Unheard implements BatchListener {
        @Override
        public void started(int total) {
            assertThat(total).isPositive();
        }

        @Override
        public void finished(BatchResult result) {
            assertThat(result).isInstanceOf(BatchResult.Ingested.class);
        }
    }

    @BeforeEach
    void open() {
        scene = new Scene(root.resolve("scene"));
        assertThat(scene.served()).containsExactly("going.txt", "later.txt", "staying.txt");
        assertThat(scene.tickets()).containsExactly("going.txt", "staying.txt");
        assertThat(scene.accepted()).containsExactly("going.txt", "staying.txt");
        assertThat(scene.ledger.entries()).hasSize(3);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void documentWhenErasedThenEveryPartIsGoneAndCountedAndTheOthersStay() {
        ErasureReport report = scene.erase(new Erasure.ByDocument(scene.document(scene.going)));

        assertThat(report).isEqualTo(new ErasureReport(ACME, Set.of(scene.document(scene.going)), 1, 1, 1, 1, 1, 1));
        assertGoingIsGone();
    }

    @Test
    void sourceWhenErasedThenEveryPartIsGoneAndCountedAndTheOthersStay() {
        ErasureReport report = scene.erase(new Erasure.BySource(Sources.ofFile(scene.going)));

        assertThat(report).isEqualTo(new ErasureReport(ACME, Set.of(scene.document(scene.going)), 1, 1, 1, 1, 1, 1));
        assertGoingIsGone();
    }

    @Test
    void batchWhenErasedThenWhatItServesGoesAndWhatItOnlyHeldStaysServed() {
        ErasureReport report = scene.erase(new Erasure.ByBatch(SECOND));

        assertThat(report.documents()).containsExactly(scene.document(scene.later));
        assertThat(report.tombstones()).isEqualTo(1);
        assertThat(report.tickets()).isEqualTo(2);
        assertThat(report.ledgerEntries()).isEqualTo(3);
        assertThat(scene.served()).containsExactly("going.txt", "staying.txt");
        assertThat(scene.tickets()).isEmpty();
        assertThat(scene.accepted()).containsExactly("going.txt", "staying.txt");
    }

    @Test
    void batchWhenADocumentHasALaterVersionThenThatStays() {
        scene.world.file("going.txt", "This text went on.");
        scene.ingest("batch-3", scene.going);

        ErasureReport report = scene.erase(new Erasure.ByBatch(FIRST));

        assertThat(report.documents()).containsExactly(scene.document(scene.staying));
        assertThat(scene.served()).containsExactly("going.txt", "later.txt");
    }

    @Test
    void documentWhenOnlyHeldThenItsTicketIsGoneAndThereIsNoTombstone() {
        Path held = scene.world.file("held.txt", "risk90");
        scene.ingest("batch-3", held);

        ErasureReport report = scene.erase(new Erasure.ByDocument(scene.document(held)));

        assertThat(report.tickets()).isEqualTo(1);
        assertThat(report.tombstones()).isZero();
        assertThat(scene.tickets()).doesNotContain("held.txt");
    }

    @Test
    void rowsWhenASecondStoreHoldsThemTooThenTheyGoFromBoth() {
        DocumentId document = scene.document(scene.going);
        scene.world.ingest(
                scene.world.guard(scene.world.scanner(VerdictPolicies.balanced()), scene.second), scene.later);
        ErasureReport report = scene.erase(new Erasure.ByDocument(Set.of(document, scene.document(scene.later))));

        assertThat(report.rows()).isEqualTo(3);
        assertThat(scene.served()).containsExactly("staying.txt");
    }

    @Test
    void documentWhenErasedTwiceThenTheSecondTimeThereIsNothingToDo() {
        Erasure what = new Erasure.ByDocument(scene.document(scene.going));
        scene.erase(what);
        List<String> state = scene.state();

        assertThat(scene.erase(what))
                .isEqualTo(new ErasureReport(ACME, Set.of(scene.document(scene.going)), 0, 0, 0, 0, 0, 0));
        assertThat(scene.state()).isEqualTo(state);
    }

    @Test
    void documentWhenIngestedAgainThenItReturnsUnderAHigherVersion() {
        scene.erase(new Erasure.ByDocument(scene.document(scene.going)));
        scene.world.file("going.txt", "This text goes away.");
        scene.ingest("batch-3", scene.going);

        assertThat(scene.served()).contains("going.txt");
        assertThat(scene.world.sealed().heads().lookup(ACME, scene.document(scene.going)))
                .isInstanceOfSatisfying(
                        HeadLookup.Current.class,
                        current -> assertThat(current.head().version()).isEqualTo(2));
    }

    static Stream<Eraser.Step> steps() {
        return Stream.of(Eraser.Step.values());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void erasureWhenCutShortAnywhereThenASecondRunEndsAsIfItHadNotBeen(Eraser.Step at) {
        for (String kind : List.of("document", "source", "batch")) {
            try (Scene whole = new Scene(root.resolve("whole-" + kind));
                    Scene cut = new Scene(root.resolve("cut-" + kind))) {
                whole.erase(what(whole, kind));
                Eraser breaking = new Eraser(cut.targets(), cut.world.sealed().clock(), step -> {
                    if (step == at) {
                        throw new IllegalStateException("cut short");
                    }
                });
                assertThatIllegalStateException()
                        .isThrownBy(() -> breaking.erase(cut.grant(), what(cut, kind)))
                        .withMessage("cut short");
                if (at != Eraser.Step.TOMBSTONES) {
                    assertThat(cut.served()).doesNotContain(kind.equals("batch") ? "later.txt" : "going.txt");
                }
                cut.erase(what(cut, kind));

                assertThat(named(cut)).as("by %s", kind).isEqualTo(named(whole));
            }
        }
    }

    @Test
    void tenantWhenErasedThenNothingIsLeft() {
        ErasureReport report = new Eraser(scene.targets(), scene.world.sealed().clock())
                .eraseTenant(scene.grant(), SealedWorld.opening());

        assertThat(report).isEqualTo(new ErasureReport(ACME, report.documents(), 3, 3, 3, 2, 2, 3));
        assertThat(scene.world.rows()).isEmpty();
        assertThat(scene.tickets()).isEmpty();
        assertThat(scene.accepted()).isEmpty();
        assertThat(scene.ledger.entries()).isEmpty();
    }

    @Test
    void erasureWhenTheGrantIsForAnIngestThenThrownAndNothingIsChanged() {
        List<String> state = scene.state();
        WriteGrant grant = scene.world.grant(scene.going);
        Eraser eraser = new Eraser(scene.targets(), scene.world.sealed().clock());

        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> eraser.erase(grant, new Erasure.ByDocument(scene.document(scene.going))));
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> eraser.eraseTenant(grant, SealedWorld.opening()));
        assertThat(scene.state()).isEqualTo(state);
    }

    @Test
    void erasureWhenItNamesOtherVersionsThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scene.erase(new Erasure.OtherVersions(scene.document(scene.going), 1)));
    }

    private void assertGoingIsGone() {
        assertThat(scene.world.sealed().heads().lookup(ACME, scene.document(scene.going)))
                .isEqualTo(new HeadLookup.None(HeadFault.ERASED));
        assertThat(scene.served()).containsExactly("later.txt", "staying.txt");
        assertThat(scene.world.rows()).hasSize(2);
        assertThat(scene.tickets()).containsExactly("staying.txt");
        assertThat(scene.accepted()).containsExactly("staying.txt");
        assertThat(scene.ledger.entries())
                .extracting(LedgerEntry::document)
                .containsExactlyInAnyOrder(
                        scene.document(scene.staying).value(),
                        scene.document(scene.later).value());
    }

    private static Erasure what(Scene of, String kind) {
        return switch (kind) {
            case "document" -> new Erasure.ByDocument(of.document(of.going));
            case "source" -> new Erasure.BySource(Sources.ofFile(of.going));
            default -> new Erasure.ByBatch(SECOND);
        };
    }

    /** The state with files' names in place of ids, which depend on their folders. */
    private static List<String> named(Scene of) {
        return of.state().stream()
                .map(line -> line.replace(of.document(of.going).value(), "GOING")
                        .replace(of.document(of.staying).value(), "STAYING")
                        .replace(of.document(of.later).value(), "LATER"))
                .filter(line -> !line.startsWith("head") || !line.contains(DocumentHead.class.getSimpleName()))
                .sorted()
                .toList();
    }
}
