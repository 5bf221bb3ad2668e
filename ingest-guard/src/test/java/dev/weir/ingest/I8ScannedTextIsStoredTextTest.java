package dev.weir.ingest;

import static dev.weir.ingest.testkit.IngestWorld.prose;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.ingest.quarantine.Ticket;
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
import dev.weir.models.Screener;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Technique;
import dev.weir.models.embed.Embedder;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I8: the text that was scanned is the text that is chunked, embedded, sealed and returned. */
class I8ScannedTextIsStoredTextTest {
    private static final VerdictPolicies REDACTING = VerdictPolicies.of(new VerdictRules(
            "redacting",
            Map.of(Channel.BODY, 0.01),
            OnFlagged.WITHHOLD,
            OnUnread.ADMIT_REST,
            Set.of(),
            5,
            0.5,
            Set.of(Technique.INVISIBLE_TEXT),
            OnHeldSuccessor.KEEP,
            OnExternalText.JUDGE));

    @TempDir
    Path root;

    private final List<String> screened = Collections.synchronizedList(new ArrayList<>());
    private final List<String> embedded = new ArrayList<>();
    private IngestWorld world;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
    }

    @RepeatedTest(20)
    void textWhenIngestedThenEveryChunkIsAPieceOfWhatWasScreened() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String text = randomText(random);
        List<VerifiedChunk> chunks = ingest(text, VerdictPolicies.observe());
        assertThat(chunks).as("seed %d", seed).isNotEmpty();
        for (VerifiedChunk chunk : chunks) {
            int start = chunk.facts().provenance().start();
            assertThat(text.substring(start, chunk.facts().provenance().end()))
                    .as("seed %d: offsets", seed)
                    .isEqualTo(chunk.text());
            assertThat(screened).as("seed %d: screened", seed).anyMatch(seen -> seen.contains(chunk.text()));
            assertThat(embedded).as("seed %d: embedded", seed).contains(chunk.text());
            assertThat(chunk.facts().text()).as("seed %d: sealed", seed).isEqualTo(Sha256.ofText(chunk.text()));
        }
        assertThat(embedded).as("seed %d: nothing else is embedded", seed).hasSameSizeAs(chunks);
    }

    @RepeatedTest(20)
    void readyChunkWhenIngestedThenItIsAPieceOfTheTextThatWasScreenedWhole() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String body = randomText(random);
        List<ReadyChunk> cut = randomChunks(random, body);
        SourceRef source = new SourceRef("test:external");
        Submission submission = Submission.of(
                ExternalText.of(body, cut),
                source,
                world.sealed().digests().documentOf(IngestWorld.ACME, source),
                IngestWorld.BATCH);
        assertThat(guard(VerdictPolicies.observe())
                        .ingest(submission, world.grant("alice", WriteAction.INGEST, source)))
                .as("seed %d", seed)
                .isInstanceOf(IngestOutcome.Sealed.class);
        List<VerifiedChunk> chunks = world.readable();
        assertThat(screened).as("seed %d: the whole text", seed).contains(body);
        assertThat(chunks)
                .as("seed %d", seed)
                .extracting(VerifiedChunk::text)
                .containsExactlyInAnyOrderElementsOf(
                        cut.stream().map(ReadyChunk::text).toList());
        for (VerifiedChunk chunk : chunks) {
            Provenance provenance = chunk.facts().provenance();
            assertThat(provenance.pipeline()).isEqualTo(Provenance.EXTERNAL);
            assertThat(body.substring(provenance.start(), provenance.end()))
                    .as("seed %d: offsets", seed)
                    .isEqualTo(chunk.text());
        }
        assertThat(embedded).as("seed %d: embedded", seed).hasSameSizeAs(chunks);
    }

    @Test
    void spanWhenRedactedThenTheNewTextIsScreenedAgainAndSealed() {
        String text = "Shelf one holds zap90 and reports.\n" + prose(2_000);
        List<VerifiedChunk> chunks = ingest(text, REDACTING);
        VerifiedChunk chunk = chunks.stream()
                .filter(one -> !one.facts().redactions().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(chunk.text()).startsWith("Shelf one holds [redacted] and reports.");
        assertThat(screened).contains(chunk.text());
        assertThat(embedded).contains(chunk.text()).noneMatch(seen -> seen.contains("zap90"));
        assertThat(chunk.facts().redactions()).singleElement().satisfies(redaction -> {
            assertThat(chunk.text().substring(redaction.start(), redaction.end()))
                    .isEqualTo("[redacted]");
            assertThat(redaction.original()).isEqualTo(Sha256.ofText("zap90"));
        });
    }

    @Test
    void redactionWhenReviewedThenTheTextBeforeAndAfterIsShown() {
        Path file = world.file("a.txt", "Shelf one holds zap90 and reports.\n" + prose(2_000));
        IngestGuard guard = guard(REDACTING);
        Ticket ticket = world.ingest(guard, file).ticket().orElseThrow();
        assertThat(ticket.withheld()).isZero();
        assertThat(ticket.codes()).contains(RationaleCode.SPANS_REDACTED);
        assertThat(guard.redactions(ticket)).singleElement().satisfies(redacted -> {
            assertThat(redacted.before().text()).startsWith("Shelf one holds zap90 and reports.");
            assertThat(redacted.after().text()).startsWith("Shelf one holds [redacted] and reports.");
            assertThat(world.readable())
                    .anyMatch(chunk -> chunk.text().equals(redacted.after().text()));
        });
    }

    @Test
    void redactionWhenReleasedThenTheWholeTextIsServed() {
        Path file = world.file("a.txt", "Shelf one holds zap90 and reports.\n" + prose(2_000));
        IngestGuard guard = guard(REDACTING);
        Ticket ticket = world.ingest(guard, file).ticket().orElseThrow();
        WriteGrant reviewer = world.grant("bob", WriteAction.RELEASE, ticket.source());
        assertThat(guard.release(reviewer, ticket.id(), new Reason("it is a shelf mark")))
                .isInstanceOf(ReleaseOutcome.Released.class);
        assertThat(world.readable()).anyMatch(chunk -> chunk.text().contains("zap90"));
        assertThat(world.readable()).noneMatch(chunk -> chunk.text().contains("[redacted]"));
    }

    @Test
    void redactionWhenWhatIsLeftIsStillFlaggedThenTheDocumentIsHeld() {
        Path file = world.file("a.txt", "whisper zap90 one.\n" + prose(2_000));
        assertThat(world.ingest(guard(REDACTING), file)).isInstanceOf(IngestOutcome.Quarantined.class);
        assertThat(world.rows()).isEmpty();
    }

    @Test
    void hiddenTextWhenCleanThenScreenedAndNeverIndexed() {
        List<VerifiedChunk> chunks = ingest("Shown.\n@hidden /\nNot shown.\n", VerdictPolicies.balanced());
        assertThat(screened).contains("Not shown.\n");
        assertThat(chunks).singleElement().matches(chunk -> chunk.text().equals("Shown."));
    }

    @Test
    void sealWhenStoredThenItIsInNoTextThatIsEmbedded() {
        ingest(prose(3_000), VerdictPolicies.balanced());
        for (Candidate row : world.rows()) {
            assertThat(embedded).noneMatch(text -> text.contains(row.seal().orElseThrow()));
            assertThat(row.text().orElseThrow()).doesNotContain(row.seal().orElseThrow());
        }
    }

    private List<VerifiedChunk> ingest(String text, VerdictPolicies policies) {
        assertThat(world.ingest(guard(policies), world.file("a.txt", text))).isInstanceOf(IngestOutcome.Sealed.class);
        return world.readable();
    }

    private IngestGuard guard(VerdictPolicies policies) {
        DocumentScanner scanner = new DocumentScanner(
                DocumentReader.of("listening/1", raw -> listen(raw.source())),
                DocumentLimits.defaults(),
                listening(WordDetector.screener()),
                policies,
                1,
                world.sealed().clock());
        IngestTargets targets = new IngestTargets(
                world.chunks(),
                world.sealed().heads(),
                world.sealed().writer(),
                world.sealed().digests(),
                world.quarantine());
        return new IngestGuard(
                scanner,
                listening(IngestWorld.embedder()),
                targets,
                world.sealed().clock());
    }

    private ParsedDocument listen(Path file) {
        return PlainReader.named("plain/1").read(RawDocument.of(file));
    }

    /** The same screener, which also notes what it is shown. */
    private Screener listening(Screener screener) {
        Detector noting = new Detector() {
            private final Detector words = new WordDetector();

            @Override
            public DetectorId id() {
                return words.id();
            }

            @Override
            public Set<Channel> channels() {
                return words.channels();
            }

            @Override
            public Screening screen(Passage passage) {
                screened.add(passage.text());
                return words.screen(passage);
            }
        };
        return Screener.of(List.of(noting), screener.ensemble(), screener.identity());
    }

    private Embedder listening(Embedder embedder) {
        return new Embedder() {
            @Override
            public String modelId() {
                return embedder.modelId();
            }

            @Override
            public int dimension() {
                return SealedWorld.DIMENSION;
            }

            @Override
            public List<float[]> embed(List<String> texts) {
                embedded.addAll(texts);
                return embedder.embed(texts);
            }
        };
    }

    /** Pieces of the text that overlap, leave gaps and cut no pair. */
    private static List<ReadyChunk> randomChunks(SplittableRandom random, String body) {
        List<ReadyChunk> chunks = new ArrayList<>();
        int start = 0;
        while (start < body.length()) {
            int end = Math.min(body.length(), start + 1 + random.nextInt(900));
            start = border(body, start);
            end = border(body, Math.max(end, start + 1));
            String text = body.substring(start, end);
            if (!text.isBlank()) {
                chunks.add(new ReadyChunk(text, start, end));
            }
            start += 1 + random.nextInt(900);
        }
        return chunks;
    }

    private static int border(String body, int at) {
        return at < body.length() && Character.isLowSurrogate(body.charAt(at)) ? at + 1 : at;
    }

    private static String randomText(SplittableRandom random) {
        List<String> words =
                List.of("harbour", "Größe", "𝔘𝔫𝔦", "e\u0301", "日本語", "\u200Dx", "no.", "\n", "\n\n", "risk70");
        StringBuilder text = new StringBuilder("Begin");
        int length = 1 + random.nextInt(6_000);
        while (text.length() < length) {
            text.append(' ').append(words.get(random.nextInt(words.size())));
        }
        assertThat(new Layer(Channel.BODY, "/", text.toString()).text().getBytes(UTF_8))
                .isNotEmpty();
        return text.toString();
    }
}
