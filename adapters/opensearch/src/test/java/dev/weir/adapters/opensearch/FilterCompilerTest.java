package dev.weir.adapters.opensearch;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.testkit.InjectionCorpus;
import dev.weir.tenancy.testkit.SealedWorld;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent to the server has a shape that follows from the filter's shape alone. */
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

    private FilterCompiler.Compiled compile(ApplicationFilter filter) {
        AccessScope scope = world.scope(ACME);
        return FilterCompiler.compile(world.byVector(scope, SealedWorld.vectorOf("query"), 10, filter));
    }

    private static JsonObject sent(FilterCompiler.Compiled compiled) {
        return Json.createReader(new StringReader(compiled.filter().toJsonString()))
                .readObject();
    }

    /** The keys and nesting of what is sent, with every value a star. */
    private static String shape(JsonValue value) {
        StringBuilder shape = new StringBuilder();
        if (value instanceof JsonObject object) {
            List<String> parts = new ArrayList<>();
            object.forEach((key, part) -> parts.add(key + ":" + shape(part)));
            return shape.append('{').append(String.join(",", parts)).append('}').toString();
        }
        if (value instanceof JsonArray array) {
            Set<String> parts = new TreeSet<>();
            boolean flat = array.stream().noneMatch(part -> part instanceof JsonObject);
            List<String> all = array.stream().map(FilterCompilerTest::shape).toList();
            parts.addAll(all);
            return "[" + String.join(",", flat ? List.copyOf(parts) : all) + "]";
        }
        return "*";
    }

    private String shape(ApplicationFilter filter) {
        FilterCompiler.Compiled compiled = compile(filter);
        assertThat(compiled.pushdown()).isEqualTo(Pushdown.everything());
        return shape(sent(compiled));
    }

    @Test
    void filterWhenEverythingThenTheScopeStandsBesideIt() {
        assertThat(shape(ApplicationFilter.everything()))
                .isEqualTo("{bool:{filter:[{bool:{minimum_should_match:*,should:[{bool:{filter:[{term:{tenant:"
                        + "{value:*}}},{terms:{tag:[*]}}]}}]}},{match_all:{}}]}}");
    }

    @Test
    void filterWhenItHasEveryPartThenEachIsAnObjectOfItsOwn() {
        ApplicationFilter lang = new ApplicationFilter.AnyOf("lang", Set.of("en", "de"));
        ApplicationFilter source = new ApplicationFilter.AnyOf(ApplicationFilter.SOURCE, Set.of("a"));
        ApplicationFilter batch = new ApplicationFilter.AnyOf(ApplicationFilter.BATCH, Set.of("b"));
        ApplicationFilter document = new ApplicationFilter.AnyOf(ApplicationFilter.DOCUMENT, Set.of("c"));
        ApplicationFilter filter = new ApplicationFilter.And(List.of(
                new ApplicationFilter.Or(List.of(lang, new ApplicationFilter.Not(source))),
                new ApplicationFilter.Or(List.of(batch, document))));

        assertThat(shape(filter))
                .endsWith(",{bool:{filter:["
                        + "{bool:{minimum_should_match:*,should:[{terms:{terms:[*]}},{bool:{must_not:[{terms:{source:[*]}}]}}]}},"
                        + "{bool:{minimum_should_match:*,should:[{terms:{batch:[*]}},{terms:{document:[*]}}]}}"
                        + "]}}]}}");
    }

    @Test
    void shapeWhenAValueIsHostileThenIsTheSame() {
        String plain = shape(new ApplicationFilter.AnyOf("note", Set.of("plain")));
        String nothing = shape(new ApplicationFilter.AnyOf("note", Set.of("\0")));
        for (String value : InjectionCorpus.all()) {
            assertThat(shape(new ApplicationFilter.AnyOf("note", Set.of(value))))
                    .isEqualTo(WellFormed.firstFault(value) < 0 ? plain : nothing);
        }
        assertThat(nothing).contains("match_none");
        assertThat(InjectionCorpus.all()).hasSizeGreaterThan(300).doesNotHaveDuplicates();
    }

    @Test
    void valueWhenLongThenIsADigestUnderItsOwnName() {
        String longValue = "x".repeat(Terms.LONGEST_BYTES);
        assertThat(Terms.of("note", longValue)).startsWith("note#").hasSizeLessThan(100);
        assertThat(Terms.of("note", longValue)).isNotEqualTo(Terms.of("note", longValue + "x"));
        assertThat(Terms.of("note", longValue)).isNotEqualTo(Terms.of("other", longValue));
        assertThat(Terms.of("note", "#" + "0".repeat(64))).startsWith("note=#");
    }

    @Test
    void filterWhenNestedTooDeepThenIsResidualAndTheScopeIsNot() {
        ApplicationFilter filter = ApplicationFilter.everything();
        for (int i = 0; i <= FilterCompiler.MAX_DEPTH; i++) {
            filter = new ApplicationFilter.Not(filter);
        }

        assertResidual(filter);
    }

    @Test
    void filterWhenItHasTooManyConditionsThenIsResidualAndTheScopeIsNot() {
        List<ApplicationFilter> many = new ArrayList<>();
        for (int i = 0; i < FilterCompiler.MAX_CONDITIONS; i++) {
            many.add(new ApplicationFilter.AnyOf("lang", Set.of("v" + i)));
        }

        assertResidual(new ApplicationFilter.Or(many));
    }

    @Test
    void filterWhenItHasTooManyValuesThenIsResidualAndTheScopeIsNot() {
        Set<String> values = new TreeSet<>();
        for (int i = 0; i <= FilterCompiler.MAX_VALUES; i++) {
            values.add("v" + i);
        }

        assertResidual(new ApplicationFilter.AnyOf("lang", values));
    }

    private void assertResidual(ApplicationFilter filter) {
        FilterCompiler.Compiled compiled = compile(filter);

        assertThat(compiled.pushdown().residual()).containsExactly(Pushdown.Part.APPLICATION);
        assertThat(compiled.pushdown().enforced()).containsExactlyInAnyOrder(Pushdown.Part.TENANT, Pushdown.Part.TAG);
        assertThat(shape(sent(compiled))).contains("tenant", "tag").doesNotContain("terms:{terms");
    }
}
