package dev.weir.benchmarks.stores;

import dev.weir.adapters.pgvector.PgVectorChunkStore;
import dev.weir.adapters.pgvector.PgVectorSchema;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.audit.AuditLogs;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.Mode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.FileHeadLog;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyDirectory;
import dev.weir.tenancy.policy.TenantPolicy;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.seal.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Weir's store in the same server behind a firewall: documents are sealed, written and published; questions are verified,
 * screened as a set, and recorded in an audit log on disk. Nothing is scanned.
 */
final class GuardedSide implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration DAY = Duration.ofDays(1);

    private final PgVectorSchema schema;
    private final PgVectorChunkStore store;
    private final FileHeadLog log;
    private final HeadReader heads;
    private final HeadLogWriter writer;
    private final Sealer sealer;
    private final ScopeResolver scopes;
    private final AuditLogs audit;
    private final RetrievalFirewall firewall;
    private final Runnable closing;

    private GuardedSide(Server server, List<TenantId> tenants, Path folder) throws IOException {
        KeyDirectory keys = KeyDirectory.create(folder.resolve("keys"), CLOCK);
        tenants.forEach(keys::ensureTenant);
        var owner = server.pool("owner", 4);
        this.schema = PgVectorSchema.of(owner);
        this.closing = owner::close;
        this.store = PgVectorChunkStore.open(server.pool("application", 4), CLOCK);
        this.log = FileHeadLog.open(folder.resolve("heads"));
        this.heads = new HeadReader(log, keys::trusted, SeenPositions.inMemory(), CLOCK, Duration.ofSeconds(2));
        this.writer = new HeadLogWriter(log, heads, keys, keys::trusted, CLOCK, DAY);
        this.sealer = new Sealer(keys, CLOCK);
        this.scopes = new ScopeResolver(
                TenantPolicy.of(new PolicyVersion("bench-1"), Set.copyOf(tenants), TrustTier.INTERNAL), CLOCK, DAY);
        this.audit = new AuditLogs(folder.resolve("audit"), CLOCK, keys);
        this.firewall = RetrievalFirewall.builder(store, heads, audit, keys, CLOCK)
                .mode(Mode.OBSERVE)
                .build();
    }

    /** Opens an empty store with seals where they are wanted, and everything before it in a folder. */
    static GuardedSide create(Server server, List<TenantId> tenants, Path folder, Seals seals) throws IOException {
        Files.createDirectories(folder);
        try (var owner = server.pool("owner", 4)) {
            PgVectorSchema schema = PgVectorSchema.of(owner);
            schema.migrate();
            schema.grantApplication("weir_application");
            server.run(
                    "TRUNCATE weir.chunk, weir.chunk_seal",
                    "UPDATE weir.space SET dimension = 0, model = '', seals_beside = false",
                    "DROP INDEX IF EXISTS weir.chunk_embedding");
            if (seals == Seals.BESIDE) {
                schema.moveSealsBeside();
            }
        }
        return new GuardedSide(server, tenants, folder);
    }

    void write(Corpus.Document document) {
        WriteGrant grant = scopes.resolveWrite(
                principal(document.tenant()),
                new WriteRequest(document.tenant(), WriteAction.INGEST, "bench:", Set.of(), Set.of()));
        SealedDocument sealed = sealer.seal(grant, draft(document));
        store.write(grant, sealed, Map.of());
        writer.publish(grant, sealed.head());
    }

    /** The same index as the bare side's, and statistics. */
    void index(Server server) {
        schema.createVectorIndex();
        server.run("ANALYZE weir.chunk", "ANALYZE weir.chunk_seal");
    }

    AccessScope scope(TenantId tenant) {
        return scopes.resolve(principal(tenant));
    }

    List<String> nearest(AccessScope scope, float[] vector, int k) {
        GuardedContext context = firewall.retrieve(RetrievalRequest.of(scope, "", vector, k));
        return context.chunks().stream()
                .map(each -> each.chunk().id().toString())
                .toList();
    }

    private static Principal principal(TenantId tenant) {
        return new Principal("bench", tenant, Set.of(), Principal.AuthenticatedBy.SERVICE);
    }

    private static DocumentDraft draft(Corpus.Document document) {
        List<ChunkDraft> chunks = new ArrayList<>();
        for (int i = 0; i < document.texts().size(); i++) {
            String text = document.texts().get(i);
            float[] vector = document.vectors().get(i);
            chunks.add(new ChunkDraft(
                    text, "body", 0, text.length(), List.of(), EmbeddingBinding.exact("bench/1", vector), vector));
        }
        Sha256 digest = Sha256.ofText("bench");
        return new DocumentDraft(
                new DocumentId(document.name()),
                1,
                new SourceRef("file:///bench/" + document.name() + ".pdf"),
                "batch-1",
                "bench/1",
                DocumentHead.NEVER,
                new ScanStamp(1, "bench-rules/1", digest, digest, "bench", "bench", ScanStamp.Outcome.ADMITTED, 0),
                chunks);
    }

    @Override
    public void close() {
        store.close();
        audit.close();
        log.close();
        closing.run();
    }
}
