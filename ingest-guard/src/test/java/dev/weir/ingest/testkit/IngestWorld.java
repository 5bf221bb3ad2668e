package dev.weir.ingest.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.IngestTargets;
import dev.weir.ingest.Sources;
import dev.weir.ingest.Submission;
import dev.weir.ingest.admission.AdmissionScreens;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.ingest.quarantine.QuarantineFolder;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.models.Screener;
import dev.weir.models.embed.Embedder;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Everything an ingest needs, with a folder for documents and one for the quarantine. */
public final class IngestWorld {
    public static final TenantId ACME = SealedWorld.ACME;
    public static final String BATCH = "batch-1";

    private final Path root;
    private final SealedWorld world = SealedWorld.inMemory();
    private final ChunkStore chunks;
    private final QuarantineFolder quarantine;

    public IngestWorld(Path root) {
        this.root = root;
        this.chunks = new InMemoryChunkStore(world.clock());
        this.quarantine = QuarantineFolder.open(root.resolve("quarantine"), world.clock());
    }

    /** A vector that depends on the text alone. */
    public static Embedder embedder() {
        return new Embedder() {
            @Override
            public String modelId() {
                return SealedWorld.EMBEDDER;
            }

            @Override
            public int dimension() {
                return SealedWorld.DIMENSION;
            }

            @Override
            public List<float[]> embed(List<String> texts) {
                return texts.stream().map(SealedWorld::vectorOf).toList();
            }
        };
    }

    /** Prose without any risk, of about so many code units, in lines. */
    public static String prose(int length) {
        StringBuilder text = new StringBuilder();
        int line = 0;
        while (text.length() < length) {
            text.append("The reading room is quiet after noon, says line ")
                    .append(line++)
                    .append(" of the rules.\n");
        }
        return text.toString();
    }

    public SealedWorld sealed() {
        return world;
    }

    public ChunkStore chunks() {
        return chunks;
    }

    public QuarantineFolder quarantine() {
        return quarantine;
    }

    public Path root() {
        return root;
    }

    public DocumentScanner scanner(VerdictPolicies policies) {
        return scanner(policies, "plain/1", 1);
    }

    public DocumentScanner scanner(VerdictPolicies policies, String pipeline, int epoch) {
        return scanner(policies, pipeline, epoch, WordDetector.screener());
    }

    public DocumentScanner scanner(VerdictPolicies policies, String pipeline, int epoch, Screener screener) {
        return new DocumentScanner(
                PlainReader.named(pipeline), DocumentLimits.defaults(), screener, policies, epoch, world.clock());
    }

    public IngestGuard guard(VerdictPolicies policies) {
        return guard(scanner(policies));
    }

    public IngestGuard guard(DocumentScanner scanner) {
        return guard(scanner, chunks);
    }

    public IngestGuard guard(DocumentScanner scanner, ChunkStore store) {
        return new IngestGuard(
                scanner,
                embedder(),
                new IngestTargets(store, world.heads(), world.writer(), world.digests(), quarantine),
                world.clock());
    }

    /** A guard with these screens between verdict and seal. */
    public IngestGuard guard(VerdictPolicies policies, AdmissionScreens admission) {
        return new IngestGuard(
                scanner(policies),
                embedder(),
                new IngestTargets(chunks, world.heads(), world.writer(), world.digests(), quarantine),
                admission,
                world.clock());
    }

    public IngestGuard balanced() {
        return guard(VerdictPolicies.balanced());
    }

    /** Writes a document. */
    public Path file(String name, String content) {
        Path file = root.resolve("documents").resolve(name);
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Submission submission(Path file) {
        return Submission.of(
                RawDocument.of(file),
                Sources.ofFile(file),
                world.digests().documentOf(ACME, Sources.ofFile(file)),
                BATCH);
    }

    public IngestOutcome ingest(IngestGuard guard, Path file) {
        return guard.ingest(submission(file), grant(file));
    }

    public WriteGrant grant(Path file) {
        return grant("alice", WriteAction.INGEST, Sources.ofFile(file));
    }

    public WriteGrant grant(String subject, WriteAction action, SourceRef source, Label... labels) {
        Principal principal = new Principal(subject, ACME, Set.of("finance"), Principal.AuthenticatedBy.VERIFIED_TOKEN);
        return world.scopes()
                .resolveWrite(principal, new WriteRequest(ACME, action, source.uri(), Set.of(labels), Set.of()));
    }

    /** Every row of the store. */
    public List<Candidate> rows() {
        List<Candidate> rows = new ArrayList<>();
        chunks.forEach(SealedWorld.opening(), rows::add);
        rows.sort(Comparator.comparing(row -> row.id().orElse("")));
        return rows;
    }

    /** What an ordinary reader of the tenant can read, by id. */
    public List<VerifiedChunk> readable() {
        world.heads().refresh(ACME);
        List<VerifiedChunk> readable = new ArrayList<>();
        for (Candidate row : rows()) {
            if (world.verifier().verify(row, world.scope(ACME)) instanceof SealCheck.Intact intact) {
                readable.add(intact.chunk());
            }
        }
        return readable;
    }
}
