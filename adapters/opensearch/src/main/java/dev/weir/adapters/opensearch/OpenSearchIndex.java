package dev.weir.adapters.opensearch;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.store.StoreException;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.OpenSearchClient;

/**
 * The two indices of an {@link OpenSearchChunkStore}: {@code NAME} for rows and {@code NAME-versions} for the records that
 * say which rows count.
 *
 * <h2>Guarantees</h2>
 *
 * <p>A store does not open over indices that could compare, keep or find something else than was written: a field of the
 * scope that is analysed, normalised, cut ({@code ignore_above}), not indexed or missing; a field that Weir does not know;
 * a mapping that grows by itself; a source that is filtered; an ingest or search pipeline; malformed values that are
 * ignored; segment replication, under which a search may look at rows of before a refresh; an alias; and a format that is
 * not this version's.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That nobody changes the indices while they are open.
 */
public final class OpenSearchIndex {
    private static final int FORMAT = 1;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,99}");
    private static final Set<String> MAPPING_PARTS = Set.of("dynamic", "_meta", "properties");
    private static final List<String> PIPELINES =
            List.of("default_pipeline", "final_pipeline", "search.default_pipeline");

    private final Server server;
    private final String name;

    private OpenSearchIndex(Server server, String name) {
        this.server = server;
        this.name = name;
    }

    /**
     * The indices of one name.
     *
     * @param name 1 to 100 characters of {@code a-z 0-9 _ -}, beginning with a letter
     * @throws IllegalArgumentException if the name is not valid
     */
    public static OpenSearchIndex of(OpenSearchClient client, String name) {
        requireNonNull(name, "name is null");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "an index's name must be 1-100 characters of a-z 0-9 _ - and begin with a letter; length was "
                            + name.length());
        }
        return new OpenSearchIndex(new Server(client), name);
    }

    /**
     * Makes the indices that are missing, and checks both. Templates of the server that match the names apply too; what they
     * add is refused like anything else.
     *
     * @throws StoreException if the server cannot be reached, or an index that is there is not as it must be
     */
    public void create() {
        make(name, resource("chunks-v1.json"));
        make(versions(), resource("versions-v1.json"));
        require();
    }

    private void make(String index, JsonObject body) {
        if (server.read("/" + index).isPresent()) {
            return;
        }
        try {
            server.put("/" + index, body);
        } catch (StoreException e) {
            // Another process may have made it meanwhile.
            if (server.read("/" + index).isEmpty()) {
                throw e;
            }
        }
    }

    Server server() {
        return server;
    }

    String name() {
        return name;
    }

    String versions() {
        return name + "-versions";
    }

    /** @throws StoreException if an index is missing or not as it must be */
    void require() {
        JsonObject rows = index(name);
        requireIndex(name, rows, resource("chunks-v1.json"));
        requireEmbedding(rows);
        requireIndex(versions(), index(versions()), resource("versions-v1.json"));
    }

    /** Makes room for vectors. Does nothing where there is. */
    void addEmbedding(int dimension) {
        Optional<JsonObject> there = embedding(index(name));
        if (there.isEmpty()) {
            server.put("/" + name + "/_mapping", object("properties", object(Row.EMBEDDING, embedding(dimension))));
        } else if (!there.get().equals(embedding(dimension))) {
            throw new StoreException(
                    "the store holds vectors of dimension " + there.get().get("dimension") + ", got " + dimension);
        }
    }

    private JsonObject index(String index) {
        JsonObject answer = server.read("/" + index)
                .orElseThrow(
                        () -> new StoreException("the index " + index + " does not exist; run OpenSearchIndex.create"));
        if (!answer.keySet().equals(Set.of(index))) {
            throw refusal(index, "is an alias; name the index itself");
        }
        return answer.getJsonObject(index);
    }

    private static void requireIndex(String index, JsonObject is, JsonObject must) {
        JsonObject mapping = part(is, "mappings");
        if (!MAPPING_PARTS.containsAll(mapping.keySet())) {
            throw refusal(
                    index,
                    "has a mapping with parts other than "
                            + MAPPING_PARTS.stream().sorted().toList());
        }
        requireFormat(index, part(mapping, "_meta").get("weir"));
        if (!"strict".equals(text(mapping, "dynamic"))) {
            throw refusal(index, "must have a mapping with dynamic: strict");
        }
        JsonObject fields = part(mapping, "properties");
        JsonObject expected = part(part(must, "mappings"), "properties");
        for (Map.Entry<String, JsonValue> field : expected.entrySet()) {
            if (!field.getValue().equals(fields.get(field.getKey()))) {
                throw refusal(
                        index,
                        "must map the field " + field.getKey() + " as " + field.getValue()
                                + " and nothing else; reindex into a new one");
            }
        }
        for (String field : fields.keySet()) {
            if (!expected.containsKey(field) && !(field.equals(Row.EMBEDDING) && expected.containsKey(Row.VECTOR))) {
                throw refusal(index, "maps a field that Weir does not know");
            }
        }
        requireSettings(index, part(part(is, "settings"), "index"), expected.containsKey(Row.VECTOR));
    }

    private static void requireFormat(String index, @Nullable JsonValue format) {
        if (!(format instanceof JsonNumber number) || !number.isIntegral()) {
            throw refusal(index, "was not made by OpenSearchIndex.create");
        }
        if (number.longValue() != FORMAT) {
            throw refusal(index, "has format " + number.longValue() + ", and this version reads and writes " + FORMAT);
        }
    }

    private static void requireSettings(String index, JsonObject settings, boolean vectors) {
        for (String pipeline : PIPELINES) {
            String named = setting(settings, pipeline);
            if (!named.isEmpty() && !named.equals("_none")) {
                throw refusal(index, "must have no " + pipeline + ", which could change rows or queries");
            }
        }
        if (!Set.of("", "false").contains(setting(settings, "mapping.ignore_malformed"))) {
            throw refusal(index, "must not ignore malformed values");
        }
        if (!setting(settings, "replication.type").equals("DOCUMENT")) {
            throw refusal(index, "must have replication.type DOCUMENT");
        }
        if (vectors && !setting(settings, "knn").equals("true")) {
            throw refusal(index, "must have the setting knn");
        }
    }

    private void requireEmbedding(JsonObject rows) {
        Optional<JsonObject> is = embedding(rows);
        if (is.isPresent()) {
            int dimension = is.get().get("dimension") instanceof JsonNumber number ? number.intValue() : 0;
            if (!is.get().equals(embedding(dimension))) {
                throw refusal(name, "must map the field " + Row.EMBEDDING + " as " + embedding(dimension));
            }
        }
    }

    private static Optional<JsonObject> embedding(JsonObject rows) {
        JsonObject fields = part(part(rows, "mappings"), "properties");
        return fields.containsKey(Row.EMBEDDING) ? Optional.of(part(fields, Row.EMBEDDING)) : Optional.empty();
    }

    private static JsonObject embedding(int dimension) {
        return Server.JSON
                .createObjectBuilder()
                .add("type", "knn_vector")
                .add("dimension", dimension)
                .add(
                        "method",
                        Server.JSON
                                .createObjectBuilder()
                                .add("engine", "lucene")
                                .add("space_type", "cosinesimil")
                                .add("name", "hnsw")
                                .add(
                                        "parameters",
                                        Server.JSON
                                                .createObjectBuilder()
                                                .add("ef_construction", 128)
                                                .add("m", 16)))
                .build();
    }

    private static StoreException refusal(String index, String rule) {
        return new StoreException("the index " + index + " " + rule);
    }

    private static JsonObject object(String key, JsonObject value) {
        return Server.JSON.createObjectBuilder().add(key, value).build();
    }

    private static JsonObject part(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject part ? part : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static String text(JsonObject object, String key) {
        return object.get(key) instanceof JsonString string ? string.getString() : "";
    }

    /** @param path of one or two names */
    private static String setting(JsonObject settings, String path) {
        String flat = text(settings, path);
        int dot = path.indexOf('.');
        return !flat.isEmpty() || dot < 0
                ? flat
                : text(part(settings, path.substring(0, dot)), path.substring(dot + 1));
    }

    private static JsonObject resource(String name) {
        try (InputStream in = requireNonNull(OpenSearchIndex.class.getResourceAsStream(name), name);
                JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
