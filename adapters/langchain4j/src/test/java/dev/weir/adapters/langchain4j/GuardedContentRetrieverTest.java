package dev.weir.adapters.langchain4j;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static dev.weir.adapters.langchain4j.FrameworkWorld.query;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.content.aggregator.ReRankingContentAggregator;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverListener;
import dev.langchain4j.rag.query.Query;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.tenancy.ScopeDeniedException;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedContentRetrieverTest {
    @TempDir
    Path root;

    private FrameworkWorld world;
    private GuardedContentRetriever retriever;

    @BeforeEach
    void open() {
        world = new FrameworkWorld(root);
        world.seal(ACME, "own", Map.of("lang", "en"), "The salary bands are public.");
        world.seal(ACME, "more", Map.of("lang", "de"), "The kitchen opens at nine.");
        world.seal(GLOBEX, "foreign", Map.of("lang", "en"), "The merger is secret.");
        retriever = retriever().build();
    }

    private GuardedContentRetriever.Builder retriever() {
        return GuardedContentRetriever.builder(world.firewall(), world.model, ScopeSource.fromInvocation())
                .maxResults(10);
    }

    private Query as(TenantId tenant, String text) {
        return query(text, Map.of(ScopeSource.SCOPE, world.world.scope(tenant)));
    }

    @Test
    void retrieveWhenTheScopeIsInTheInvocationThenItsRowsOnly() {
        assertThat(texts(retriever.retrieve(as(ACME, "Is the merger secret?"))))
                .containsExactlyInAnyOrder("The salary bands are public.", "The kitchen opens at nine.");
        assertThat(texts(retriever.retrieve(as(GLOBEX, "Is the merger secret?"))))
                .containsExactly("The merger is secret.");
    }

    @Test
    void retrieveWhenAPrincipalIsInTheInvocationThenItsScopeIsResolved() {
        GuardedContentRetriever resolving = GuardedContentRetriever.builder(
                        world.firewall(), world.model, ScopeSource.fromInvocation(world.world.scopes()))
                .build();

        assertThat(texts(resolving.retrieve(
                        query("merger", Map.of(ScopeSource.PRINCIPAL, SealedWorld.reader(GLOBEX, "reader"))))))
                .containsExactly("The merger is secret.");
        assertThatExceptionOfType(ScopeDeniedException.class)
                .isThrownBy(() -> resolving.retrieve(query(
                        "merger",
                        Map.of(ScopeSource.PRINCIPAL, SealedWorld.reader(new TenantId("nobody"), "reader")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "globex", "*", ""})
    void retrieveWhenTheInvocationNamesATenantByAStringThenRefusedAndNothingIsAsked(String tenant) {
        GuardedContentRetriever resolving = GuardedContentRetriever.builder(
                        world.firewall(), world.model, ScopeSource.fromInvocation(world.world.scopes()))
                .build();
        Map<String, Object> parameters =
                Map.of(ScopeSource.SCOPE, tenant, ScopeSource.PRINCIPAL, tenant, "tenant", tenant);
        for (GuardedContentRetriever each : List.of(retriever, resolving)) {
            assertThatIllegalStateException().isThrownBy(() -> each.retrieve(query("merger", parameters)));
        }
        assertThat(world.events).isEmpty();
        assertThat(world.model.given).isEmpty();
    }

    @Test
    void retrieveWhenTheQueryHasNoInvocationThenRefused() {
        assertThatIllegalStateException().isThrownBy(() -> retriever.retrieve(Query.from("merger")));
        assertThatIllegalStateException().isThrownBy(() -> retriever.retrieve(query("merger", Map.of())));
    }

    @Test
    void retrieveWhenFilteredThenNarrower() {
        GuardedContentRetriever german = retriever()
                .filter(query -> metadataKey("lang").isNotEqualTo("en"))
                .build();
        GuardedContentRetriever wide = retriever()
                .filter(query ->
                        metadataKey("lang").isEqualTo("en").or(metadataKey("x").isNotEqualTo("y")))
                .build();

        assertThat(texts(german.retrieve(as(ACME, "merger")))).containsExactly("The kitchen opens at nine.");
        assertThat(texts(wide.retrieve(as(ACME, "merger")))).doesNotContain("The merger is secret.");
    }

    @Test
    void retrieveWhenItsFilterIsRefusedThenNothingIsAsked() {
        GuardedContentRetriever odd = retriever()
                .filter(query -> metadataKey("lang").containsString("e"))
                .build();
        assertThatIllegalArgumentException().isThrownBy(() -> odd.retrieve(as(ACME, "merger")));
        assertThat(world.events).isEmpty();
        assertThat(world.model.given).isEmpty();
    }

    @Test
    void retrieveWhenAnsweredThenContentsAreRebuiltAndTold() {
        List<GuardedContext> answers = new ArrayList<>();
        Content content = retriever()
                .answers(answers::add)
                .filter(query -> metadataKey("lang").isEqualTo("de"))
                .build()
                .retrieve(as(ACME, "When does the kitchen open?"))
                .getFirst();

        assertThat(content.textSegment().metadata().toMap())
                .containsEntry("weir_source", "test:more")
                .containsEntry("weir_request", answers.getFirst().requestId())
                .doesNotContainKeys("lang", "weir_seal", "weir_tag");
        assertThat(content.metadata()).containsEntry(ContentMetadata.EMBEDDING_ID, "acme/more/1/0");
        assertThat(answers.getFirst().text()).contains("The kitchen opens at nine.");
    }

    @Test
    void retrieveWhenThereIsAListenerThenTheSame() {
        ContentRetriever listening = retriever.addListener(new ContentRetrieverListener() {});
        assertThat(texts(listening.retrieve(as(GLOBEX, "salary")))).containsExactly("The merger is secret.");
        assertThat(texts(retriever
                        .addListeners(List.of(new ContentRetrieverListener() {}))
                        .retrieve(as(GLOBEX, "salary"))))
                .containsExactly("The merger is secret.");
    }

    @Test
    void frameworksRetrieverWhenOverAGuardedStoreThenTheScopesRowsOnly() {
        EmbeddingStoreContentRetriever plain = EmbeddingStoreContentRetriever.builder()
                .embeddingStore(world.reading(ACME).build())
                .embeddingModel(world.model)
                .maxResults(10)
                .dynamicFilter(query -> metadataKey("lang").isEqualTo("en"))
                .build();

        assertThat(texts(plain.retrieve(Query.from("The merger is secret."))))
                .containsExactly("The salary bands are public.");
    }

    @Test
    void augmentorWhenItAsksThroughTheRetrieverThenOnlyTheScopesTextReachesThePrompt() {
        DefaultRetrievalAugmentor augmentor =
                DefaultRetrievalAugmentor.builder().contentRetriever(retriever).build();

        String prompt = augmented(augmentor);

        assertThat(prompt).contains("The salary bands are public.").doesNotContain("The merger is secret.");
        assertThat(prompt).doesNotContain("weir_");
    }

    @Test
    void rerankerWhenItInjectsAForeignPassageThenItIsDropped() {
        Content planted = Content.from("The merger is secret.");
        ContentAggregator injecting = retrieved -> {
            List<Content> contents = new ArrayList<>();
            contents.add(planted);
            retrieved.values().forEach(lists -> lists.forEach(contents::addAll));
            Content first = contents.getLast();
            first.textSegment().metadata().put("weir_source", "forged");
            contents.add(contents.get(1));
            return contents;
        };
        DefaultRetrievalAugmentor augmentor = DefaultRetrievalAugmentor.builder()
                .contentRetriever(retriever)
                .contentAggregator(new GuardedContentAggregator(injecting))
                .build();

        String prompt = augmented(augmentor);

        assertThat(prompt).doesNotContain("The merger is secret.");
        assertThat(new GuardedContentAggregator(retrieved -> List.of(planted))
                        .aggregate(Map.of(Query.from("q"), List.of(retriever.retrieve(as(ACME, "salary"))))))
                .isEmpty();
    }

    @Test
    void rerankerWhenItsTheFrameworksThenItsOrderHolds() {
        ScoringModel byLength = new ScoringModel() {
            @Override
            public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
                return Response.from(segments.stream()
                        .map(segment -> 1.0 / segment.text().length())
                        .toList());
            }
        };
        GuardedContentAggregator reranking = new GuardedContentAggregator(
                ReRankingContentAggregator.builder().scoringModel(byLength).build());

        List<Content> ranked = reranking.aggregate(
                Map.of(Query.from("q"), List.of(retriever.retrieve(as(ACME, "Who knows the bands?")))));

        assertThat(texts(ranked)).containsExactly("The kitchen opens at nine.", "The salary bands are public.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 201})
    void builderWhenTheNumberOfResultsIsOutOfRangeThenRefused(int most) {
        assertThatIllegalArgumentException().isThrownBy(() -> retriever().maxResults(most));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void builderWhenTheScoreIsOutOfRangeThenRefused(double least) {
        assertThatIllegalArgumentException().isThrownBy(() -> retriever().minScore(least));
    }

    private String augmented(DefaultRetrievalAugmentor augmentor) {
        UserMessage message = UserMessage.from("What of the merger and the salary bands?");
        return ((UserMessage) augmentor
                        .augment(new AugmentationRequest(
                                message, as(ACME, message.singleText()).metadata()))
                        .chatMessage())
                .singleText();
    }

    private static List<String> texts(List<Content> contents) {
        return contents.stream()
                .map(Content::textSegment)
                .map(TextSegment::text)
                .toList();
    }
}
