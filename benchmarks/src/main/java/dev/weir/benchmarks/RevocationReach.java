package dev.weir.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.adapters.lucene.LuceneChunkStore;
import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.FileHeadLog;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.policy.FileResourceAcls;
import dev.weir.tenancy.policy.ResourcePolicy;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.seal.Sealer;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How soon a second process stops answering when this one takes a user out of a space of 100,000 chunks, and when it
 * revokes a source; and that neither touches a file of the index.
 */
public final class RevocationReach {
    private static final TenantId TENANT = new TenantId("bench");
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration STALENESS = Duration.ofSeconds(10);
    private static final SourceRef SOURCE = new SourceRef("bench:space");
    private static final String ANNA = "anna";
    private static final String ACLS_WITH_ANNA = "bench space user:anna user:paul\n";
    private static final String ACLS_WITHOUT_ANNA = "bench space user:paul\n";
    private static final int DOCUMENTS = 100;
    private static final int CHUNKS = 1_000;
    private static final int DIMENSION = 32;
    private static final int ROUNDS = 5;

    private final Path root;
    private final KeyDirectory keys;
    private final FileHeadLog log;
    private final HeadReader heads;

    private RevocationReach(Path root, KeyDirectory keys, String reader) {
        this.root = root;
        this.keys = keys;
        this.log = FileHeadLog.open(root.resolve("heads"));
        this.heads = new HeadReader(
                log, keys::trusted, SeenPositions.inDirectory(root.resolve("seen-" + reader)), CLOCK, LOOK_AGAIN);
    }

    /** Measures; with a directory as argument, it is the second process. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1) {
            Path root = Path.of(arguments[0]);
            new RevocationReach(root, KeyDirectory.open(root.resolve("keys"), CLOCK), "second").answer();
            return;
        }
        Path root = Files.createTempDirectory("weir-reach");
        KeyDirectory keys = KeyDirectory.create(root.resolve("keys"), CLOCK);
        keys.ensureTenant(TENANT);
        replace(root.resolve("acls"), ACLS_WITH_ANNA);
        new RevocationReach(root, keys, "first").measure();
    }

    private void measure() throws IOException {
        HeadLogWriter writer = new HeadLogWriter(log, heads, keys, keys::trusted, CLOCK, Duration.ofDays(1));
        fill(writer);
        Map<String, String> before = indexFiles();
        Process second = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RevocationReach.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = second.inputReader(UTF_8)) {
            await(said, "served");
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                replace(root.resolve("acls"), ACLS_WITHOUT_ANNA);
                await(said, "nothing");
                report("a user is taken out of the space", start);
                replace(root.resolve("acls"), ACLS_WITH_ANNA);
                await(said, "served");
            }
            long start = System.nanoTime();
            writer.revoke(grant(WriteAction.REVOKE), LogEntry.Revoked.Target.SOURCE, SOURCE.uri());
            await(said, "nothing");
            report("a source is revoked", start);
        } finally {
            second.destroy();
        }
        System.out.println("files of the index changed: " + !before.equals(indexFiles()));
    }

    private void fill(HeadLogWriter writer) {
        Sealer sealer = new Sealer(keys, CLOCK);
        WriteGrant grant = grant(WriteAction.INGEST);
        SplittableRandom random = new SplittableRandom(1);
        long start = System.nanoTime();
        try (ChunkStore store = LuceneChunkStore.open(root.resolve("index"), CLOCK)) {
            List<DocumentHead> published = new ArrayList<>();
            for (int i = 0; i < DOCUMENTS; i++) {
                SealedDocument sealed = sealer.seal(grant, draft(i, random));
                store.write(grant, sealed, Map.of());
                published.add(sealed.head());
            }
            writer.publish(grant, published);
        }
        report("sealed and wrote " + DOCUMENTS * CHUNKS + " chunks", start);
    }

    private DocumentDraft draft(int number, SplittableRandom random) {
        List<ChunkDraft> chunks = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            float[] vector = new float[DIMENSION];
            vector[random.nextInt(DIMENSION)] = 1;
            String text = "chunk " + i + " of document " + number;
            chunks.add(new ChunkDraft(
                    text, "body", 0, text.length(), List.of(), EmbeddingBinding.exact("bench/1", vector), vector));
        }
        ScanStamp stamp = new ScanStamp(
                1,
                "rules/1",
                Sha256.ofText("model"),
                Sha256.ofText("tokenizer"),
                "calibration",
                "runtime",
                ScanStamp.Outcome.ADMITTED,
                0);
        return new DocumentDraft(
                keys.documentOf(TENANT, new SourceRef("bench:" + number)),
                1,
                SOURCE,
                "batch",
                "pipeline",
                DocumentHead.NEVER,
                stamp,
                chunks);
    }

    /** The second process: asks again and again and says when what it gets begins or ends. */
    private void answer() throws IOException {
        ScopeResolver resolver = new ScopeResolver(policy(), CLOCK, LOOK_AGAIN);
        Principal anna = new Principal(ANNA, TENANT, Set.of(), Principal.AuthenticatedBy.SERVICE);
        SealVerifier verifier = new SealVerifier(heads, CLOCK);
        float[] question = new float[DIMENSION];
        question[0] = 1;
        String last = "";
        try (ChunkStore store = LuceneChunkStore.open(root.resolve("index"), CLOCK)) {
            while (true) {
                heads.freshen(TENANT);
                AccessScope scope = resolver.resolve(anna);
                long served = 0;
                for (Candidate row : store.search(ScopedQuery.byVector(
                                scope, heads, CLOCK.instant(), question, 20, ApplicationFilter.everything()))
                        .rows()) {
                    served += verifier.verify(row, scope) instanceof SealCheck.Intact ? 1 : 0;
                }
                String now = served > 0 ? "served" : "nothing";
                if (!now.equals(last)) {
                    System.out.println(now);
                    System.out.flush();
                    last = now;
                }
            }
        }
    }

    private AccessPolicy policy() throws IOException {
        return new ResourcePolicy(
                TenantPolicy.of(new PolicyVersion("bench-1"), Set.of(TENANT), TrustTier.INTERNAL),
                FileResourceAcls.open(root.resolve("acls"), LOOK_AGAIN, CLOCK),
                STALENESS,
                CLOCK);
    }

    private WriteGrant grant(WriteAction action) {
        try {
            Principal principal = new Principal(ANNA, TENANT, Set.of(), Principal.AuthenticatedBy.SERVICE);
            Set<Label> labels = action == WriteAction.INGEST ? Set.of(ResourcePolicy.label("space")) : Set.of();
            return new ScopeResolver(policy(), CLOCK, Duration.ofHours(1))
                    .resolveWrite(principal, new WriteRequest(TENANT, action, SOURCE.uri(), labels, Set.of()));
        } catch (IOException e) {
            throw new IllegalStateException("the permissions cannot be read", e);
        }
    }

    /** Name, size and time of each file of the index, but the lock. */
    private Map<String, String> indexFiles() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root.resolve("index"))) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith(".lock")) {
                    files.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
                }
            }
        }
        return files;
    }

    private static void replace(Path file, String content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, content, UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void await(BufferedReader said, String wanted) throws IOException {
        String line = said.readLine();
        if (!wanted.equals(line)) {
            throw new IllegalStateException("the second process said " + line + ", not " + wanted);
        }
    }

    private static void report(String what, long start) {
        System.out.println(String.format(Locale.ROOT, "%s: %.2f s", what, (System.nanoTime() - start) / 1e9));
    }
}
