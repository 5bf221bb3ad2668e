package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static dev.weir.tenancy.testkit.SealedWorld.RESTRICTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ScopedQuery;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store must find, and whom it must not show it to. */
abstract class SearchSentences extends WriteSentences {
    @Test
    void searchFindsTheNearestFirstAndNeverMoreThanK() {
        for (int i = 0; i < 30; i++) {
            ingest(ACME, "doc-" + i, 1, Map.of(), "text " + i);
        }
        for (int k : new int[] {1, 2, 7, 29, 30, 31, ScopedQuery.MAX_K}) {
            List<Candidate> rows =
                    store().search(near(world.scope(ACME), "text 17", k)).rows();
            assertThat(rows).hasSize(Math.min(k, 30));
            assertThat(rows.getFirst().id()).contains("acme/doc-17/1/0");
            assertThat(rows).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            assertThat(rows).allMatch(row -> Double.isFinite(row.score()));
        }
    }

    @Test
    void searchByWordsPutsTheRowThatHoldsThemFirst() {
        ingest(ACME, "doc-1", 1, Map.of(), "the annual budget of the marketing department");
        ingest(ACME, "doc-2", 1, Map.of(), "how to water a ficus");
        ingest(GLOBEX, "doc-3", 1, Map.of(), "how to water a ficus");

        List<Candidate> rows = store().search(world.byText(world.scope(ACME), "water ficus", 10))
                .rows();

        assertThat(rows.getFirst().id()).contains("acme/doc-2/1/0");
        assertThat(keys(rows)).doesNotContain("globex/doc-3/1/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "!!!", "AND", "*", "text:*", "\"", "(", "a\\", "\uD83D\uDE00", "tenant:globex OR 1"})
    void searchByOddWordsStaysInsideTheScope(String words) {
        ingest(ACME, "doc", 1, Map.of(), "own text");
        ingest(GLOBEX, "doc", 1, Map.of(), "foreign text");

        assertThat(keys(store().search(world.byText(world.scope(ACME), words, 10))
                        .rows()))
                .isSubsetOf("acme/doc/1/0");
        assertThat(keys(store().search(world.hybrid(world.scope(ACME), SealedWorld.vectorOf("q"), words, 10))
                        .rows()))
                .isSubsetOf("acme/doc/1/0");
    }

    @Test
    void hybridSearchStaysInsideTheScopeAndFindsByEither() {
        ingest(ACME, "words", 1, Map.of(), "quokka");
        ingest(ACME, "vector", 1, Map.of(), "something else");
        ingest(GLOBEX, "doc", 1, Map.of(), "quokka");

        List<Candidate> rows = store().search(
                        world.hybrid(world.scope(ACME), SealedWorld.vectorOf("something else"), "quokka", 10))
                .rows();

        assertThat(keys(rows)).containsExactlyInAnyOrder("acme/words/1/0", "acme/vector/1/0");
    }

    @Test
    void emptyScopeFilterMatchesNothing() {
        ingest(GLOBEX, "doc", 1, Map.of(), "foreign");

        ScopedQuery query = near(world.scope(ACME), "foreign", ALL);

        assertThat(query.filter().isEmpty()).isTrue();
        assertThat(store().search(query).rows()).isEmpty();
        assertThat(store().search(world.byText(world.scope(ACME), "foreign", ALL))
                        .rows())
                .isEmpty();
    }

    @Test
    void expiredScopeMatchesNothing() {
        ingest(ACME, "doc", 1, Map.of(), "own");
        AccessScope scope = world.scope(ACME);
        world.clock().advance(SealedWorld.GRANT_LIFETIME);

        assertThat(all(scope)).isEmpty();
    }

    @Test
    void scopeFilterMatchesExactlyTheOraclesRows() {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, AccessTag> tags = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            TenantId tenant = pick(random, List.of(ACME, GLOBEX, HANDBOOK));
            WriteGrant grant = world.grant(
                    tenant,
                    WriteAction.INGEST,
                    pick(
                            random,
                            List.of(
                                    Set.<Label>of(),
                                    Set.of(Label.ofGroup("finance")),
                                    Set.of(Label.ofGroup("legal"), Label.ofGroup("support")))),
                    pick(random, List.of(Set.<Label>of(), Set.of(RESTRICTED))));
            SealedDocument document = world.ingest(store(), grant, draft("doc-" + i, 1, "a " + i, "b " + i));
            document.chunks().forEach(chunk -> tags.put(chunk.id().toString(), grant.tag()));
        }
        for (String subject : List.of("reader", "chief")) {
            for (TenantId tenant : List.of(ACME, GLOBEX, HANDBOOK)) {
                for (List<String> groups :
                        List.of(List.<String>of(), List.of("finance"), List.of("support", "legal"))) {
                    AccessScope scope = world.scope(SealedWorld.reader(tenant, subject, groups.toArray(String[]::new)));
                    Set<String> expected = new HashSet<>();
                    tags.forEach((key, tag) -> {
                        if (mayRead(tenant, subject, groups, tag)) {
                            expected.add(key);
                        }
                    });
                    assertThat(keys(all(scope)))
                            .as("seed %d: %s of %s in %s", SEED, subject, tenant, groups)
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }

    @Test
    void applicationFilterMatchesExactlyTheOraclesRows() {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Map<String, String>> fields = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            TenantId tenant = i % 4 == 0 ? GLOBEX : ACME;
            Map<String, String> attributes = new HashMap<>();
            if (random.nextBoolean()) {
                attributes.put("lang", pick(random, List.of("en", "de", "EN", "e")));
            }
            if (random.nextBoolean()) {
                attributes.put("team", pick(random, List.of("a", "b")));
            }
            String source = "test:source-" + i % 5;
            String batch = "batch-" + i % 3;
            world.ingest(
                    store(),
                    world.grant(tenant, WriteAction.INGEST),
                    draft("doc-" + i, 1, source, batch, List.of("text " + i)),
                    attributes);
            if (tenant.equals(ACME)) {
                Map<String, String> known = new HashMap<>(attributes);
                known.put(ApplicationFilter.SOURCE, source);
                known.put(ApplicationFilter.BATCH, batch);
                known.put(ApplicationFilter.DOCUMENT, "doc-" + i);
                fields.put("acme/doc-" + i + "/1/0", known);
            }
        }
        for (int i = 0; i < 200; i++) {
            ApplicationFilter filter = randomFilter(random, 3);
            Set<String> expected = new HashSet<>();
            fields.forEach((key, known) -> {
                if (matches(filter, known)) {
                    expected.add(key);
                }
            });
            assertAnswer(filter, expected.toArray(String[]::new));
        }
    }

    /** Who may read what under {@link SealedWorld#twoTenants()}, said once more in other words. */
    private static boolean mayRead(TenantId tenant, String subject, List<String> groups, AccessTag tag) {
        boolean cleared = tag.clearances().isEmpty() || subject.equals("chief");
        boolean open = tag.labels().contains(new Label("tenant"));
        if (!tag.tenant().equals(tenant)) {
            return tag.tenant().equals(HANDBOOK) && open && tag.clearances().isEmpty();
        }
        return cleared
                && (open || groups.stream().anyMatch(group -> tag.labels().contains(new Label("group:" + group))));
    }

    private static boolean matches(ApplicationFilter filter, Map<String, String> fields) {
        return switch (filter) {
            case ApplicationFilter.AnyOf anyOf ->
                fields.containsKey(anyOf.field()) && anyOf.values().contains(fields.get(anyOf.field()));
            case ApplicationFilter.And and -> and.filters().stream().allMatch(each -> matches(each, fields));
            case ApplicationFilter.Or or -> or.filters().stream().anyMatch(each -> matches(each, fields));
            case ApplicationFilter.Not not -> !matches(not.filter(), fields);
        };
    }

    private static ApplicationFilter randomFilter(SplittableRandom random, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(5)) {
            case 1 ->
                new ApplicationFilter.And(List.of(randomFilter(random, depth - 1), randomFilter(random, depth - 1)));
            case 2 ->
                new ApplicationFilter.Or(List.of(randomFilter(random, depth - 1), randomFilter(random, depth - 1)));
            case 3 -> new ApplicationFilter.Not(randomFilter(random, depth - 1));
            default ->
                pick(
                        random,
                        List.of(
                                new ApplicationFilter.AnyOf("lang", Set.of("en")),
                                new ApplicationFilter.AnyOf("lang", Set.of("de", "EN")),
                                new ApplicationFilter.AnyOf("team", Set.of("a", "nobody")),
                                new ApplicationFilter.AnyOf("absent", Set.of("en")),
                                new ApplicationFilter.AnyOf(ApplicationFilter.SOURCE, Set.of("test:source-1")),
                                new ApplicationFilter.AnyOf(ApplicationFilter.BATCH, Set.of("batch-0", "batch-2")),
                                new ApplicationFilter.AnyOf(
                                        ApplicationFilter.DOCUMENT, Set.of("doc-3", "doc-7", "doc-8")),
                                ApplicationFilter.everything()));
        };
    }

    private static <T> T pick(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
