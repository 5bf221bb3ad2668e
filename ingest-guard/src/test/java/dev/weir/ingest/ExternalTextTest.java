package dev.weir.ingest;

import static dev.weir.ingest.testkit.IngestWorld.prose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.testkit.WordDetector;
import dev.weir.ingest.verdict.OnExternalText;
import dev.weir.ingest.verdict.OnFlagged;
import dev.weir.ingest.verdict.OnHeldSuccessor;
import dev.weir.ingest.verdict.OnUnread;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.ingest.verdict.VerdictRules;
import dev.weir.models.detect.Channel;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text and chunks that somebody else extracted are judged like any other and believed no more. */
class ExternalTextTest {
    private static final SourceRef SOURCE = new SourceRef("https://wiki.example/page");
    private static final Reason REASON = new Reason("read it whole; it quotes an attack");

    @TempDir
    Path root;

    private IngestWorld world;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
    }

    @Test
    void textWhenCleanThenCutSealedAndStampedExternal() {
        String body = prose(3_000);
        IngestOutcome outcome = ingest(ExternalText.of(body));
        assertThat(outcome).isInstanceOf(IngestOutcome.Sealed.class);
        List<VerifiedChunk> chunks = world.readable();
        assertThat(chunks).hasSizeGreaterThan(1);
        for (VerifiedChunk chunk : chunks) {
            Provenance provenance = chunk.facts().provenance();
            assertThat(provenance.pipeline()).isEqualTo(Provenance.EXTERNAL);
            assertThat(provenance.source()).isEqualTo(SOURCE);
            assertThat(body.substring(provenance.start(), provenance.end())).isEqualTo(chunk.text());
        }
    }

    @Test
    void chunksWhenReadyThenSealedAsTheyAreWithTheirOffsets() {
        String body = "One sentence. Two sentences. Three.";
        ingest(ExternalText.of(body, chunks(body, 0, 13, 8, 28, 29, 35)));
        assertThat(world.readable())
                .extracting(VerifiedChunk::text)
                .containsExactly("One sentence.", "ence. Two sentences.", "Three.");
    }

    @Test
    void payloadWhenSplitOverTwoChunksThenBothAreWithheld() {
        String body = prose(600) + "Then risk\n90 comes. " + prose(600);
        int cut = body.indexOf("\n90");
        ExternalText split =
                ExternalText.of(body, chunks(body, 0, 300, 300, cut, cut + 1, cut + 300, cut + 300, body.length()));
        assertThat(split.chunks()).noneMatch(chunk -> chunk.text().matches("(?s).*risk\\s*90.*"));
        IngestOutcome outcome = ingest(split, VerdictPolicies.of(lenient(OnExternalText.JUDGE)));
        assertThat(outcome.ticket())
                .hasValueSatisfying(ticket -> assertThat(ticket.withheld()).isEqualTo(2));
        assertThat(world.readable()).hasSize(2).noneMatch(chunk -> chunk.text().contains("Then risk"));
    }

    @Test
    void payloadWhenInNoChunkThenNothingIsAdmitted() {
        String body = "Clean. risk90 Clean too.";
        IngestOutcome outcome = ingest(ExternalText.of(body, chunks(body, 0, 6, 14, 24)));
        assertThat(outcome).isInstanceOf(IngestOutcome.Quarantined.class);
    }

    @Test
    void payloadWhenInAnotherChannelThenHeld() {
        ExternalText text = new ExternalText(Map.of(Channel.BODY, "Shown.", Channel.HIDDEN, "risk90"), List.of());
        assertThat(ingest(text)).isInstanceOf(IngestOutcome.Quarantined.class);
    }

    @Test
    void channelWhenNotTheBodyThenNeverIndexed() {
        ingest(new ExternalText(Map.of(Channel.BODY, "Shown.", Channel.COMMENT, "A note."), List.of()));
        assertThat(world.readable()).extracting(VerifiedChunk::text).containsExactly("Shown.");
    }

    @Test
    void textWhenMalformedThenHeldAndNeverAdmitted() {
        for (String body : List.of("a lone \uD800 surrogate", "a NUL \0 here")) {
            IngestOutcome outcome = ingest(ExternalText.of(body, chunks(body, 0, body.length())));
            assertThat(outcome).isInstanceOf(IngestOutcome.Quarantined.class);
            assertThat(outcome.report().verdict().rationale().codes()).containsExactly(RationaleCode.BLOCKING_GAP);
            assertThat(world.rows()).isEmpty();
        }
    }

    @Test
    void textWhenOverTheLimitThenHeldForIt() {
        IngestOutcome outcome = ingest(ExternalText.of("x".repeat(5_000_001)));
        assertThat(outcome.report().verdict().rationale().codes()).containsExactly(RationaleCode.LIMIT_BROKEN);
        assertThat(world.rows()).isEmpty();
    }

    @Test
    void textWhenThereIsNoneThenRejected() {
        assertThat(ingest(new ExternalText(Map.of(), List.of())).report().verdict())
                .isInstanceOf(Verdict.Reject.class);
        assertThat(ingest(ExternalText.of(" \n")).report().verdict()).isInstanceOf(Verdict.Reject.class);
    }

    @Test
    void policyWhenItRefusesExternalTextThenRejectedAndDocumentsAreNot() {
        VerdictPolicies refusing = VerdictPolicies.of(lenient(OnExternalText.REJECT));
        IngestOutcome outcome = ingest(ExternalText.of("A text."), refusing);
        assertThat(((IngestOutcome.Refused) outcome).code()).isEqualTo(RefusalCode.REJECTED);
        assertThat(outcome.report().verdict().rationale().codes()).containsExactly(RationaleCode.EXTERNAL_REFUSED);
        assertThat(world.ingest(world.guard(refusing), world.file("a.txt", "A text.")))
                .isInstanceOf(IngestOutcome.Sealed.class);
    }

    @Test
    void grantWhenForAnotherSourceThenThrown() {
        WriteGrant other = world.grant("alice", WriteAction.INGEST, new SourceRef("https://example.org"));
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> world.balanced().ingest(submission(ExternalText.of("A text.")), other));
    }

    @Test
    void textWhenSubmittedAgainThenItIsTheSameVersion() {
        IngestOutcome first = ingest(ExternalText.of("A text."));
        IngestOutcome second = ingest(ExternalText.of("A text."));
        assertThat(((IngestOutcome.Sealed) second).head()).isEqualTo(((IngestOutcome.Sealed) first).head());
    }

    @Test
    void textWhenHeldThenReleasedWithItsOwnChunks() {
        String body = "Größe 𝔘 risk90. The rest.";
        Ticket ticket = ingest(ExternalText.of(body, chunks(body, 0, 16, 17, body.length())))
                .ticket()
                .orElseThrow();
        assertThat(ticket.pipeline()).isEqualTo(Provenance.EXTERNAL);
        ReleaseOutcome outcome = world.balanced().release(reviewer(), ticket.id(), REASON);
        assertThat(outcome).isInstanceOf(ReleaseOutcome.Released.class);
        assertThat(world.readable())
                .extracting(VerifiedChunk::text)
                .containsExactly(body.substring(0, 16), "The rest.");
        assertThat(world.readable().getFirst().facts().provenance().pipeline()).isEqualTo(Provenance.EXTERNAL);
        assertThat(((ReleaseOutcome.Released) outcome).head().stamp().outcome()).isEqualTo(ScanStamp.Outcome.RELEASED);
    }

    @ParameterizedTest
    @CsvSource({"risk90,risk91", "{,["})
    void heldTextWhenChangedThenItsReleaseIsRefused(String what, String by) throws Exception {
        Ticket ticket = ingest(ExternalText.of("risk90 and more")).ticket().orElseThrow();
        Path bytes = world.quarantine().bytes(ticket);
        String held = Files.readString(bytes, StandardCharsets.UTF_8);
        assertThat(held).contains(what);
        Files.writeString(bytes, held.replace(what, by), StandardCharsets.UTF_8);
        ReleaseOutcome outcome = world.balanced().release(reviewer(), ticket.id(), REASON);
        assertThat(((ReleaseOutcome.Refused) outcome).code()).isEqualTo(ReleaseOutcome.Code.CHANGED);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 3, chunk 1: offsets must be 0 <= start < end <= 20",
        "5, 21, chunk 1: offsets must be 0 <= start < end <= 20",
        "9, 9, chunk 1: offsets must be 0 <= start < end <= 20",
        "9, 8, chunk 1: offsets must be 0 <= start < end <= 20",
        "0, 5, 'chunk 1: must begin behind 0, where the one before begins'",
        "5, 8, chunk 1: must have 1 to",
        "10, 12, chunk 1: must not be cut inside a surrogate pair",
        "8, 10, chunk 1: must not be cut inside a surrogate pair"
    })
    void offsetsWhenBadThenTheChunkIsNamed(int start, int end, String message) {
        String body = "Four.   x\uD83D\uDE00 and more";
        String text = start >= 0 && start < end && end <= body.length() ? body.substring(start, end) : "abc";
        assertThat(body).hasSize(20);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ExternalText.of(body, List.of(new ReadyChunk("Four.", 0, 5), new ReadyChunk(text, start, end))))
                .withMessageContaining(message);
    }

    @Test
    void chunkWhenItsTextIsNotTheBodysThenNamedWithoutText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalText.of("One. Two.", List.of(new ReadyChunk("Three", 0, 5))))
                .withMessage("chunk 0: its text is not what the body says from 0 to 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalText.of("One. Two.", List.of(new ReadyChunk("One", 0, 4))))
                .withMessageContaining("chunk 0");
    }

    @Test
    void chunkWhenTooLongThenNamed() {
        String body = "x".repeat(8_001);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalText.of(body, chunks(body, 0, 8_001)))
                .withMessageContaining("chunk 0: must have 1 to 8000");
    }

    @Test
    void channelWhenDecodedThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExternalText(Map.of(Channel.DECODED, "x"), List.of()));
    }

    @Test
    void submissionWhenPrintedThenItHoldsNoText() {
        Submission submission = submission(ExternalText.of("kingfisher", chunks("kingfisher", 0, 4)));
        assertThat(submission.toString()).doesNotContain("king");
        assertThat(submission.toString()).contains("body 10");
    }

    @Test
    void readerWhenItCallsItselfExternalThenRefused() {
        DocumentReader lying = DocumentReader.of(
                Provenance.EXTERNAL,
                raw -> new ParsedDocument("0".repeat(64), "text/plain", List.of(), List.of(), Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DocumentScanner(
                        lying,
                        DocumentLimits.defaults(),
                        WordDetector.screener(),
                        VerdictPolicies.balanced(),
                        1,
                        world.sealed().clock()));
    }

    private IngestOutcome ingest(ExternalText text) {
        return ingest(text, VerdictPolicies.balanced());
    }

    private IngestOutcome ingest(ExternalText text, VerdictPolicies policies) {
        return world.guard(policies).ingest(submission(text), world.grant("alice", WriteAction.INGEST, SOURCE));
    }

    private Submission submission(ExternalText text) {
        return Submission.of(
                text, SOURCE, world.sealed().digests().documentOf(IngestWorld.ACME, SOURCE), IngestWorld.BATCH);
    }

    private WriteGrant reviewer() {
        return world.grant("bob", WriteAction.RELEASE, SOURCE);
    }

    private static List<ReadyChunk> chunks(String body, int... offsets) {
        List<ReadyChunk> chunks = new ArrayList<>();
        for (int i = 0; i < offsets.length; i += 2) {
            chunks.add(new ReadyChunk(body.substring(offsets[i], offsets[i + 1]), offsets[i], offsets[i + 1]));
        }
        return chunks;
    }

    private static VerdictRules lenient(OnExternalText onExternalText) {
        return new VerdictRules(
                "lenient",
                Map.of(Channel.BODY, 0.01),
                OnFlagged.WITHHOLD,
                OnUnread.ADMIT_REST,
                Set.of(),
                10,
                1.0,
                Set.of(),
                OnHeldSuccessor.KEEP,
                onExternalText);
    }
}
