package dev.weir.ingest;

import static dev.weir.ingest.testkit.IngestWorld.prose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.ingest.parse.RawDocument;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.testkit.BreakingStore;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestGuardTest {
    @TempDir
    Path root;

    private IngestWorld world;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
    }

    @Test
    void documentWhenCleanThenSealedStoredAndReadable() {
        Path file = world.file("a.txt", prose(5_000));
        IngestOutcome outcome = world.ingest(world.balanced(), file);
        assertThat(outcome).isInstanceOf(IngestOutcome.Sealed.class);
        IngestOutcome.Sealed sealed = (IngestOutcome.Sealed) outcome;
        assertThat(sealed.head().stamp().outcome()).isEqualTo(ScanStamp.Outcome.ADMITTED);
        assertThat(sealed.head().version()).isEqualTo(1);
        assertThat(sealed.head().trust()).isEqualTo(TrustTier.INTERNAL);
        assertThat(outcome.ticket()).isEmpty();
        List<VerifiedChunk> readable = world.readable();
        assertThat(readable).hasSize(outcome.report().chunks()).hasSizeGreaterThan(3);
        VerifiedChunk chunk = readable.getFirst();
        assertThat(chunk.facts().provenance().uploader()).isEqualTo("alice");
        assertThat(chunk.facts().provenance().source()).isEqualTo(Sources.ofFile(file));
        assertThat(chunk.facts().provenance().pipeline()).isEqualTo("plain/1");
        assertThat(chunk.facts().embedding()).isInstanceOf(EmbeddingBinding.Exact.class);
    }

    @Test
    void chunkWhenFlaggedThenWithheldAndTheRestIsPartial() {
        Path file = world.file("a.txt", prose(2_000) + "Now risk90 comes.\n" + prose(4_000));
        IngestOutcome outcome = world.ingest(world.balanced(), file);
        IngestOutcome.Sealed sealed = (IngestOutcome.Sealed) outcome;
        assertThat(sealed.head().stamp().outcome()).isEqualTo(ScanStamp.Outcome.PARTIAL);
        assertThat(sealed.head().stamp().worstScore()).isEqualTo(9_000);
        assertThat(outcome.sealedChunks()).isEqualTo(outcome.report().chunks() - 1);
        assertThat(world.readable()).noneMatch(chunk -> chunk.text().contains("risk90"));
        assertThat(outcome.ticket()).hasValueSatisfying(ticket -> {
            assertThat(ticket.withheld()).isEqualTo(1);
            assertThat(ticket.afterVersion()).isEqualTo(1);
        });
    }

    @Test
    void documentWhenHeldThenNothingIsIndexedAndTheBytesAreKept() throws Exception {
        Path file = world.file("a.txt", "risk90");
        IngestOutcome outcome = world.ingest(world.balanced(), file);
        assertThat(outcome).isInstanceOf(IngestOutcome.Quarantined.class);
        assertThat(world.rows()).isEmpty();
        Review review = world.quarantine().list(IngestWorld.ACME).getFirst();
        assertThat(review).isInstanceOf(Review.Pending.class);
        assertThat(Files.readAllBytes(world.quarantine().bytes(review.ticket())))
                .isEqualTo(Files.readAllBytes(file));
        assertThat(review.ticket().uploader()).isEqualTo("alice");
        assertThat(review.ticket().codes()).containsExactly(RationaleCode.FLAGGED_SHARE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "@gap encrypted /\n", "@gap corrupt /\n", "text\n@gap corrupt /\n"})
    void documentWhenThereIsNothingToReadThenRefused(String content) {
        IngestOutcome outcome = world.ingest(world.balanced(), world.file("a.txt", content));
        assertThat(outcome).isInstanceOf(IngestOutcome.Refused.class);
        assertThat(outcome.report().verdict()).isInstanceOf(Verdict.Reject.class);
        assertThat(world.rows()).isEmpty();
        assertThat(world.quarantine().list(IngestWorld.ACME)).isEmpty();
    }

    @Test
    void documentWhenMissingThenRefusedAsUnreadable() {
        IngestOutcome outcome = world.ingest(world.balanced(), root.resolve("nowhere.txt"));
        assertThat(outcome).isInstanceOf(IngestOutcome.Refused.class);
        assertThat(outcome.report().sha256()).isEmpty();
        assertThat(outcome.report().gaps()).extracting(gap -> gap.code().code()).containsExactly("unreadable");
    }

    @Test
    void documentWhenSubmittedAgainThenNothingChanges() {
        Path file = world.file("a.txt", prose(3_000));
        IngestOutcome first = world.ingest(world.balanced(), file);
        world.sealed().heads().refresh(IngestWorld.ACME);
        long entries = world.sealed().heads().position(IngestWorld.ACME).sequence();
        IngestOutcome second = world.ingest(world.balanced(), file);
        assertThat(((IngestOutcome.Sealed) second).head()).isEqualTo(((IngestOutcome.Sealed) first).head());
        world.sealed().heads().refresh(IngestWorld.ACME);
        assertThat(world.sealed().heads().position(IngestWorld.ACME).sequence()).isEqualTo(entries);
        assertThat(world.rows()).hasSize(first.sealedChunks());
    }

    @Test
    void documentWhenChangedThenTheNewVersionReplacesTheOld() {
        Path file = world.file("a.txt", prose(3_000));
        world.ingest(world.balanced(), file);
        world.file("a.txt", "Another text altogether.");
        IngestOutcome second = world.ingest(world.balanced(), file);
        assertThat(((IngestOutcome.Sealed) second).head().version()).isEqualTo(2);
        assertThat(world.rows()).hasSize(1);
        assertThat(world.readable())
                .singleElement()
                .matches(chunk -> chunk.text().startsWith("Another"));
    }

    @Test
    void newVersionWhenHeldThenTheOldOneStaysServed() {
        Path file = world.file("a.txt", "A text.");
        world.ingest(world.balanced(), file);
        world.file("a.txt", "risk90");
        assertThat(world.ingest(world.balanced(), file)).isInstanceOf(IngestOutcome.Quarantined.class);
        assertThat(world.readable())
                .singleElement()
                .matches(chunk -> chunk.text().equals("A text."));
    }

    @ParameterizedTest
    @EnumSource(BreakingStore.Moment.class)
    void storeWhenItBreaksThenTheOldVersionOrTheNewServesAndARetryEndsTheSame(BreakingStore.Moment moment) {
        Path file = world.file("a.txt", "The old text.");
        world.ingest(world.balanced(), file);
        world.file("a.txt", "The new text.");
        IngestGuard breaking =
                world.guard(world.scanner(VerdictPolicies.balanced()), new BreakingStore(world.chunks(), moment));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> world.ingest(breaking, file));
        String served = moment == BreakingStore.Moment.BEFORE_ERASE ? "The new text." : "The old text.";
        assertThat(world.readable())
                .singleElement()
                .matches(chunk -> chunk.text().equals(served));
        IngestOutcome retry = world.ingest(world.balanced(), file);
        assertThat(((IngestOutcome.Sealed) retry).head().version()).isEqualTo(2);
        assertThat(world.rows()).hasSize(1);
        assertThat(world.readable())
                .singleElement()
                .matches(chunk -> chunk.text().equals("The new text."));
    }

    @Test
    void documentWhenHeldTwiceThenOneTicket() {
        Path file = world.file("a.txt", "risk90");
        IngestOutcome first = world.ingest(world.balanced(), file);
        IngestOutcome second = world.ingest(world.balanced(), file);
        assertThat(second.ticket()).isEqualTo(first.ticket());
        assertThat(world.quarantine().list(IngestWorld.ACME)).hasSize(1);
    }

    @Test
    void documentWhenIndexedForAnotherAudienceThenRefusedAndUntouched() {
        Path file = world.file("a.txt", "A text.");
        world.ingest(world.balanced(), file);
        List<Candidate> before = world.rows();
        WriteGrant other = world.grant("alice", WriteAction.INGEST, Sources.ofFile(file), new Label("group:finance"));
        IngestOutcome outcome = world.balanced().ingest(world.submission(file), other);
        assertThat(((IngestOutcome.Refused) outcome).code()).isEqualTo(RefusalCode.OTHER_AUDIENCE);
        assertThat(world.rows()).hasSameSizeAs(before);
    }

    @Test
    void documentWhenItHadLessTrustThenAnIngestRaisesNone() {
        Path file = world.file("a.txt", "A text.");
        world.balanced().ingest(world.submission(file), world.grant(file).lowerTrust(TrustTier.EXTERNAL));
        world.file("a.txt", "A later text.");
        IngestOutcome outcome = world.ingest(world.balanced(), file);
        assertThat(((IngestOutcome.Sealed) outcome).head().trust()).isEqualTo(TrustTier.EXTERNAL);
    }

    @Test
    void grantWhenForAnotherSourceThenThrown() {
        Path file = world.file("a.txt", "A text.");
        WriteGrant other = world.grant("alice", WriteAction.INGEST, new SourceRef("https://example.org"));
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> world.balanced().ingest(world.submission(file), other));
    }

    @Test
    void grantWhenForAnotherActionThenThrown() {
        Path file = world.file("a.txt", "A text.");
        WriteGrant other = world.grant("alice", WriteAction.ERASE, Sources.ofFile(file));
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> world.balanced().ingest(world.submission(file), other));
    }

    @Test
    void grantWhenExpiredThenThrown() {
        Path file = world.file("a.txt", "A text.");
        WriteGrant grant = world.grant(file);
        world.sealed().clock().advance(SealedWorld.GRANT_LIFETIME);
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> world.balanced().ingest(world.submission(file), grant));
    }

    @Test
    void attachmentWhenEncryptedThenTheRestIsPartial() {
        Path file = world.file("a.txt", "A text.\n@gap encrypted /1\n");
        IngestOutcome outcome = world.ingest(world.balanced(), file);
        assertThat(((IngestOutcome.Sealed) outcome).head().stamp().outcome()).isEqualTo(ScanStamp.Outcome.PARTIAL);
        assertThat(outcome.ticket()).isEmpty();
    }

    @Test
    void observeWhenFlaggedThenAdmittedWithTheScoreInTheStamp() {
        Path file = world.file("a.txt", "risk90");
        IngestOutcome outcome = world.ingest(world.guard(VerdictPolicies.observe()), file);
        assertThat(((IngestOutcome.Sealed) outcome).head().stamp().worstScore()).isEqualTo(9_000);
        assertThat(outcome.report().findings()).hasSize(1);
    }

    @Test
    void observeWhenTextCannotBeScreenedThenHeld() {
        Path file = world.file("a.txt", "unscreenable");
        assertThat(world.ingest(world.guard(VerdictPolicies.observe()), file))
                .isInstanceOf(IngestOutcome.Quarantined.class);
    }

    @Test
    void assessWhenCalledThenStoresNothing() {
        Path file = world.file("a.txt", "risk90");
        DocumentReport report = world.balanced()
                .assess(RawDocument.of(file), Sources.ofFile(file), IngestWorld.ACME, TrustTier.UNKNOWN);
        assertThat(report.verdict()).isInstanceOf(Verdict.Quarantine.class);
        assertThat(report.isStopped()).isTrue();
        assertThat(report.admitted()).isZero();
        assertThat(world.quarantine().list(IngestWorld.ACME)).isEmpty();
    }
}
