package dev.weir.adapters.opensearch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.store.StoreException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch.OpenSearchClient;

/** An index that could find, keep or compare something else than was written is refused, on the real server. */
@Tag("opensearch")
class OpenSearchIndexTest {
    private static final String NAME = "weir-tests-refused";

    private final OpenSearchClient client = OpenSearchServer.client();
    private final Server server = new Server(client);

    @AfterEach
    void remove() {
        OpenSearchServer.remove(NAME);
    }

    /** Makes the index of rows from ours with a part of its text changed, and the other one as it must be. */
    private void make(String part, String changed) {
        String mapping = resource("chunks-v1.json");
        String made = mapping.replace(part, changed);
        if (made.equals(mapping)) {
            throw new IllegalArgumentException("no such part: " + part);
        }
        OpenSearchServer.remove(NAME);
        server.put("/" + NAME, Json.createReader(new StringReader(made)).readObject());
        server.put(
                "/" + NAME + "-versions",
                Json.createReader(new StringReader(resource("versions-v1.json")))
                        .readObject());
    }

    private static String resource(String name) {
        try (InputStream in = requireNonNull(OpenSearchIndex.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> OpenSearchIndex.of(client, NAME).require())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the index " + NAME)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> OpenSearchIndex.of(client, NAME).create())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message);
    }

    @Test
    void indexWhenMadeByUsThenOpensAndIsMadeOnlyOnce() {
        OpenSearchServer.remove(NAME);
        assertRefusedToOpen("the index " + NAME + " does not exist; run OpenSearchIndex.create");
        OpenSearchIndex.of(client, NAME).create();
        OpenSearchIndex.of(client, NAME).create();
        OpenSearchIndex.of(client, NAME).addEmbedding(8);
        OpenSearchIndex.of(client, NAME).addEmbedding(8);

        assertThatCode(() -> OpenSearchIndex.of(client, NAME).require()).doesNotThrowAnyException();
        assertThatThrownBy(() -> OpenSearchIndex.of(client, NAME).addEmbedding(9))
                .isInstanceOf(StoreException.class)
                .hasMessage("the store holds vectors of dimension 8, got 9");
    }

    private void assertRefusedToOpen(String message) {
        assertThatThrownBy(() -> OpenSearchIndex.of(client, NAME).require())
                .isInstanceOf(StoreException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"tenant\": { \"type\": \"text\" }",
                "\"tenant\": { \"type\": \"keyword\", \"ignore_above\": 3 }",
                "\"tenant\": { \"type\": \"keyword\", \"normalizer\": \"lowercase\" }",
                "\"tenant\": { \"type\": \"keyword\", \"null_value\": \"acme\" }",
                "\"tenant\": { \"type\": \"keyword\", \"copy_to\": \"source\" }",
                "\"tenant\": { \"type\": \"wildcard\" }",
                "\"tenant\": { \"type\": \"text\", \"fields\": { \"keyword\": { \"type\": \"keyword\" } } }",
                "\"tenant\": { \"type\": \"keyword\", \"doc_values\": false }",
                "\"tenant\": { \"type\": \"keyword\", \"index\": false }"
            })
    void indexWhenTheTenantIsMappedOtherwiseThenRefused(String mapped) {
        make("\"tenant\": { \"type\": \"keyword\" }", mapped);

        assertRefused("must map the field tenant as {\"type\":\"keyword\"} and nothing else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag", "document", "generation", "source", "batch", "terms"})
    void indexWhenAFieldOfTheFilterIsCutThenRefused(String field) {
        make(
                "\"" + field + "\": { \"type\": \"keyword\" }",
                "\"" + field + "\": { \"type\": \"keyword\", \"ignore_above\": 256 }");

        assertRefused("must map the field " + field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "tag": { "type": "keyword" },| |must map the field tag
            "version": { "type": "long" }|"version": { "type": "double" }|must map the field version
            "dynamic": "strict"|"dynamic": true|must have a mapping with dynamic: strict
            "dynamic": "strict"|"dynamic": false|must have a mapping with dynamic: strict
            "dynamic": "strict",|"dynamic": "strict", "_source": { "excludes": ["seal"] },|has a mapping with parts other than
            "dynamic": "strict",|"dynamic": "strict", "_routing": { "required": true },|has a mapping with parts other than
            "weir": 1|"weir": 2|has format 2, and this version reads and writes 1
            "weir": 1|"other": 1|was not made by OpenSearchIndex.create
            "vector": { "type": "binary" }|"vector": { "type": "binary" }, "more": { "type": "keyword" }|maps a field that Weir does not know
            "knn": true|"knn": false|must have the setting knn
            "knn": true|"knn": true, "default_pipeline": "rewrite"|must have no default_pipeline
            "knn": true|"knn": true, "final_pipeline": "rewrite"|must have no final_pipeline
            "knn": true|"knn": true, "search.default_pipeline": "rewrite"|must have no search.default_pipeline
            "knn": true|"knn": true, "mapping.ignore_malformed": true|must not ignore malformed values
            "replication.type": "DOCUMENT"|"replication.type": "SEGMENT"|must have replication.type DOCUMENT
            """)
    void indexWhenItCouldBreakTheScopeThenRefused(String part, @Nullable String changed, String message) {
        make(part, changed == null ? "" : changed);

        assertRefused(message);
    }

    @Test
    void indexWhenVectorsAreComparedOtherwiseThenRefused() {
        make(
                "\"vector\": { \"type\": \"binary\" }",
                "\"vector\": { \"type\": \"binary\" }, \"embedding\": { \"type\": \"knn_vector\", \"dimension\": 3,"
                        + " \"method\": { \"name\": \"hnsw\", \"engine\": \"lucene\", \"space_type\": \"l2\" } }");

        assertRefused("must map the field embedding as");
    }

    @Test
    void indexWhenItIsAnAliasThenRefused() throws IOException {
        OpenSearchServer.recreate();
        client.indices()
                .updateAliases(request -> request.actions(action ->
                        action.add(add -> add.index(OpenSearchServer.INDEX).alias(NAME))));
        try {
            assertRefused("is an alias; name the index itself");
        } finally {
            OpenSearchServer.recreate();
        }
    }

    @Test
    void recordsWhenTheirIndexIsMappedOtherwiseThenRefused() {
        make("\"weir\": 1", "\"weir\": 1 ");
        addField(NAME + "-versions");

        assertThatThrownBy(() -> OpenSearchIndex.of(client, NAME).require())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the index " + NAME + "-versions maps a field that Weir does not know");
    }

    private void addField(String index) {
        JsonObject field = Json.createReader(new StringReader("{\"properties\":{\"more\":{\"type\":\"keyword\"}}}"))
                .readObject();
        server.put("/" + index + "/_mapping", field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "_all", "*", "a,b", "a/b", "a b", ".hidden", "-a", "a\u0000", "é"})
    void nameWhenNotValidThenRefused(String name) {
        assertThatThrownBy(() -> OpenSearchIndex.of(client, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an index's name must be");
    }

    @Test
    void rowWhenItHasAFieldOfAnothersThenTheServerRefusesIt() {
        OpenSearchServer.recreate();
        JsonObject row =
                Server.JSON.createObjectBuilder().add("tenants", "acme").build();

        assertThatThrownBy(() -> client.index(
                        request -> request.index(OpenSearchServer.INDEX).document(JsonData.of(row))))
                .hasMessageContaining("strict_dynamic_mapping_exception");
    }
}
