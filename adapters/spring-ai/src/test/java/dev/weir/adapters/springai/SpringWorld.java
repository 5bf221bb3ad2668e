package dev.weir.adapters.springai;

import dev.weir.ingest.DocumentReader;
import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestTargets;
import dev.weir.ingest.WriteGrants;
import dev.weir.ingest.erasure.Eraser;
import dev.weir.ingest.erasure.ErasureTargets;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.testkit.RiskWord;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.retrieve.verify.StoreBreaker;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStoreRetriever;

/** A sealed world whose rows lie in a store of the framework's, with everything before it that an application would build. */
public final class SpringWorld {
    static final String BATCH = "batch-1";

    public final SealedWorld world = SealedWorld.inMemory();
    public final WordsModel model = new WordsModel();
    public final SimpleVectorStore store = SimpleVectorStore.builder(model).build();
    final ChunkStore chunks = VectorStoreChunkStore.over(store, world.clock());
    public final List<AuditEvent> events = new ArrayList<>();
    final StoreBreaker breaker = StoreBreaker.closingAfter(Duration.ofMinutes(5), world.clock());
    private final Path root;

    /** @param root for what is held */
    public SpringWorld(Path root) {
        this.root = root;
    }

    RetrievalFirewall firewall() {
        return firewall(chunks, Mode.ENFORCE);
    }

    /** @param mode of the set screens, which judge the passages of an answer together */
    RetrievalFirewall firewall(ChunkStore before, Mode mode) {
        return RetrievalFirewall.builder(before, world.heads(), events::add, world.digests(), world.clock())
                .breaker(breaker)
                .mode(mode)
                .build();
    }

    /** Seals, writes and publishes a document of the default label, past every scan. */
    public SealedDocument seal(TenantId tenant, String document, Map<String, String> attributes, String... texts) {
        List<ChunkDraft> drafts = new ArrayList<>();
        for (String text : texts) {
            drafts.add(new ChunkDraft(
                    text, "body", 0, text.length(), List.of(), new EmbeddingBinding.Absent(), new float[0]));
        }
        return world.ingest(
                chunks,
                world.grant(tenant, WriteAction.INGEST),
                world.draft(document, 1, "test:" + document, BATCH, DocumentHead.NEVER, SealedWorld.stamp(1), drafts),
                attributes);
    }

    public SealedDocument seal(TenantId tenant, String document, String... texts) {
        return seal(tenant, document, Map.of(), texts);
    }

    GuardedVectorStore.Builder reading(TenantId tenant) {
        return GuardedVectorStore.builder(firewall(), () -> world.scope(tenant));
    }

    WriteGrants grants(TenantId tenant) {
        PrincipalResolver writer = () -> new Principal("loader", tenant, Set.of(), Principal.AuthenticatedBy.SERVICE);
        return writer.grants(world.scopes());
    }

    public QuarantineStore quarantine() {
        return QuarantineStore.open(root.resolve("quarantine"), world.clock());
    }

    GuardedIngestor.Builder ingestor(TenantId tenant) {
        return GuardedIngestor.builder(guard(), grants(tenant), BATCH);
    }

    IngestGuard guard() {
        return new IngestGuard(
                scanner(),
                VectorStoreChunkStore.embedder(),
                new IngestTargets(chunks, world.heads(), world.writer(), world.digests(), quarantine()),
                world.clock());
    }

    /** A scanner that is submitted text only. */
    public DocumentScanner scanner() {
        DocumentReader none = DocumentReader.of("none/1", document -> {
            throw new IllegalStateException("only text is submitted here");
        });
        return new DocumentScanner(
                none, DocumentLimits.defaults(), RiskWord.screener(), VerdictPolicies.balanced(), 1, world.clock());
    }

    Eraser eraser() {
        return new Eraser(
                new ErasureTargets(
                        List.of(chunks), world.heads(), world.writer(), world.digests(), quarantine(), List.of()),
                world.clock());
    }

    static SearchRequest.Builder request(String text) {
        return SearchRequest.builder().query(text).topK(50);
    }

    static List<String> texts(VectorStoreRetriever store, SearchRequest request) {
        return texts(store.similaritySearch(request));
    }

    public static List<String> texts(List<Document> documents) {
        return documents.stream()
                .map(document -> String.valueOf(document.getText()))
                .toList();
    }

    /** Why rows of the last answer were refused. */
    List<WithholdCode> refused() {
        return events.reversed().stream()
                .filter(AuditEvent.Answered.class::isInstance)
                .map(AuditEvent.Answered.class::cast)
                .findFirst()
                .orElseThrow()
                .refusals()
                .stream()
                .map(Refusal::code)
                .toList();
    }
}
