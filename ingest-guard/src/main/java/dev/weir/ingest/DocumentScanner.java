package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.ExternalParser;
import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.ingest.provenance.CheckedDocument;
import dev.weir.ingest.provenance.ContentCredentials;
import dev.weir.ingest.provenance.CredentialFault;
import dev.weir.ingest.provenance.LocatedCredential;
import dev.weir.ingest.provenance.TrustAnchors;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.segment.Segment;
import dev.weir.ingest.segment.Segmenter;
import dev.weir.ingest.verdict.Judge;
import dev.weir.ingest.verdict.ScreenedDocument;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.ingest.verdict.VerdictPolicy;
import dev.weir.models.Screener;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads, screens and judges documents, and stores nothing. Thread-safe; owns neither reader nor screener.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Every document gets a report; whatever is wrong with it is a gap or a finding, never an exception.
 *   <li>A document with a blocking gap is not admitted, whatever the policy.
 *   <li>What may be indexed is cut from the very text that was screened, or was screened again after a redaction.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That everything harmful is found: detection of meaning is statistical.
 */
public final class DocumentScanner {
    private final DocumentReader reader;
    private final Screener screener;
    private final VerdictPolicies policies;
    private final ScanRules rules;
    private final InstantSource clock;
    private final ContentCredentials credentials;
    private final Segmenter segmenter = new Segmenter();

    /**
     * @param limits what the reader was given, to say what a broken one means
     * @param epoch of rules and model, at least 0; raised when documents are to be scanned again
     * @throws IllegalArgumentException if the identity of the screener does not fit into a stamp, or the reader calls itself
     *     {@value Provenance#EXTERNAL}, which is for text that was not read here
     */
    public DocumentScanner(
            DocumentReader reader,
            DocumentLimits limits,
            Screener screener,
            VerdictPolicies policies,
            int epoch,
            InstantSource clock) {
        this.reader = requireNonNull(reader, "reader is null");
        this.screener = requireNonNull(screener, "screener is null");
        this.policies = requireNonNull(policies, "policies is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (reader.pipeline().equals(Provenance.EXTERNAL)) {
            throw new IllegalArgumentException("a reader must not call itself " + Provenance.EXTERNAL);
        }
        this.rules = new ScanRules(reader.pipeline(), limits, policies.id(), screener.identity(), epoch);
        ScanStamp probe = rules.stamp(policies.otherwise(), ScanStamp.Outcome.ADMITTED, 0.0);
        requireNonNull(probe);
        this.credentials = ContentCredentials.trusting(TrustAnchors.none());
    }

    private DocumentScanner(DocumentScanner other, TrustAnchors anchors) {
        this.reader = other.reader;
        this.screener = other.screener;
        this.policies = other.policies;
        this.clock = other.clock;
        this.rules = other.rules;
        this.credentials = ContentCredentials.trusting(anchors);
    }

    /** The same scanner, which knows the signers of content that these anchors vouch for. Verdicts are the same. */
    public DocumentScanner trusting(TrustAnchors anchors) {
        return new DocumentScanner(this, anchors);
    }

    /** Everything that verdicts depend on besides the document. */
    public ScanRules rules() {
        return rules;
    }

    /** Scans a file that nobody vouches for. */
    public DocumentReport scan(RawDocument document) {
        return scan(document, Sources.ofFile(document.source()), TrustTier.UNKNOWN);
    }

    /**
     * Scans a document.
     *
     * @throws dev.weir.ingest.parse.ParserUnavailableException if documents cannot be read here at all
     */
    public DocumentReport scan(RawDocument document, SourceRef source, TrustTier trust) {
        return assess(new Content.Document(document), document.name(), source, trust, finding -> false)
                .report();
    }

    /**
     * Measures a document that is taken for clean, read and cut as for a scan.
     *
     * @throws dev.weir.ingest.parse.ParserUnavailableException if documents cannot be read here at all
     */
    public MeasuredDocument measure(RawDocument document) {
        Reading reading = read(document, clock.instant());
        LevelScreen screen = new LevelScreen(screener);
        screen.measure(cutLayers(reading));
        List<Gap> gaps = new ArrayList<>(reading.parsed().gaps());
        gaps.addAll(screen.gaps());
        return new MeasuredDocument(
                screen.document(document.name(), reading.parsed().sha256()), gaps);
    }

    /** A report for something that was not even opened. */
    public DocumentReport unread(String name, Gap gap) {
        ParsedDocument parsed = new ParsedDocument("", RawDocument.UNDECLARED, List.of(), List.of(gap), Map.of());
        SourceRef source = new SourceRef("unread");
        VerdictPolicy policy = policies.policyFor(source, TrustTier.UNKNOWN);
        DocumentScreen screen = new DocumentScreen(screener, policy, finding -> false);
        ScreenedDocument screened = screened(source, TrustTier.UNKNOWN, screen, parsed);
        Verdict verdict = Judge.withoutBytes(Judge.judge(policy, screened));
        Reading reading = new Reading(new CheckedDocument(parsed, List.of()), List.of(), reader.pipeline(), 0);
        return report(name, reading, screened, screen, verdict, Duration.ZERO);
    }

    /**
     * The text and segments of what a ticket holds, without a judgement.
     *
     * @param held the file with the ticket's bytes
     */
    Reading reread(Ticket ticket, Path held) {
        if (!ticket.pipeline().equals(Provenance.EXTERNAL)) {
            // As of when it was held: a certificate that ran out since changes nothing.
            return read(new RawDocument(ticket.name(), held, ticket.declaredMediaType()), ticket.heldAt());
        }
        try {
            return read(ExternalFormat.read(Files.readAllBytes(held)), ticket.heldAt());
        } catch (IOException | IllegalArgumentException e) {
            // Whatever it is now, it is not what was held.
            Gap gap = new Gap(GapCode.UNREADABLE, "/", "");
            ParsedDocument nothing = new ParsedDocument("", RawDocument.UNDECLARED, List.of(), List.of(gap), Map.of());
            return new Reading(new CheckedDocument(nothing, List.of()), List.of(), Provenance.EXTERNAL, 0);
        }
    }

    private Reading read(RawDocument document, Instant at) {
        CheckedDocument checked = credentials.check(reader.read(document), document.source(), at);
        List<Segment> segments = segmenter.segments(checked.document().layers());
        return new Reading(checked, segments, reader.pipeline(), sizeOf(document.source()));
    }

    private Reading read(ExternalText external, Instant at) {
        byte[] bytes = ExternalFormat.write(external);
        ParsedDocument parsed = ExternalParser.parse(Sha256.of(bytes).hex(), external.text(), rules.limits());
        if (external.chunks().isEmpty()) {
            CheckedDocument checked = credentials.check(parsed, at);
            List<Segment> segments = segmenter.segments(checked.document().layers());
            return new Reading(checked, segments, Provenance.EXTERNAL, bytes.length);
        }
        List<Segment> segments = new ArrayList<>();
        for (Layer body : parsed.body()) {
            for (ReadyChunk chunk : external.chunks()) {
                String text = body.text().substring(chunk.start(), chunk.end());
                segments.add(new Segment(segments.size(), body.location(), text, chunk.start(), chunk.end()));
            }
        }
        CheckedDocument refused = ContentCredentials.refuse(parsed, CredentialFault.READY_CHUNKS);
        return new Reading(refused, segments, Provenance.EXTERNAL, bytes.length);
    }

    /**
     * @param name what the report calls it
     * @param accepted findings that count towards no risk
     */
    Assessed assess(Content content, String name, SourceRef source, TrustTier trust, Predicate<HeldFinding> accepted) {
        Instant start = clock.instant();
        Reading reading = switch (content) {
            case Content.Document document -> read(document.raw(), start);
            case ExternalText external -> read(external, start);
        };
        ParsedDocument parsed = reading.parsed();
        VerdictPolicy policy = policies.policyFor(source, trust);
        DocumentScreen screen = new DocumentScreen(screener, policy, accepted);
        screen.screen(cutLayers(reading));
        ScreenedDocument screened = screened(source, trust, screen, parsed);
        Verdict verdict = Judge.judge(policy, screened);
        if (reading.isExternal()) {
            verdict = Judge.external(policy, verdict);
        }
        List<ReadySegment> admitted = admitted(verdict, reading.segments(), screen);
        if (verdict instanceof Verdict.Redact redact && admitted.isEmpty()) {
            verdict = Judge.redactionFailed(redact);
        }
        if (parsed.sha256().isEmpty()) {
            verdict = Judge.withoutBytes(verdict);
        }
        DocumentReport report =
                report(name, reading, screened, screen, verdict, Duration.between(start, clock.instant()));
        return new Assessed(report, reading, policy, rules, screen.findings(), admitted);
    }

    private static List<CutLayer> cutLayers(Reading reading) {
        List<CutLayer> layers = new ArrayList<>();
        List<Segment> segments = reading.segments();
        int next = 0;
        for (Layer layer : reading.parsed().layers()) {
            List<Segment> cut = cutFrom(layer, segments.subList(next, segments.size()), reading.isExternal());
            next += cut.size();
            layers.add(new CutLayer(layer, cut));
        }
        if (next != segments.size()) {
            throw new IllegalStateException("segment " + next + " belongs to no layer");
        }
        return layers;
    }

    private ScreenedDocument screened(SourceRef source, TrustTier trust, DocumentScreen screen, ParsedDocument parsed) {
        List<Gap> gaps = new ArrayList<>(parsed.gaps());
        gaps.addAll(screen.gaps());
        return new ScreenedDocument(
                source,
                trust,
                rules.limits(),
                screen.layers(),
                screen.segments(),
                screen.findings().stream().map(HeldFinding::found).toList(),
                screen.accepted(),
                gaps);
    }

    private static DocumentReport report(
            String name,
            Reading reading,
            ScreenedDocument screened,
            DocumentScreen screen,
            Verdict verdict,
            Duration took) {
        ParsedDocument parsed = reading.parsed();
        return new DocumentReport(
                name,
                parsed.sha256(),
                reading.bytes(),
                parsed.mediaType(),
                verdict,
                screen.worst(),
                screened.segments().size(),
                screened.findings(),
                screened.gaps(),
                Concealments.of(parsed.layers()),
                reading.credentials(),
                screen.origins(),
                screen.excerpts(),
                took);
    }

    /** What may be sealed; empty if the verdict lets nothing through or a redaction did not help. */
    private static List<ReadySegment> admitted(Verdict verdict, List<Segment> segments, DocumentScreen screen) {
        return switch (verdict) {
            case Verdict.Admit admit ->
                without(segments, admit.withheld()).stream()
                        .map(ReadySegment::asRead)
                        .toList();
            case Verdict.Redact redact -> redacted(redact, segments, screen);
            case Verdict.Quarantine quarantine -> List.of();
            case Verdict.Reject reject -> List.of();
        };
    }

    private static List<ReadySegment> redacted(Verdict.Redact redact, List<Segment> segments, DocumentScreen screen) {
        List<ReadySegment> ready = new ArrayList<>();
        for (Segment segment : without(segments, redact.withheld())) {
            if (redact.cuts().stream().noneMatch(cut -> cut.segment() == segment.ordinal())) {
                ready.add(ReadySegment.asRead(segment));
                continue;
            }
            Optional<ReadySegment> cut =
                    Redactor.redact(segment, redact.cuts()).filter(left -> screen.passes(left.text()));
            if (cut.isEmpty()) {
                return List.of();
            }
            ready.add(cut.get());
        }
        return ready;
    }

    private static List<Segment> without(List<Segment> segments, Set<Integer> withheld) {
        return segments.stream()
                .filter(segment -> !withheld.contains(segment.ordinal()))
                .toList();
    }

    /**
     * The segments of one layer, which come next. What is indexed must be a piece of what is screened, unchanged. Only
     * chunks that somebody else cut may overlap, and those are all from the one body there is.
     */
    private static List<Segment> cutFrom(Layer layer, List<Segment> left, boolean external) {
        List<Segment> cut = new ArrayList<>();
        if (layer.channel() != Channel.BODY) {
            return cut;
        }
        int end = 0;
        for (Segment segment : left) {
            if (!segment.location().equals(layer.location()) || (segment.start() < end && !external)) {
                break;
            }
            if (!layer.text().startsWith(segment.text(), segment.start())) {
                throw new IllegalStateException(
                        "segment " + segment.ordinal() + " is not cut from the layer at " + layer.location());
            }
            end = segment.end();
            cut.add(segment);
        }
        return cut;
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException | SecurityException e) {
            // The reader has reported it as a gap.
            return 0;
        }
    }

    /** A document as it was read. */
    static final class Reading {
        private final CheckedDocument checked;
        private final List<Segment> segments;
        private final String pipeline;
        private final long bytes;

        private Reading(CheckedDocument checked, List<Segment> segments, String pipeline, long bytes) {
            this.checked = checked;
            this.segments = segments;
            this.pipeline = pipeline;
            this.bytes = bytes;
        }

        ParsedDocument parsed() {
            return checked.document();
        }

        List<LocatedCredential> credentials() {
            return checked.credentials();
        }

        List<Segment> segments() {
            return segments;
        }

        /** What extracted the text. */
        String pipeline() {
            return pipeline;
        }

        boolean isExternal() {
            return pipeline.equals(Provenance.EXTERNAL);
        }

        /** Size of the file or text; 0 if unknown. */
        long bytes() {
            return bytes;
        }
    }
}
