package dev.weir.ingest;

import static dev.weir.ingest.testkit.IngestWorld.ACME;
import static dev.weir.ingest.testkit.IngestWorld.prose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.ingest.admission.AdmissionScreen;
import dev.weir.ingest.admission.AdmissionScreens;
import dev.weir.ingest.admission.Arrival;
import dev.weir.ingest.admission.ArrivingChunk;
import dev.weir.ingest.admission.BroughtVectors;
import dev.weir.ingest.admission.ChangedText;
import dev.weir.ingest.admission.OnSign;
import dev.weir.ingest.admission.VectorAudit;
import dev.weir.ingest.admission.VectorReport;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.models.embed.EmbeddingException;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionIngestTest {
    private static final Reason REASON = new Reason("the owner asked for it");
    private static final String TEXT = prose(3_000);

    @TempDir
    Path root;

    private IngestWorld world;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
    }

    @Test
    void documentWhenAScreenHoldsItThenNothingIsSealedAndTheTicketSaysWhy() {
        CorpusSign sign = new CorpusSign(RationaleCode.HUB, 7.5, 6, CorpusSign.Effect.HOLDS, "");
        IngestOutcome outcome =
                world.ingest(guard(AdmissionScreens.none().with(new Scripted(sign), OnSign.HOLD)), file());
        assertThat(outcome).isInstanceOf(IngestOutcome.Quarantined.class);
        assertThat(outcome.report().verdict()).isInstanceOf(Verdict.Quarantine.class);
        assertThat(outcome.report().admitted()).isZero();
        Ticket ticket = outcome.ticket().orElseThrow();
        assertThat(ticket.codes()).containsExactly(RationaleCode.HUB);
        assertThat(ticket.signs()).containsExactly(sign);
        assertThat(ticket.isWhole()).isTrue();
        assertThat(world.quarantine().find(ACME, ticket.id()).orElseThrow().ticket())
                .as("as it was written and read again")
                .isEqualTo(ticket);
        assertThat(world.rows()).isEmpty();
    }

    @Test
    void documentWhenASignIsOnlyNotedThenSealedAndTheReportSaysIt() {
        CorpusSign sign = new CorpusSign(RationaleCode.HUB, 7.5, 6, CorpusSign.Effect.HOLDS, "");
        IngestOutcome outcome =
                world.ingest(guard(AdmissionScreens.none().with(new Scripted(sign), OnSign.NOTE)), file());
        assertThat(outcome).isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(outcome.ticket()).isEmpty();
        assertThat(outcome.report().verdict().rationale().codes()).containsExactly(RationaleCode.CORPUS_SIGNS);
        assertThat(outcome.report().verdict().rationale().signs()).containsExactly(sign.noted());
        assertThat(world.readable()).isNotEmpty();
    }

    @Test
    void screenWhenAskedThenItSeesTheWholeDocumentBeforeAnyRowIsThere() {
        Scripted screen = new Scripted();
        IngestGuard guard = guard(AdmissionScreens.none().with(screen, OnSign.HOLD));
        world.ingest(guard, file());
        Arrival arrival = screen.seen.getFirst();
        assertThat(screen.rowsThen).containsExactly(0);
        assertThat(arrival.uploader()).isEqualTo("alice");
        assertThat(arrival.tenant()).isEqualTo(ACME);
        assertThat(arrival.replaced()).isEmpty();
        assertThat(arrival.chunks())
                .allMatch(chunk -> chunk.origin() == ArrivingChunk.Origin.EMBEDDED)
                .extracting(ArrivingChunk::text)
                .containsExactlyElementsOf(
                        world.readable().stream().map(VerifiedChunk::text).toList());
        assertThat(screen.learnt).containsExactly(arrival);
    }

    @Test
    void documentWhenNothingOfItChangedThenNotScreenedAgain() {
        Scripted screen = new Scripted();
        IngestGuard guard = guard(AdmissionScreens.none().with(screen, OnSign.HOLD));
        world.ingest(guard, file());
        assertThat(world.ingest(guard, file())).isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(screen.seen).hasSize(1);
    }

    @Test
    void heldDocumentWhenReleasedThenServedAndSubmittingItAgainKeepsIt() {
        Scripted screen = new Scripted(CorpusSign.of(RationaleCode.BURST, 5, 4, CorpusSign.Effect.HOLDS));
        IngestGuard guard = guard(AdmissionScreens.none().with(screen, OnSign.HOLD));
        Ticket ticket = world.ingest(guard, file()).ticket().orElseThrow();
        assertThat(screen.learnt).isEmpty();
        assertThat(guard.release(reviewer(), ticket.id(), REASON)).isInstanceOf(ReleaseOutcome.Released.class);
        assertThat(screen.learnt).hasSize(1);
        assertThat(world.readable()).hasSize(ticket.segments());
        assertThat(world.ingest(guard, file())).isInstanceOf(IngestOutcome.Sealed.class);
    }

    @Test
    void documentWhenSomebodyElseReplacesItThenHeldAndTheOldOneIsServed() {
        IngestGuard guard = world.guard(VerdictPolicies.balanced());
        world.ingest(guard, file());
        List<String> before = texts();
        IngestOutcome outcome = replaceAsBob(guard);
        assertThat(outcome).isInstanceOf(IngestOutcome.Quarantined.class);
        assertThat(outcome.ticket().orElseThrow().codes()).containsExactly(RationaleCode.OTHER_PRINCIPAL);
        assertThat(texts()).isEqualTo(before);
    }

    @Test
    void replacementWhenReleasedThenItsUploaderMayGoOnAndTheFirstMayNot() {
        IngestGuard guard = world.guard(VerdictPolicies.balanced());
        world.ingest(guard, file());
        Ticket ticket = replaceAsBob(guard).ticket().orElseThrow();
        WriteGrant carol = world.grant("carol", WriteAction.RELEASE, Sources.ofFile(path()));
        assertThat(guard.release(carol, ticket.id(), REASON)).isInstanceOf(ReleaseOutcome.Released.class);
        world.file("a.txt", TEXT + "Bob adds a line.\n");
        assertThat(guard.ingest(world.submission(path()), bob())).isInstanceOf(IngestOutcome.Sealed.class);
        world.file("a.txt", TEXT + "Alice adds another.\n");
        assertThat(world.ingest(guard, path())).isInstanceOf(IngestOutcome.Quarantined.class);
    }

    @Test
    void documentWhenMuchOfItsTextChangesThenHeldIfThePolicySaysSo() {
        IngestGuard guard = guard(AdmissionScreens.none().with(new ChangedText(0.3), OnSign.HOLD));
        world.ingest(guard, file());
        world.file("a.txt", TEXT + "One line more is no change.\n");
        assertThat(world.ingest(guard, path())).isInstanceOf(IngestOutcome.Sealed.class);
        world.file("a.txt", "Nothing of what stood here is left.\n");
        IngestOutcome outcome = world.ingest(guard, path());
        assertThat(outcome.ticket().orElseThrow().signs())
                .singleElement()
                .satisfies(sign -> assertThat(sign.code()).isEqualTo(RationaleCode.TEXT_CHANGED));
    }

    @Test
    void vectorWhenBroughtAndNotItsTextsThenHeld() {
        String chunk = firstChunk();
        IngestGuard guard = guard(AdmissionScreens.none()
                .with(
                        new BroughtVectors(world.sealed().digests(), IngestWorld.embedder(), 1.0, VectorAudit.SAME),
                        OnSign.HOLD));
        IngestOutcome outcome = guard.ingest(
                world.submission(path()).bringing(brought(chunk, SealedWorld.vectorOf("something else"))),
                world.grant(path()));
        assertThat(outcome.ticket().orElseThrow().codes()).containsExactly(RationaleCode.FOREIGN_VECTOR);
        assertThat(guard.ingest(
                        world.submission(path()).bringing(brought(chunk, SealedWorld.vectorOf(chunk))),
                        world.grant(path())))
                .isInstanceOf(IngestOutcome.Sealed.class);
    }

    @Test
    void vectorWhenThereIsNoEmbedderToCompareWithThenThrownAndNothingIsWritten() {
        String chunk = firstChunk();
        IngestGuard guard = guard(AdmissionScreens.none()
                .with(
                        new BroughtVectors(
                                world.sealed().digests(),
                                PrecomputedEmbeddings.noEmbedder(SealedWorld.EMBEDDER, SealedWorld.DIMENSION),
                                1.0,
                                VectorAudit.SAME),
                        OnSign.HOLD));
        assertThatThrownBy(() -> guard.ingest(
                        world.submission(path()).bringing(brought(chunk, SealedWorld.vectorOf(chunk))),
                        world.grant(path())))
                .isInstanceOf(EmbeddingException.class);
        assertThat(world.rows()).isEmpty();
    }

    @Test
    void auditWhenAVectorIsNotItsTextsThenThatChunkIsNamed() {
        String chunk = firstChunk();
        guard(AdmissionScreens.none())
                .ingest(
                        world.submission(path()).bringing(brought(chunk, SealedWorld.vectorOf("something else"))),
                        world.grant(path()));
        VectorReport all = audit(1.0, 1);
        assertThat(all.audited()).isEqualTo(all.rows()).isGreaterThan(1);
        assertThat(all.foreign()).hasSize(1);
        assertThat(world.readable())
                .filteredOn(each -> each.id().equals(all.foreign().getFirst()))
                .extracting(VerifiedChunk::text)
                .containsExactly(chunk);
    }

    @Test
    void auditWhenVectorsAreTheirTextsThenQuiet() {
        world.ingest(guard(AdmissionScreens.none()), file());
        assertThat(audit(1.0, 1).foreign()).isEmpty();
    }

    @Test
    void auditWhenOverASampleThenAnotherPeriodPicksOthersAndAllAreReached() {
        world.file("a.txt", prose(60_000));
        world.ingest(guard(AdmissionScreens.none()), path());
        long rows = audit(1.0, 0).audited();
        long least = rows;
        long most = 0;
        for (long period = 0; period < 20; period++) {
            long audited = audit(0.3, period).audited();
            least = Math.min(least, audited);
            most = Math.max(most, audited);
        }
        assertThat(rows).isGreaterThan(20);
        assertThat(least).isLessThan(most).isLessThan(rows);
        assertThat(most).isPositive();
    }

    @Test
    void screensWhenAllAreOffThenEveryVerdictAndSealIsAsBefore() {
        IngestGuard off = guard(AdmissionScreens.none());
        assertThat(world.ingest(off, file())).isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(replaceAsBob(off)).isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(world.readable()).isNotEmpty().hasSameSizeAs(world.rows());
        Path gap = world.file("gap.txt", TEXT + "@gap corrupt /3\n");
        assertThat(world.ingest(off, gap)).isInstanceOf(IngestOutcome.Quarantined.class);
        Path hostile = world.file("hostile.txt", "risk90");
        assertThat(world.ingest(off, hostile)).isInstanceOf(IngestOutcome.Quarantined.class);
    }

    private IngestGuard guard(AdmissionScreens admission) {
        return world.guard(VerdictPolicies.balanced(), admission);
    }

    private Path path() {
        return root.resolve("documents").resolve("a.txt");
    }

    private Path file() {
        return world.file("a.txt", TEXT);
    }

    private IngestOutcome replaceAsBob(IngestGuard guard) {
        world.file("a.txt", TEXT + "Bob was here.\n");
        return guard.ingest(world.submission(path()), bob());
    }

    private WriteGrant bob() {
        return world.grant("bob", WriteAction.INGEST, Sources.ofFile(path()));
    }

    private WriteGrant reviewer() {
        return world.grant("bob", WriteAction.RELEASE, Sources.ofFile(path()));
    }

    private List<String> texts() {
        return world.readable().stream().map(VerifiedChunk::text).toList();
    }

    /** Of the document in the file, as it would be cut. */
    private String firstChunk() {
        Scripted screen = new Scripted(CorpusSign.of(RationaleCode.BURST, 5, 4, CorpusSign.Effect.HOLDS));
        IngestWorld other = new IngestWorld(root.resolve("other"));
        other.ingest(
                other.guard(VerdictPolicies.balanced(), AdmissionScreens.none().with(screen, OnSign.HOLD)), file());
        return screen.seen.getFirst().chunks().getFirst().text();
    }

    private static PrecomputedEmbeddings brought(String text, float[] vector) {
        return PrecomputedEmbeddings.of(
                SealedWorld.EMBEDDER,
                SealedWorld.DIMENSION,
                Map.of(Sha256.ofText(text).hex(), vector));
    }

    private VectorReport audit(double share, long period) {
        world.sealed().heads().refresh(ACME);
        return new VectorAudit(world.sealed().digests(), IngestWorld.embedder(), share, VectorAudit.SAME)
                .run(
                        world.chunks(),
                        SealedWorld.opening(),
                        world.sealed().verifier(),
                        world.sealed().scope(ACME),
                        period);
    }

    /** Says the same of every document, and notes what it is asked. */
    private final class Scripted implements AdmissionScreen {
        private final List<CorpusSign> signs;
        private final List<Arrival> seen = new ArrayList<>();
        private final List<Integer> rowsThen = new ArrayList<>();
        private final List<Arrival> learnt = new ArrayList<>();

        Scripted(CorpusSign... signs) {
            this.signs = List.of(signs);
        }

        @Override
        public String id() {
            return "scripted/1";
        }

        @Override
        public List<CorpusSign> screen(Arrival arrival) {
            seen.add(arrival);
            rowsThen.add(world.rows().size());
            return signs;
        }

        @Override
        public void admitted(Arrival arrival) {
            learnt.add(arrival);
        }
    }
}
