package dev.weir.adapters.opensearch;

import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.seal.SealedChunk;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch.core.search.Hit;

/**
 * One row as the server holds it. A field that is missing or of another kind becomes a field that is missing: the seal's
 * verifier says what that means.
 *
 * @param id of the document in the index: the key and the generation
 * @param version the key of the record of its document's version
 * @param generation the attempt that wrote it
 * @param words which of the query's words it holds, by number
 */
record Row(String id, String key, String version, String generation, Candidate candidate, Set<Integer> words) {
    static final String KEY = "key";
    static final String TENANT = "tenant";
    static final String DOCUMENT = "document";
    static final String VERSION = "version";
    static final String GENERATION = "generation";
    static final String TAG = "tag";
    static final String SOURCE = "source";
    static final String BATCH = "batch";
    static final String TERMS = "terms";
    static final String CONTENT = "content";
    static final String SEAL = "seal";
    static final String VECTOR = "vector";
    static final String ATTRIBUTES = "attributes";
    static final String EMBEDDING = "embedding";

    /** The prefix of the names that clauses for words get. */
    static final String WORD = "w";

    /** How results are ordered. */
    static final Comparator<Row> BEST_FIRST = Comparator.comparingDouble(
                    (Row row) -> row.candidate().score())
            .reversed()
            .thenComparing(Row::key);

    Row {
        words = Set.copyOf(words);
    }

    /** What is written of a chunk. */
    static JsonObject document(
            SealedChunk chunk, String generation, String tag, Map<String, String> attributes, List<String> terms) {
        Provenance provenance = chunk.facts().provenance();
        JsonArrayBuilder keywords = Server.JSON.createArrayBuilder(terms);
        JsonObjectBuilder named = Server.JSON.createObjectBuilder();
        attributes.forEach(named::add);
        JsonObjectBuilder row = Server.JSON
                .createObjectBuilder()
                .add(KEY, chunk.id().toString())
                .add(TENANT, chunk.id().tenant().value())
                .add(DOCUMENT, chunk.id().document().value())
                .add(VERSION, chunk.id().version())
                .add(GENERATION, generation)
                .add(TAG, tag)
                .add(SOURCE, provenance.source().uri())
                .add(BATCH, provenance.batch())
                .add(TERMS, keywords)
                .add(CONTENT, chunk.text())
                .add(SEAL, chunk.seal())
                .add(ATTRIBUTES, named);
        if (chunk.vector().length > 0) {
            row.add(VECTOR, Base64.getEncoder().encodeToString(bytes(chunk.vector())));
            float[] direction = Directions.direction(chunk.vector());
            if (direction.length > 0) {
                row.add(EMBEDDING, numbers(direction));
            }
        }
        return row.build();
    }

    static JsonArrayBuilder numbers(float[] vector) {
        JsonArrayBuilder numbers = Server.JSON.createArrayBuilder();
        for (float value : vector) {
            numbers.add(new BigDecimal(Float.toString(value)));
        }
        return numbers;
    }

    static Row read(Hit<JsonData> hit) {
        JsonData source = hit.source();
        JsonObject row = source == null ? JsonValue.EMPTY_JSON_OBJECT : object(source.toJson());
        String key = text(row, KEY);
        int end = key == null ? -1 : key.lastIndexOf('/');
        String generation = text(row, GENERATION);
        Set<Integer> words = new HashSet<>();
        for (String name : hit.matchedQueries()) {
            words.add(Integer.parseInt(name, WORD.length(), name.length(), 10));
        }
        return new Row(
                hit.id() == null ? "" : hit.id(),
                key == null ? "" : key,
                key == null || end < 0 ? "" : key.substring(0, end),
                generation == null ? "" : generation,
                new Candidate(
                        key,
                        text(row, CONTENT),
                        text(row, SEAL),
                        vector(row),
                        attributes(row),
                        hit.score() == null ? 0 : hit.score()),
                words);
    }

    Row scored(double score) {
        Candidate scored = new Candidate(
                candidate.id().orElse(null),
                candidate.text().orElse(null),
                candidate.seal().orElse(null),
                candidate.vector().orElse(null),
                candidate.attributes(),
                score);
        return new Row(id, key, version, generation, scored, words);
    }

    private static JsonObject object(JsonValue value) {
        return value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    static @Nullable String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? string.getString() : null;
    }

    private static Map<String, String> attributes(JsonObject row) {
        Map<String, String> attributes = new HashMap<>();
        if (row.get(ATTRIBUTES) instanceof JsonObject named) {
            named.forEach((name, value) -> {
                if (value instanceof JsonString string) {
                    attributes.put(name, string.getString());
                }
            });
        }
        return attributes;
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static float @Nullable [] vector(JsonObject row) {
        String encoded = text(row, VECTOR);
        if (encoded == null) {
            return new float[0];
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            float[] vector = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
            return vector;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
