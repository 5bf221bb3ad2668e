package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.InjectionCorpus;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The text of a statement follows from the filter's shape alone. */
class FilterCompilerTest {
    private final SealedWorld world = SealedWorld.inMemory();

    @BeforeEach
    void putOneTagToUse() {
        world.ingest(
                new InMemoryChunkStore(world.clock()),
                world.grant(ACME, WriteAction.INGEST),
                world.draft("doc", 1, "text"),
                Map.of());
    }

    private Sql compile(ApplicationFilter filter) {
        ScopedQuery query = world.byVector(world.scope(ACME), SealedWorld.vectorOf("query"), 10, filter);
        return FilterCompiler.compile(query);
    }

    @Test
    void conditionWhenFilterIsEverythingThenHoldsTheScopeOutermost() {
        assertThat(compile(ApplicationFilter.everything()))
                .hasToString("((FALSE OR (tenant = ? AND tag = ANY (?))) AND (TRUE))");
    }

    @Test
    void conditionWhenTheFilterHasEveryPartThenEachIsBracketed() {
        ApplicationFilter lang = new ApplicationFilter.AnyOf("lang", Set.of("en", "de"));
        ApplicationFilter source = new ApplicationFilter.AnyOf(ApplicationFilter.SOURCE, Set.of("a"));
        ApplicationFilter batch = new ApplicationFilter.AnyOf(ApplicationFilter.BATCH, Set.of("b"));
        ApplicationFilter document = new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of("c"));
        ApplicationFilter filter = new ApplicationFilter.And(List.of(
                new ApplicationFilter.Or(List.of(lang, new ApplicationFilter.Not(source))),
                new ApplicationFilter.Or(List.of(batch, document))));

        assertThat(compile(filter))
                .hasToString("((FALSE OR (tenant = ? AND tag = ANY (?))) AND (TRUE AND (FALSE"
                        + " OR (attributes && ?::text[]) OR (NOT (source = ANY (?))))"
                        + " AND (FALSE OR (batch = ANY (?)) OR (document = ANY (?)))))");
    }

    @Test
    void statementWhenAValueIsHostileThenItsTextIsTheSame() {
        String plain =
                compile(new ApplicationFilter.AnyOf("note", Set.of("plain"))).toString();
        for (String value : InjectionCorpus.all()) {
            assertThat(compile(new ApplicationFilter.AnyOf("note", Set.of(value))))
                    .hasToString(plain);
        }
        assertThat(InjectionCorpus.all()).hasSizeGreaterThan(300).doesNotHaveDuplicates();
        assertThat(InjectionCorpus.all()).anyMatch(value -> WellFormed.firstFault(value) >= 0);
    }

    @Test
    void filterWhenNestedTooDeepThenRefused() {
        ApplicationFilter filter = ApplicationFilter.everything();
        for (int i = 0; i < 101; i++) {
            filter = new ApplicationFilter.Not(filter);
        }
        ApplicationFilter deep = filter;

        assertThatThrownBy(() -> compile(deep))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nested more than 100 deep");
    }

    @Test
    void filterWhenItHasTooManyConditionsThenRefused() {
        List<ApplicationFilter> many = new ArrayList<>();
        for (int i = 0; i < 1_024; i++) {
            many.add(new ApplicationFilter.AnyOf("lang", Set.of("v" + i)));
        }

        assertThatThrownBy(() -> compile(new ApplicationFilter.Or(many)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("more than 1024 conditions");
    }
}
