package dev.weir.adapters.langchain4j;

import static dev.weir.adapters.langchain4j.FrameworkWorld.request;
import static dev.weir.adapters.langchain4j.FrameworkWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.DocumentSplitter;
import dev.langchain4j.data.document.splitter.DocumentByParagraphSplitter;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.WriteGrants;
import dev.weir.models.embed.Embedder;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/langchain4j.md compile, run and are those that the page shows. */
class LangChain4jPageTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path SELF = Path.of("src/test/java/dev/weir/adapters/langchain4j/LangChain4jPageTest.java");

    /** The part of an AI service that is asked. */
    interface Assistant {
        String answer(@dev.langchain4j.service.UserMessage String question, InvocationParameters parameters);
    }

    /** A model that answers with the prompt it was given. */
    private static final class Echo implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            UserMessage prompt = (UserMessage) request.messages().getLast();
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from(prompt.singleText()))
                    .build();
        }
    }

    @TempDir
    Path root;

    private FrameworkWorld world;

    @BeforeEach
    void open() {
        world = new FrameworkWorld(root);
        world.seal(ACME, "own", "The salary bands are public.");
        world.seal(GLOBEX, "foreign", "The merger is secret.");
    }

    @Test
    void assistantWhenAskedThenItsPromptHoldsTheAskersTenantOnly() {
        ContentRetriever retriever = retriever(
                world.store,
                world.model,
                world.world.heads(),
                world.events::add,
                world.world.digests(),
                world.world.scopes(),
                world.world.clock());
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(new Echo())
                .contentRetriever(retriever)
                .build();

        assertThat(ask(assistant, "What of bands and mergers?", reader(ACME)))
                .contains("The salary bands are public.")
                .doesNotContain("The merger is secret.");
        assertThat(ask(assistant, "What of bands and mergers?", reader(GLOBEX)))
                .contains("The merger is secret.")
                .doesNotContain("The salary bands are public.");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        assistant.answer("What of it?", InvocationParameters.from(ScopeSource.PRINCIPAL, "globex")));
    }

    @Test
    void ingestorWhenItWritesThroughTheGuardedStoreThenWhatItWroteIsFound() {
        EmbeddingModelEmbedder embedder =
                new EmbeddingModelEmbedder(world.model, SealedWorld.EMBEDDER, SealedWorld.DIMENSION);
        EmbeddingStore<TextSegment> guarded = ingest(
                world.guard(embedder),
                embedder,
                world.grants(ACME),
                world.firewall(),
                world.world.scopes(),
                reader(ACME),
                world.model,
                new DocumentByParagraphSplitter(200, 0),
                FrameworkWorld.document("https://wiki.example/page", "A page on quokkas."));

        assertThat(texts(guarded, request("quokka").build()))
                .containsExactlyInAnyOrder("A page on quokkas.", "The salary bands are public.");
    }

    @Test
    void pageWhenItShowsExamplesThenTheyAreThese() throws IOException {
        List<String> examples = new ArrayList<>();
        StringBuilder example = new StringBuilder();
        boolean inside = false;
        for (String line : Files.readAllLines(SELF)) {
            if (line.strip().equals("// end") && inside) {
                examples.add(example.toString());
                example.setLength(0);
                inside = false;
            }
            if (inside) {
                example.append(line.replaceAll("\\s", ""));
            }
            inside |= line.strip().equals("// example");
        }
        String page = Files.readString(ROOT.resolve("docs/langchain4j.md")).replaceAll("\\s", "");

        assertThat(examples).hasSize(3).allSatisfy(each -> assertThat(page).contains(each));
        String readme = Files.readString(ROOT.resolve("README.md")).replaceAll("\\s", "");
        assertThat(examples)
                .as("the line that wraps a store")
                .anySatisfy(each -> assertThat(readme).contains(each.substring(0, each.indexOf(';') + 1)));
    }

    private static Principal reader(TenantId tenant) {
        return SealedWorld.reader(tenant, "reader");
    }

    private static ContentRetriever retriever(
            EmbeddingStore<TextSegment> store,
            EmbeddingModel model,
            HeadReader heads,
            AuditSink audit,
            TenantDigests digests,
            ScopeResolver scopes,
            InstantSource clock) {
        // example
        ChunkStore chunks = EmbeddingChunkStore.over(store, model.dimension(), clock);
        RetrievalFirewall firewall =
                RetrievalFirewall.builder(chunks, heads, audit, digests, clock).build();
        ContentRetriever retriever = GuardedContentRetriever.builder(
                        firewall, model, ScopeSource.fromInvocation(scopes))
                .build();
        // end
        return retriever;
    }

    private static String ask(Assistant assistant, String question, Principal principal) {
        return
        // example
        assistant.answer(question, InvocationParameters.from(ScopeSource.PRINCIPAL, principal));
        // end
    }

    private static EmbeddingStore<TextSegment> ingest(
            IngestGuard guard,
            Embedder embedder,
            WriteGrants grants,
            RetrievalFirewall firewall,
            ScopeResolver scopes,
            Principal principal,
            EmbeddingModel model,
            DocumentSplitter splitter,
            Document document) {
        // example
        GuardedIngestor ingestor =
                GuardedIngestor.builder(guard, embedder, grants, "nightly-1").build();
        EmbeddingStore<TextSegment> guarded = GuardedEmbeddingStore.builder(firewall, () -> scopes.resolve(principal))
                .writing(ingestor)
                .build();
        EmbeddingStoreIngestor.builder()
                .documentSplitter(splitter)
                .embeddingModel(model)
                .embeddingStore(guarded)
                .build()
                .ingest(document);
        // end
        return guarded;
    }
}
