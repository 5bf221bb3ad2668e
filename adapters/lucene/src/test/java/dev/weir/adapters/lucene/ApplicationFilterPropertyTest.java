package dev.weir.adapters.lucene;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The store gives every filter exactly the meaning of {@link ApplicationFilter#matches}. */
class ApplicationFilterPropertyTest {
    private static final String LONG = "é".repeat(20_000);
    private static final List<String> NAMES = List.of("lang", "team", "Lang", "x");
    private static final List<String> VALUES = List.of(
            "",
            "en",
            "EN",
            "en ",
            "=",
            "=en",
            "#",
            "lang",
            "lang=en",
            "team",
            "é",
            "e\u0301",
            "😀",
            LONG,
            LONG + "!",
            "*",
            "acme",
            "weir.source",
            "\uFFFD");
    private static final int DOCUMENTS = 60;

    private static final LuceneScene SCENE = new LuceneScene();
    private static final Map<String, Map<String, String>> FIELDS = new HashMap<>();

    @BeforeContainer
    static void fill() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < DOCUMENTS; i++) {
            Map<String, String> attributes = new HashMap<>();
            for (String name : NAMES) {
                if (random.nextInt(3) > 0) {
                    attributes.put(name, VALUES.get(random.nextInt(VALUES.size())));
                }
            }
            SCENE.ingest(i % 3 == 0 ? GLOBEX : ACME, "doc-" + i, 1, attributes, "text " + i);
            if (i % 3 != 0) {
                Map<String, String> fields = new HashMap<>(attributes);
                fields.put(ApplicationFilter.SOURCE, "test:doc-" + i);
                fields.put(ApplicationFilter.BATCH, "batch-1");
                fields.put(ApplicationFilter.DOCUMENT, "doc-" + i);
                FIELDS.put("acme/doc-" + i + "/1/0", fields);
            }
        }
    }

    @AfterContainer
    static void close() {
        SCENE.close();
    }

    @Property
    void storeFindsExactlyTheRowsThatTheFilterMatches(@ForAll("filters") ApplicationFilter filter) {
        Set<String> expected = FIELDS.entrySet().stream()
                .filter(row -> filter.matches(name -> row.getValue().getOrDefault(name, "")))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        List<Candidate> found = SCENE.filtered(SCENE.world.scope(ACME), filter);

        assertThat(LuceneScene.ids(found)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Example
    void attributesComeBackAsTheyWereWritten() {
        for (Candidate row : SCENE.filtered(SCENE.world.scope(ACME), ApplicationFilter.everything())) {
            Map<String, String> fields = new HashMap<>(FIELDS.get(row.id().orElseThrow()));
            fields.keySet().removeIf(name -> name.startsWith("weir."));
            assertThat(row.attributes()).isEqualTo(fields);
        }
    }

    @Example
    void filterNestedTooDeepIsRefused() {
        ApplicationFilter filter = ApplicationFilter.everything();
        for (int i = 0; i < 1_000; i++) {
            filter = new ApplicationFilter.Not(filter);
        }
        ApplicationFilter deep = filter;
        assertThatThrownBy(() -> SCENE.filtered(SCENE.world.scope(ACME), deep))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nested more than 100 deep");
    }

    @Example
    void filterWithTooManyConditionsIsRefused() {
        List<ApplicationFilter> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(new ApplicationFilter.AnyOf("lang", Set.of("v" + i)));
        }
        ApplicationFilter wide = new ApplicationFilter.Or(many);
        assertThatThrownBy(() -> SCENE.filtered(SCENE.world.scope(ACME), wide))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("more than 1024 conditions");
    }

    @Provide
    Arbitrary<ApplicationFilter> filters() {
        Arbitrary<ApplicationFilter> attribute = Arbitraries.of(NAMES)
                .flatMap(name -> Arbitraries.of(VALUES)
                        .filter(value -> !value.isEmpty())
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(4)
                        .map(values -> new ApplicationFilter.AnyOf(name, values)));
        Arbitrary<ApplicationFilter> builtIn = Arbitraries.of(
                new ApplicationFilter.AnyOf(ApplicationFilter.SOURCE, Set.of("test:doc-1", "test:doc-2", "test:doc-3")),
                new ApplicationFilter.AnyOf(ApplicationFilter.BATCH, Set.of("batch-1")),
                new ApplicationFilter.AnyOf(ApplicationFilter.BATCH, Set.of("batch-2", "batch-9")),
                new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of("doc-4", "doc-5", "doc-6", "doc-99")),
                new ApplicationFilter.AnyOf("lang", Set.of("\uD800")),
                ApplicationFilter.everything());
        return Arbitraries.lazyOf(
                () -> attribute,
                () -> attribute,
                () -> builtIn,
                () -> filters().list().ofMaxSize(3).map(ApplicationFilter.And::new),
                () -> filters().list().ofMinSize(1).ofMaxSize(3).map(ApplicationFilter.Or::new),
                () -> filters().map(ApplicationFilter.Not::new));
    }
}
