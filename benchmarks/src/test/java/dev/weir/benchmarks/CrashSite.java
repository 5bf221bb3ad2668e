package dev.weir.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.adapters.lucene.LuceneChunkStore;
import dev.weir.ingest.DocumentReader;
import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestTargets;
import dev.weir.ingest.batch.BatchListener;
import dev.weir.ingest.batch.BatchResult;
import dev.weir.ingest.batch.BatchScan;
import dev.weir.ingest.batch.BatchSummary;
import dev.weir.ingest.batch.IngestPlan;
import dev.weir.ingest.batch.ScanLedger;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.models.Screener;
import dev.weir.models.ScreenerIdentity;
import dev.weir.models.calibration.Ensemble;
import dev.weir.models.calibration.OperatingPoint;
import dev.weir.models.calibration.OperatingPoints;
import dev.weir.models.detect.Channel;
import dev.weir.models.embed.Embedder;
import dev.weir.models.lexical.LexicalDetectors;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.FileHeadLog;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.store.ChunkStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An ingest of plain text into a real index, head log, quarantine and ledger below one folder. As a program it ingests a
 * folder, says {@value #OPEN} when it begins and {@value #DONE} when it is through, and may be killed at any moment.
 */
final class CrashSite implements AutoCloseable {
    static final TenantId TENANT = new TenantId("acme");
    static final String OPEN = "open";
    static final String DONE = "done";
    private static final int DIMENSION = 16;
    private static final int JOBS = 2;

    private final Path folder;
    private final InstantSource clock = InstantSource.system();
    private final ChunkStore chunks;
    private final HeadReader heads;
    private final QuarantineStore quarantine;
    private final ScopeResolver resolver;
    private final IngestGuard guard;

    CrashSite(Path folder) {
        this.folder = folder;
        KeyDirectory keys = KeyDirectory.open(folder.resolve("keys"), clock);
        HeadLog log = DyingSteps.around(FileHeadLog.open(folder.resolve("heads")));
        heads = new HeadReader(
                log, keys::trusted, SeenPositions.inDirectory(folder.resolve("seen")), clock, Duration.ZERO);
        HeadLogWriter writer = new HeadLogWriter(log, heads, keys, keys::trusted, clock, Duration.ofDays(1));
        quarantine = QuarantineStore.open(folder.resolve("quarantine"), clock);
        chunks = DyingSteps.around(LuceneChunkStore.open(folder.resolve("index"), clock));
        resolver = new ScopeResolver(
                TenantPolicy.of(new PolicyVersion("crash-1"), Set.of(TENANT), TrustTier.INTERNAL),
                clock,
                Duration.ofHours(1));
        DocumentScanner scanner = new DocumentScanner(
                DocumentReader.of("plain/1", CrashSite::read),
                DocumentLimits.defaults(),
                screener(),
                VerdictPolicies.balanced(),
                1,
                clock);
        guard = new IngestGuard(
                scanner, new DigestEmbedder(), new IngestTargets(chunks, heads, writer, keys, quarantine), clock);
    }

    /** Makes the keys. */
    static void prepare(Path folder) {
        KeyDirectory.create(folder.resolve("keys"), InstantSource.system()).ensureTenant(TENANT);
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (CrashSite site = new CrashSite(folder)) {
            System.out.println(OPEN);
            System.out.flush();
            site.ingest(Path.of(arguments[1]));
        }
        System.out.println(DONE);
    }

    BatchSummary ingest(Path documents) {
        try (ScanLedger ledger = ScanLedger.open(folder.resolve("ledger"))) {
            IngestPlan plan = IngestPlan.of(
                    TENANT,
                    "crash",
                    source -> resolver.resolveWrite(
                            principal(),
                            new WriteRequest(TENANT, WriteAction.INGEST, source.uri(), Set.of(), Set.of())));
            return BatchScan.ingesting(guard, plan, JOBS, clock)
                    .resuming(ledger)
                    .run(List.of(documents), new BatchListener() {
                        @Override
                        public void started(int total) {
                            // Nobody watches.
                        }

                        @Override
                        public void finished(BatchResult result) {
                            // Nobody watches.
                        }
                    });
        }
    }

    static Principal principal() {
        return new Principal("ingest", TENANT, Set.of(), Principal.AuthenticatedBy.SERVICE);
    }

    ChunkStore chunks() {
        return chunks;
    }

    HeadReader heads() {
        return heads;
    }

    QuarantineStore quarantine() {
        return quarantine;
    }

    ScopeResolver resolver() {
        return resolver;
    }

    InstantSource clock() {
        return clock;
    }

    @Override
    public void close() {
        chunks.close();
    }

    private static Screener screener() {
        String digest = "0".repeat(64);
        OperatingPoints points =
                new OperatingPoints("rules-only", List.of(new OperatingPoint(Channel.BODY, 0.01, 0.5)));
        return Screener.of(
                LexicalDetectors.all(),
                new Ensemble(points, 0.01),
                new ScreenerIdentity("lexical", "none", digest, digest, "rules-only", "jvm"));
    }

    private static ParsedDocument read(RawDocument document) {
        try {
            byte[] bytes = Files.readAllBytes(document.source());
            List<Layer> layers = List.of(new Layer(Channel.BODY, "/", new String(bytes, UTF_8)));
            return new ParsedDocument(Sha256.of(bytes).hex(), "text/plain", layers, List.of(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A unit vector drawn from the digest of the text. */
    private static final class DigestEmbedder implements Embedder {
        @Override
        public String modelId() {
            return "digest/1";
        }

        @Override
        public int dimension() {
            return DIMENSION;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            List<float[]> vectors = new ArrayList<>();
            for (String text : texts) {
                SplittableRandom random =
                        new SplittableRandom(Sha256.ofText(text).w0());
                float[] vector = new float[DIMENSION];
                double square = 0;
                for (int i = 0; i < DIMENSION; i++) {
                    vector[i] = (float) random.nextDouble(-1, 1);
                    square += (double) vector[i] * vector[i];
                }
                for (int i = 0; i < DIMENSION; i++) {
                    vector[i] = (float) (vector[i] / Math.sqrt(square));
                }
                vectors.add(vector);
            }
            return vectors;
        }
    }
}
