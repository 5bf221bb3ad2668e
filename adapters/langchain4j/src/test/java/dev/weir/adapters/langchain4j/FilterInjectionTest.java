package dev.weir.adapters.langchain4j;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static dev.weir.adapters.langchain4j.FrameworkWorld.embedding;
import static dev.weir.adapters.langchain4j.FrameworkWorld.request;
import static dev.weir.adapters.langchain4j.FrameworkWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strings that broke out of filters elsewhere are values like any other here, and no keys at all. */
class FilterInjectionTest {
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final List<String> CORE = List.of(
            "'",
            "\"",
            "\\",
            "`",
            "$",
            "%",
            "_",
            "]",
            "[",
            ")",
            "(",
            "}",
            "{",
            "*",
            "?",
            "~",
            "^",
            "|",
            "||",
            "&&",
            "!",
            "=",
            "==",
            "!=",
            ";",
            "--",
            "#",
            "/*",
            "*/",
            "//",
            ",",
            ".",
            "..",
            ":",
            "<",
            ">",
            "\n",
            "\r\n",
            "\t",
            " ",
            "or 1==1",
            "' or '1'='1",
            "' or 1=1 --",
            "\" or \"\"=\"",
            "'; DROP TABLE embeddings; --",
            "') OR TRUE --",
            "1) UNION SELECT * FROM x --",
            "\\' or 1=1 --",
            "%27 OR 1=1",
            "' || '1'=='1",
            "$.tenant",
            "$..*",
            "$[?(@.tenant != 'acme')]",
            "@.tenant || true",
            "'] || @['tenant",
            "tenant\"] != \"\" or metadata[\"x",
            "T(java.lang.Runtime).getRuntime()",
            "#{1+1}",
            "${jndi:x}",
            "#this",
            "new String()",
            "text:*",
            "tenant:globex OR 1",
            "[a TO z]",
            "{* TO *}",
            "a AND NOT b",
            "field:/.*/",
            "_exists_:tenant",
            "{\"match_all\":{}}",
            "{\"$ne\":null}",
            "{\"$gt\":\"\"}",
            "[\"acme\",\"globex\"]",
            "null",
            "NULL",
            "true",
            "false",
            "NaN",
            "0",
            "-1",
            "1e999",
            "acme",
            "globex",
            "ACME",
            "acme ",
            " acme",
            "acme.",
            "acme1",
            "acm",
            "acme/doc/1/0",
            "weir_tenant",
            "weir_seal",
            "\u202Eemca",
            "\u200Bacme",
            "acme\u00AD",
            "\uFEFFacme",
            "ａｃｍｅ",
            "аcme",
            "e\u0301",
            "\u00e9",
            "\u2028",
            "\u0085",
            "\uFFFD",
            "\uFFFF",
            "👩‍👩‍👧‍👦",
            "\uDB40\uDC01");

    @TempDir
    Path root;

    private static Set<String> corpus() {
        Set<String> corpus = new LinkedHashSet<>(CORE);
        for (String each : CORE) {
            corpus.add("en" + each);
            corpus.add("en' " + each + " 'x");
        }
        corpus.add("x".repeat(65_536));
        corpus.add("'".repeat(65_536));
        return corpus;
    }

    @Test
    void valueWhenItLooksLikeAQueryThenItMatchesItselfInItsTenantAndNothingElse() {
        FrameworkWorld world = new FrameworkWorld(root);
        List<String> corpus = new ArrayList<>(corpus());
        assertThat(corpus).hasSizeGreaterThan(200);
        for (int i = 0; i < corpus.size(); i++) {
            world.seal(ACME, "doc-" + i, Map.of("note", corpus.get(i)), "Own text " + i);
            if (i % 10 == 0) {
                world.seal(GLOBEX, "doc-" + i, Map.of("note", corpus.get(i)), "Foreign text " + i);
            }
        }
        GuardedEmbeddingStore guarded = world.reading(ACME).build();

        for (int i = 0; i < corpus.size(); i++) {
            Filter equal = metadataKey("note").isEqualTo(corpus.get(i));
            assertThat(found(guarded, equal)).as("value %d", i).containsExactly("Own text " + i);
            assertThat(found(guarded, Filter.not(metadataKey("note").isNotIn(corpus.get(i), "absent"))))
                    .as("value %d", i)
                    .containsExactly("Own text " + i);
            assertThat(found(guarded, metadataKey("absent").isEqualTo(corpus.get(i))))
                    .as("value %d", i)
                    .isEmpty();
            for (String sealed : List.of("weir_source", "weir_batch")) {
                assertThat(found(guarded, metadataKey(sealed).isEqualTo(corpus.get(i))))
                        .as("value %d", i)
                        .isEmpty();
            }
        }
    }

    @Test
    void keyWhenItLooksLikeAQueryThenRefused() {
        int refused = 0;
        for (String key : corpus()) {
            if (!ATTRIBUTE.matcher(key).matches() || key.startsWith("weir_")) {
                assertThatIllegalArgumentException()
                        .as("a key of %d characters", key.length())
                        .isThrownBy(() -> ApplicationFilters.of(new IsEqualTo(key.isBlank() ? "'" : key, "x")));
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(200);
    }

    @Test
    void valueWhenMalformedThenRefused() {
        for (String value : List.of("a\0b", "\uD800", "a\uDC00b", "\0")) {
            assertThat(WellFormed.firstFault(value)).isNotNegative();
            assertThatIllegalArgumentException().isThrownBy(() -> ApplicationFilters.of(new IsEqualTo("note", value)));
        }
    }

    @Test
    void rowWhenItsTenantIsOnlyLikeTheScopesThenNotEvenACandidate() {
        FrameworkWorld world = new FrameworkWorld(root);
        world.seal(ACME, "doc", "Own text.");
        Map<String, Object> own = world.store
                .search(request("Own text.").build())
                .matches()
                .getFirst()
                .embedded()
                .metadata()
                .toMap();
        for (String tenant : List.of(
                "ACME",
                "Acme",
                "acme ",
                " acme",
                "acme.",
                "acme1",
                "acm",
                "acmé",
                "ａｃｍｅ",
                "аcme",
                "acme\u200B",
                "",
                "[\"acme\"]",
                "*",
                "acme,globex")) {
            Metadata near = Metadata.from(own).put("weir_tenant", tenant);
            world.store.add(embedding("planted"), TextSegment.from("planted " + tenant, near));
        }

        List<Candidate> rows = world.chunks
                .search(world.world.byVector(world.world.scope(ACME), SealedWorld.vectorOf("planted"), 100))
                .rows();

        assertThat(rows).hasSize(1);
        assertThat(texts(world.reading(ACME).build(), request("planted").build()))
                .containsExactly("Own text.");
    }

    private static List<String> found(GuardedEmbeddingStore guarded, Filter filter) {
        return texts(guarded, request("anything").maxResults(5).filter(filter).build());
    }
}
