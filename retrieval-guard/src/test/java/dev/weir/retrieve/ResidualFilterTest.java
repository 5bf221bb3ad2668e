package dev.weir.retrieve;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.GuardWorld.ScriptedStore;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that cannot express the application's filter returns rows that nobody asked for. */
class ResidualFilterTest {
    private static final String QUESTION = "how is it done";
    private static final Pushdown WITHOUT_FILTER =
            new Pushdown(Set.of(Pushdown.Part.TENANT, Pushdown.Part.TAG), Set.of(Pushdown.Part.APPLICATION));

    private final GuardWorld guard = new GuardWorld();

    @BeforeEach
    void fill() {
        for (int i = 0; i < 30; i++) {
            guard.world.ingest(
                    guard.store,
                    guard.world.grant(ACME, WriteAction.INGEST),
                    guard.world.draft("doc-" + i, 1, "passage number " + i),
                    i % 10 == 9 ? Map.of() : Map.of("kind", i % 10 == 0 ? "manual" : "note"));
        }
    }

    private GuardedContext ask(ApplicationFilter filter, Map<String, String> instead) {
        ScriptedStore careless = new ScriptedStore(guard.store, (inner, query) -> {
            SearchResult all = inner.search(ScopedQuery.byVector(
                    guard.world.scope(ACME),
                    guard.world.heads(),
                    guard.world.clock().instant(),
                    SealedWorld.vectorOf(QUESTION),
                    query.k(),
                    ApplicationFilter.everything()));
            List<Candidate> rows = all.rows().stream()
                    .map(row -> instead.isEmpty() ? row : withAttributes(row, instead))
                    .toList();
            return new SearchResult(rows, WITHOUT_FILTER);
        });
        RetrievalRequest request =
                new RetrievalRequest(guard.world.scope(ACME), QUESTION, SealedWorld.vectorOf(QUESTION), 20, filter);
        return guard.before(careless).build().retrieve(request);
    }

    private GuardedContext ask(ApplicationFilter filter) {
        return ask(filter, Map.of());
    }

    private static Candidate withAttributes(Candidate row, Map<String, String> attributes) {
        return new Candidate(
                row.id().orElseThrow(),
                row.text().orElseThrow(),
                row.seal().orElseThrow(),
                row.vector().orElse(null),
                attributes,
                row.score());
    }

    private static ApplicationFilter kind(String value) {
        return new ApplicationFilter.AnyOf("kind", Set.of(value));
    }

    @Test
    void rowWhenTheFilterDoesNotMatchItThenIsNotServedAndNotNamed() {
        GuardedContext context = ask(kind("manual"));
        assertThat(GuardWorld.ids(context))
                .containsExactlyInAnyOrder("acme/doc-0/1/0", "acme/doc-10/1/0", "acme/doc-20/1/0");
        assertThat(context.withheld()).isEmpty();
        assertThat(guard.refused()).isEmpty();
    }

    @Test
    void rowWhenItLacksTheAttributeThenANegationMatchesIt() {
        ApplicationFilter neither =
                new ApplicationFilter.Not(new ApplicationFilter.Or(List.of(kind("manual"), kind("note"))));
        assertThat(GuardWorld.ids(ask(neither)))
                .containsExactlyInAnyOrder("acme/doc-9/1/0", "acme/doc-19/1/0", "acme/doc-29/1/0");
    }

    @Test
    void builtInFieldWhenTheRowSaysOtherwiseThenTheSealedOneCounts() {
        ApplicationFilter one = new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of("doc-7"));
        assertThat(GuardWorld.ids(ask(one, Map.of(ApplicationFilter.DOCUMENT, "doc-7", "weir.source", "x"))))
                .containsExactly("acme/doc-7/1/0");
    }

    @Test
    void rowWhenItsAttributeIsNullThenItIsAsIfItHadNone() {
        Map<String, String> hostile = new HashMap<>();
        hostile.put("kind", null);
        assertThat(ask(kind("manual"), hostile).chunks()).isEmpty();
        assertThat(GuardWorld.codes(ask(kind("manual"), hostile))).doesNotContain(WithholdCode.INTERNAL);
    }
}
