package dev.weir.adapters.langchain4j;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
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
import dev.weir.models.embed.Embedder;
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
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A sealed world whose rows lie in a store of the framework's, with everything before it that an application would build. */
final class FrameworkWorld {
    static final String BATCH = "batch-1";

    final SealedWorld world = SealedWorld.inMemory();
    final InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    final ChunkStore chunks = EmbeddingChunkStore.over(store, SealedWorld.DIMENSION, world.clock());
    final List<AuditEvent> events = new ArrayList<>();
    final RecordingModel model = new RecordingModel();
    private final Path root;

    FrameworkWorld(Path root) {
        this.root = root;
    }

    /** A model whose vectors depend on the text alone, which keeps what it was given. */
    static final class RecordingModel implements EmbeddingModel {
        final List<TextSegment> given = new ArrayList<>();

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            given.addAll(segments);
            return Response.from(
                    segments.stream().map(segment -> embedding(segment.text())).toList());
        }
    }

    static Embedding embedding(String text) {
        return Embedding.from(SealedWorld.vectorOf(text));
    }

    RetrievalFirewall firewall() {
        return firewall(chunks);
    }

    RetrievalFirewall firewall(ChunkStore before) {
        return firewall(before, Mode.ENFORCE);
    }

    /** @param mode of the set screens, which judge the passages of an answer together */
    RetrievalFirewall firewall(ChunkStore before, Mode mode) {
        return RetrievalFirewall.builder(before, world.heads(), events::add, world.digests(), world.clock())
                .breaker(StoreBreaker.closingAfter(Duration.ofMinutes(5), world.clock()))
                .mode(mode)
                .build();
    }

    /** Seals, writes and publishes a document of the default label, past every scan. */
    SealedDocument seal(TenantId tenant, String document, Map<String, String> attributes, String... texts) {
        return world.ingest(
                chunks, world.grant(tenant, WriteAction.INGEST), world.draft(document, 1, texts), attributes);
    }

    SealedDocument seal(TenantId tenant, String document, String... texts) {
        return seal(tenant, document, Map.of(), texts);
    }

    GuardedEmbeddingStore.Builder reading(TenantId tenant) {
        return GuardedEmbeddingStore.builder(firewall(), () -> world.scope(tenant));
    }

    WriteGrants grants(TenantId tenant) {
        Principal writer = new Principal("loader", tenant, Set.of(), Principal.AuthenticatedBy.SERVICE);
        return (action, source) ->
                world.scopes().resolveWrite(writer, new WriteRequest(tenant, action, source.uri(), Set.of(), Set.of()));
    }

    private IngestTargets targets() {
        return new IngestTargets(chunks, world.heads(), world.writer(), world.digests(), quarantine());
    }

    private QuarantineStore quarantine() {
        return QuarantineStore.open(root.resolve("quarantine"), world.clock());
    }

    GuardedIngestor.Builder ingestor(TenantId tenant) {
        return ingestor(tenant, VerdictPolicies.balanced());
    }

    GuardedIngestor.Builder ingestor(TenantId tenant, VerdictPolicies policies) {
        EmbeddingModelEmbedder embedder =
                new EmbeddingModelEmbedder(model, SealedWorld.EMBEDDER, SealedWorld.DIMENSION);
        return GuardedIngestor.builder(guard(embedder, policies), embedder, grants(tenant), BATCH);
    }

    IngestGuard guard(Embedder embedder) {
        return guard(embedder, VerdictPolicies.balanced());
    }

    /** A guard that is submitted text only. */
    private IngestGuard guard(Embedder embedder, VerdictPolicies policies) {
        DocumentReader none = DocumentReader.of("none/1", document -> {
            throw new IllegalStateException("only text is submitted here");
        });
        DocumentScanner scanner =
                new DocumentScanner(none, DocumentLimits.defaults(), RiskWord.screener(), policies, 1, world.clock());
        return new IngestGuard(scanner, embedder, targets(), world.clock());
    }

    Eraser eraser() {
        return new Eraser(
                new ErasureTargets(
                        List.of(chunks), world.heads(), world.writer(), world.digests(), quarantine(), List.of()),
                world.clock());
    }

    static Document document(String url, String text, String... keysAndValues) {
        Metadata metadata = new Metadata().put(Document.URL, url);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            metadata.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Document.from(text, metadata);
    }

    static EmbeddingSearchRequest.EmbeddingSearchRequestBuilder request(String text) {
        return EmbeddingSearchRequest.builder()
                .query(text)
                .queryEmbedding(embedding(text))
                .maxResults(50);
    }

    static List<String> texts(EmbeddingStore<TextSegment> store, EmbeddingSearchRequest request) {
        return store.search(request).matches().stream()
                .map(EmbeddingMatch::embedded)
                .map(TextSegment::text)
                .toList();
    }

    /** A query as an AI service makes it, with these invocation parameters. */
    static Query query(String text, Map<String, Object> parameters) {
        InvocationContext context = InvocationContext.builder()
                .invocationParameters(InvocationParameters.from(parameters))
                .build();
        return Query.from(
                text,
                dev.langchain4j.rag.query.Metadata.builder()
                        .chatMessage(UserMessage.from(text))
                        .invocationContext(context)
                        .build());
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
