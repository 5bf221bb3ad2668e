package dev.weir.adapters.springai;

import static dev.weir.adapters.springai.SpringWorld.request;
import static dev.weir.adapters.springai.SpringWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.testkit.InjectionCorpus;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.filter.Filter;
import org.springframework.ai.vectorstore.filter.Filter.ExpressionType;
import org.springframework.ai.vectorstore.filter.FilterExpressionBuilder;

/** Strings that broke out of filters elsewhere are values like any other here, and no keys at all. */
class FilterInjectionTest {
    private static final FilterExpressionBuilder FILTER = new FilterExpressionBuilder();

    @TempDir
    Path root;

    @Test
    void valueWhenItLooksLikeAQueryThenItMatchesItselfInItsTenantAndNothingElse() {
        SpringWorld world = new SpringWorld(root);
        List<String> corpus = new ArrayList<>(InjectionCorpus.all());
        corpus.removeIf(value -> WellFormed.firstFault(value) >= 0);
        assertThat(corpus).hasSizeGreaterThan(200);
        for (int i = 0; i < corpus.size(); i++) {
            world.seal(ACME, "doc-" + i, Map.of("note", corpus.get(i)), "Own text " + i);
            if (i % 10 == 0) {
                world.seal(GLOBEX, "doc-" + i, Map.of("note", corpus.get(i)), "Foreign text " + i);
            }
        }
        GuardedVectorStore guarded = world.reading(ACME).build();

        for (int i = 0; i < corpus.size(); i++) {
            assertThat(found(guarded, FILTER.eq("note", corpus.get(i)).build()))
                    .as("value %d", i)
                    .containsExactly("Own text " + i);
            if (i % 5 == 0) {
                assertThat(found(
                                guarded,
                                FILTER.not(FILTER.nin("note", corpus.get(i), "absent"))
                                        .build()))
                        .as("value %d", i)
                        .containsExactly("Own text " + i);
                assertThat(found(guarded, FILTER.eq("absent", corpus.get(i)).build()))
                        .as("value %d", i)
                        .isEmpty();
                assertThat(found(
                                guarded, FILTER.eq("weir_source", corpus.get(i)).build()))
                        .as("value %d", i)
                        .isEmpty();
            }
        }
    }

    @Test
    void keyWhenItLooksLikeAQueryThenRefused() {
        List<String> names = new ArrayList<>(InjectionCorpus.names());
        names.addAll(List.of("weir_tenant", "weir_tag", "weir_seal", "WEIR_tenant", "weir_", "'lang'", "distance"));
        assertThat(names).hasSizeGreaterThan(200);
        for (String name : names) {
            assertThatIllegalArgumentException()
                    .as("a key of %d characters", name.length())
                    .isThrownBy(() -> ApplicationFilters.of(
                            new Filter.Expression(ExpressionType.EQ, new Filter.Key(name), new Filter.Value("x"))));
        }
    }

    @Test
    void valueWhenMalformedThenRefused() {
        List<String> malformed = InjectionCorpus.all().stream()
                .filter(value -> WellFormed.firstFault(value) >= 0)
                .toList();
        assertThat(malformed).isNotEmpty();
        for (String value : malformed) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> ApplicationFilters.of(FILTER.eq("note", value).build()));
        }
    }

    @Test
    void valueWhenNotPlainThenItNeverReachesTheStore() {
        for (String value : InjectionCorpus.all()) {
            boolean plain = value.matches("[A-Za-z0-9 ._:/-]{1,512}");
            if (WellFormed.firstFault(value) < 0) {
                assertThat(RowFilter.of(new ApplicationFilter.AnyOf("note", Set.of(value))))
                        .as("a value of %d characters", value.length())
                        .matches(sent -> sent.isPresent() == plain);
            }
        }
    }

    @Test
    void rowWhenItsTenantIsOnlyLikeTheScopesThenNotEvenACandidate() {
        SpringWorld world = new SpringWorld(root);
        world.seal(ACME, "doc", "Own text.");
        Map<String, Object> own =
                world.store.similaritySearch("Own text.").getFirst().getMetadata();
        for (String tenant : InjectionCorpus.nearlyTenants()) {
            Map<String, Object> near = new HashMap<>(own);
            near.put("weir_tenant", tenant);
            world.store.add(List.of(new Document("planted", near)));
        }

        List<Candidate> rows = world.chunks
                .search(ScopedQuery.byText(
                        world.world.scope(ACME),
                        world.world.heads(),
                        SealedWorld.START,
                        "planted",
                        100,
                        ApplicationFilter.everything()))
                .rows();

        assertThat(rows).hasSize(1);
        assertThat(texts(world.reading(ACME).build(), request("planted").build()))
                .containsExactly("Own text.");
    }

    private static List<String> found(GuardedVectorStore guarded, Filter.Expression filter) {
        return texts(guarded, request("text").topK(5).filterExpression(filter).build());
    }
}
