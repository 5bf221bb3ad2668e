package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every string of {@link InjectionCorpus} as value, as name and as words: the answer is the reference's, and no row is another
 * tenant's. Extend it and open your store.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FilterInjectionContract {
    private static final int ALL = 900;
    private static final int WRITERS = 8;

    /** The world whose documents the store is given. */
    protected final SealedWorld world = SealedWorld.inMemory();

    private @Nullable ChunkStore opened;
    private final List<String> stored = new ArrayList<>();

    /** Opens an empty store; it is closed after the last test. */
    protected abstract ChunkStore open(InstantSource clock);

    @BeforeAll
    void storeEveryValueForTwoTenants() throws Exception {
        opened = open(world.clock());
        List<Future<?>> writes = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (String value : InjectionCorpus.all()) {
                if (WellFormed.firstFault(value) < 0) {
                    writes.add(ingest(writers, ACME, value));
                    writes.add(ingest(writers, GLOBEX, value));
                    stored.add(value);
                }
            }
        }
        for (Future<?> write : writes) {
            write.get();
        }
    }

    @AfterAll
    void closeStore() {
        if (opened != null) {
            opened.close();
        }
    }

    private ChunkStore store() {
        return requireNonNull(opened, "the store is not open");
    }

    /** Stores make each write durable by itself; several at once can share what that costs. */
    private Future<?> ingest(ExecutorService writers, TenantId tenant, String value) {
        WriteGrant grant = world.grant(tenant, WriteAction.INGEST);
        String name = "doc-" + stored.size();
        SealedDocument document = world.sealer().seal(grant, world.draft(name, 1, "text of " + name));
        world.publish(grant, document.head());
        return writers.submit(() -> store().write(grant, document, Map.of("note", value)));
    }

    private Set<String> found(ApplicationFilter filter) {
        ScopedQuery query = world.byVector(world.scope(ACME), SealedWorld.vectorOf("query"), ALL, filter);
        return ids(store().search(query).rows());
    }

    private static Set<String> ids(List<Candidate> rows) {
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.id().orElse("?")));
        return ids;
    }

    private Set<String> expected(ApplicationFilter filter) {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < stored.size(); i++) {
            String value = stored.get(i);
            String document = "doc-" + i;
            if (filter.matches(field -> switch (field) {
                case "note" -> value;
                case ApplicationFilter.SOURCE -> "test:" + document;
                case ApplicationFilter.BATCH -> "batch-1";
                case ApplicationFilter.DOCUMENT -> document;
                default -> "";
            })) {
                expected.add("acme/" + document + "/1/0");
            }
        }
        return expected;
    }

    @Test
    void valueWhenHostileThenIsFoundAsWhatItIs() {
        for (String value : InjectionCorpus.all()) {
            ApplicationFilter filter = new ApplicationFilter.AnyOf("note", Set.of(value));
            assertThat(found(filter)).as(name(value)).isEqualTo(expected(filter));
            assertThat(expected(filter)).hasSize(WellFormed.firstFault(value) < 0 ? 1 : 0);
        }
    }

    @Test
    void negationWhenTheValueIsHostileThenFindsTheRest() {
        for (String value : InjectionCorpus.all()) {
            ApplicationFilter filter = new ApplicationFilter.And(List.of(
                    new ApplicationFilter.Not(new ApplicationFilter.AnyOf("note", Set.of(value))),
                    new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of("doc-0", "doc-1", "doc-2"))));
            assertThat(found(filter)).as(name(value)).isEqualTo(expected(filter));
        }
    }

    @Test
    void fieldOfWeirsOwnWhenTheValueIsHostileThenFindsNothing() {
        for (String value : InjectionCorpus.all()) {
            ApplicationFilter filter = new ApplicationFilter.Or(List.of(
                    new ApplicationFilter.AnyOf(ApplicationFilter.SOURCE, Set.of(value)),
                    new ApplicationFilter.AnyOf(ApplicationFilter.BATCH, Set.of(value)),
                    new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of(value)),
                    new ApplicationFilter.AnyOf("absent", Set.of(value))));
            assertThat(found(filter)).as(name(value)).isEmpty();
        }
    }

    @Test
    void allValuesWhenAskedForAtOnceThenFindEveryRowOfTheTenant() {
        ApplicationFilter filter = new ApplicationFilter.AnyOf("note", Set.copyOf(InjectionCorpus.all()));
        assertThat(found(filter)).hasSize(stored.size()).isEqualTo(expected(filter));
    }

    @Test
    void wordsWhenHostileThenStayInsideTheScope() {
        AccessScope scope = world.scope(ACME);
        for (String words : InjectionCorpus.all()) {
            assertThat(ids(store().search(world.byText(scope, words, 5)).rows()))
                    .as(name(words))
                    .hasSize(5)
                    .allMatch(id -> id.startsWith("acme/"));
        }
    }

    @Test
    void attributeWhenItsNameIsHostileThenIsRefusedInFiltersAndWrites() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = world.sealer().seal(grant, world.draft("refused", 1, "text"));
        for (String name : InjectionCorpus.names()) {
            assertThatThrownBy(() -> new ApplicationFilter.AnyOf(name, Set.of("x")))
                    .as(name(name))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store().write(grant, document, Map.of(name, "x")))
                    .as(name(name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(found(new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of("refused"))))
                .isEmpty();
    }

    @Test
    void attributeWhenItsValueIsIllFormedThenIsRefused() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = world.sealer().seal(grant, world.draft("refused", 1, "text"));
        for (String value : InjectionCorpus.all()) {
            if (WellFormed.firstFault(value) >= 0) {
                assertThatThrownBy(() -> store().write(grant, document, Map.of("note", value)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    /** A name for messages: the value itself can be 64 kB. */
    private static String name(String value) {
        return "string " + InjectionCorpus.all().indexOf(value);
    }
}
