package dev.weir.tenancy.testkit;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.FileHeadLog;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.Signer;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.keys.TrustedKeys;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.seal.Sealer;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A small world with everything real in it: keys, head log, policy, sealer, verifier, and a clock that tests move.
 * Grants and scopes live {@link #GRANT_LIFETIME}, checkpoints {@link #CHECKPOINT_LIFETIME}.
 */
public final class SealedWorld {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    public static final Duration GRANT_LIFETIME = Duration.ofHours(1);
    public static final Duration CHECKPOINT_LIFETIME = Duration.ofDays(1);
    public static final String EMBEDDER = "test-embedder/1";
    /** Floats in every vector that a world makes. */
    public static final int DIMENSION = 16;

    public static final TenantId ACME = new TenantId("acme");
    public static final TenantId GLOBEX = new TenantId("globex");
    /** A shared corpus that both tenants read. */
    public static final TenantId HANDBOOK = new TenantId("handbook");

    public static final Label RESTRICTED = new Label("restricted");
    public static final Label EXPORT = new Label("export");
    public static final List<String> GROUPS = List.of("finance", "legal", "support");
    /** The subject that writes in every tenant: it is in every group and holds every clearance. */
    public static final String INGESTER = "ingest";

    private final MovableClock clock;
    private final HeadLog log;
    private final Signer signer;
    private final TenantDigests digests;
    private final Supplier<TrustedKeys> trusted;
    private final ScopeResolver scopes;
    private final HeadReader heads;
    private final HeadLogWriter writer;
    private final Sealer sealer;
    private final SealVerifier verifier;

    private SealedWorld(
            MovableClock clock,
            TenantPolicy policy,
            HeadLog log,
            Signer signer,
            TenantDigests digests,
            Supplier<TrustedKeys> trusted,
            SeenPositions seen) {
        this.clock = clock;
        this.log = log;
        this.signer = signer;
        this.trusted = trusted;
        this.scopes = new ScopeResolver(policy, clock, GRANT_LIFETIME);
        this.heads = new HeadReader(log, trusted, seen, clock, Duration.ZERO);
        this.writer = new HeadLogWriter(log, heads, signer, trusted, clock, CHECKPOINT_LIFETIME);
        this.digests = digests;
        this.sealer = new Sealer(digests, clock);
        this.verifier = new SealVerifier(heads, clock);
    }

    /** Tenants {@link #ACME} and {@link #GLOBEX}, which share {@link #HANDBOOK}, in memory. */
    public static SealedWorld inMemory() {
        return inMemory(twoTenants());
    }

    /** A world in memory with a policy of the test's own; it should hold the ingester's clearances. */
    public static SealedWorld inMemory(TenantPolicy policy) {
        WorldKeys keys = new WorldKeys();
        for (TenantId tenant : policy.tenants()) {
            for (KeyRole role : KeyRole.values()) {
                keys.add(tenant, role, START.minusSeconds(1), START.plus(Duration.ofDays(365)));
            }
        }
        return inMemory(policy, keys);
    }

    /** A world in memory with keys of the test's own. */
    public static SealedWorld inMemory(TenantPolicy policy, WorldKeys keys) {
        return new SealedWorld(
                new MovableClock(START), policy, new MemoryHeadLog(), keys, keys, keys, SeenPositions.inMemory());
    }

    /**
     * A world over a log and a trust file that are kept elsewhere.
     *
     * @param trusted the trust file, which lists the keys already
     */
    public static SealedWorld over(HeadLog log, TenantPolicy policy, WorldKeys keys, Supplier<TrustedKeys> trusted) {
        return new SealedWorld(new MovableClock(START), policy, log, keys, keys, trusted, SeenPositions.inMemory());
    }

    /** The same two tenants with everything in files below {@code directory}. */
    public static SealedWorld inDirectory(Path directory) {
        MovableClock clock = new MovableClock(START);
        TenantPolicy policy = twoTenants();
        KeyDirectory keys = KeyDirectory.create(directory.resolve("keys"), clock);
        policy.tenants().forEach(keys::ensureTenant);
        return new SealedWorld(
                clock,
                policy,
                FileHeadLog.open(directory.resolve("heads")),
                keys,
                keys,
                keys::trusted,
                SeenPositions.inDirectory(directory.resolve("seen")));
    }

    /** The policy of {@link #inMemory()}: subject {@code chief} and the ingester hold both clearances. */
    public static TenantPolicy twoTenants() {
        Map<String, Set<Label>> held =
                Map.of(INGESTER, Set.of(RESTRICTED, EXPORT), "chief", Set.of(RESTRICTED, EXPORT));
        return new TenantPolicy(
                new PolicyVersion("test-1"),
                Set.of(ACME, GLOBEX, HANDBOOK),
                TenantPolicy.DEFAULT_LABEL,
                Map.of(HANDBOOK, Set.of(ACME, GLOBEX)),
                Map.of(ACME, held, GLOBEX, held, HANDBOOK, held),
                TrustTier.INTERNAL);
    }

    /** The opening that tests look at whole stores through. */
    public static BreakGlass opening() {
        return BreakGlass.unscoped(
                new Principal("auditor", ACME, Set.of(), Principal.AuthenticatedBy.SERVICE),
                new Reason("a test looks at every row of a store"),
                opening -> requireNonNull(opening.reason(), "reason is null"));
    }

    /** Whoever reads in tests. */
    public static Principal reader(TenantId tenant, String subject, String... groups) {
        return new Principal(subject, tenant, Set.of(groups), Principal.AuthenticatedBy.VERIFIED_TOKEN);
    }

    /** What {@code principal} may read, by this world's policy. */
    public AccessScope scope(Principal principal) {
        return scopes.resolve(principal);
    }

    /** What an ordinary reader of the tenant, in no group, may read. */
    public AccessScope scope(TenantId tenant) {
        return scope(reader(tenant, "reader"));
    }

    /** The ingester's leave for one kind of write with the default label. */
    public WriteGrant grant(TenantId tenant, WriteAction action) {
        return grant(tenant, action, Set.of(), Set.of());
    }

    /** The ingester's leave for one kind of write; {@code labels} are {@code group:} labels or the default one. */
    public WriteGrant grant(TenantId tenant, WriteAction action, Set<Label> labels, Set<Label> clearances) {
        Set<String> groups = labels.stream()
                .map(Label::value)
                .filter(value -> value.startsWith("group:"))
                .map(value -> value.substring("group:".length()))
                .collect(Collectors.toSet());
        Principal ingester = new Principal(INGESTER, tenant, groups, Principal.AuthenticatedBy.SERVICE);
        return scopes.resolveWrite(ingester, new WriteRequest(tenant, action, "test:world", labels, clearances));
    }

    /** A draft whose source is {@code test:DOCUMENT} and whose batch is {@code batch-1}; vectors are bound exactly. */
    public DocumentDraft draft(String document, long version, String... texts) {
        return draft(document, version, "test:" + document, "batch-1", List.of(texts));
    }

    public DocumentDraft draft(String document, long version, String source, String batch, List<String> texts) {
        List<ChunkDraft> chunks = new ArrayList<>();
        int at = 0;
        for (String text : texts) {
            float[] vector = vectorOf(text);
            chunks.add(new ChunkDraft(
                    text, "body", at, at + text.length(), List.of(), EmbeddingBinding.exact(EMBEDDER, vector), vector));
            at += text.length();
        }
        return draft(document, version, source, batch, DocumentHead.NEVER, stamp(1), chunks);
    }

    public DocumentDraft draft(
            String document,
            long version,
            String source,
            String batch,
            Instant expiresAt,
            ScanStamp stamp,
            List<ChunkDraft> chunks) {
        return new DocumentDraft(
                new DocumentId(document),
                version,
                new SourceRef(source),
                batch,
                "test-pipeline/1",
                expiresAt,
                stamp,
                chunks);
    }

    /** A stamp of this epoch, everything admitted. */
    public static ScanStamp stamp(int epoch) {
        return new ScanStamp(
                epoch,
                "test-rules/1",
                Sha256.ofText("model"),
                Sha256.ofText("tokenizer"),
                "test-calibration",
                "test-runtime",
                ScanStamp.Outcome.ADMITTED,
                0);
    }

    /** A unit vector that depends on the text alone. */
    public static float[] vectorOf(String text) {
        return unitVector(new SplittableRandom(Sha256.ofText(text).w0()));
    }

    /** The next random unit vector. */
    public static float[] unitVector(SplittableRandom random) {
        float[] vector = new float[DIMENSION];
        double norm = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
            norm += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(norm));
        }
        return vector;
    }

    /** Seals, writes to the store, publishes. */
    public SealedDocument ingest(ChunkStore store, WriteGrant grant, DocumentDraft draft) {
        return ingest(store, grant, draft, Map.of());
    }

    /** Seals, writes to the store with these attributes, publishes. */
    public SealedDocument ingest(
            ChunkStore store, WriteGrant grant, DocumentDraft draft, Map<String, String> attributes) {
        SealedDocument document = sealer.seal(grant, draft);
        store.write(grant, document, attributes);
        publish(grant, document.head());
        return document;
    }

    /** Publishes a head and brings this world's reader up to date. */
    public void publish(WriteGrant grant, DocumentHead head) {
        writer.publish(grant, head);
        heads.refresh(head.tenant());
    }

    /** The row that an honest store gives back for a chunk. */
    public static Candidate row(SealedChunk chunk) {
        return new Candidate(chunk.id().toString(), chunk.text(), chunk.seal(), chunk.vector(), Map.of(), 1);
    }

    /** A query by vector with no filter of the application's. */
    public ScopedQuery byVector(AccessScope scope, float[] vector, int k) {
        return byVector(scope, vector, k, ApplicationFilter.everything());
    }

    public ScopedQuery byVector(AccessScope scope, float[] vector, int k, ApplicationFilter filter) {
        return ScopedQuery.byVector(scope, heads, clock.instant(), vector, k, filter);
    }

    public ScopedQuery byText(AccessScope scope, String text, int k) {
        return ScopedQuery.byText(scope, heads, clock.instant(), text, k, ApplicationFilter.everything());
    }

    public ScopedQuery hybrid(AccessScope scope, float[] vector, String text, int k) {
        return ScopedQuery.hybrid(scope, heads, clock.instant(), vector, text, k, ApplicationFilter.everything());
    }

    /** Another reader of this world's log, which has seen nothing yet. */
    public HeadReader newReader() {
        return new HeadReader(log, trusted, SeenPositions.inMemory(), clock, Duration.ZERO);
    }

    public MovableClock clock() {
        return clock;
    }

    public HeadLog log() {
        return log;
    }

    /** The log of a world in memory. */
    public MemoryHeadLog memoryLog() {
        return (MemoryHeadLog) log;
    }

    public Signer signer() {
        return signer;
    }

    public TenantDigests digests() {
        return digests;
    }

    /** The keys of a world in memory. */
    public WorldKeys worldKeys() {
        return (WorldKeys) signer;
    }

    public Supplier<TrustedKeys> trusted() {
        return trusted;
    }

    public HeadReader heads() {
        return heads;
    }

    public HeadLogWriter writer() {
        return writer;
    }

    public ScopeResolver scopes() {
        return scopes;
    }

    public Sealer sealer() {
        return sealer;
    }

    public SealVerifier verifier() {
        return verifier;
    }
}
