package dev.weir.tenancy.store;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.seal.SealedChunk;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of a store that keeps metadata beside a text, as the store returned it or as it is to be added. <b>Untrusted</b>,
 * like the {@link Candidate} it makes: nothing that it says of itself is more than a hint.
 */
public final class MetadataRow {
    /** What a row says in the place of a blank text. */
    private static final String NOT_BLANK = "[blank]";

    private final String key;
    private final @Nullable String text;
    private final Map<String, Object> metadata;
    private final float @Nullable [] vector;
    private final double score;
    private final boolean adopted;

    /**
     * @param key the row's own in the store, or empty if it is yet to be added
     * @param text what the store returned as the text, or null
     * @param metadata not copied
     * @param vector what the store returned of the vector, or null if it returned none; not copied
     * @param score higher is better, within one result list
     */
    public MetadataRow(
            String key, @Nullable String text, Map<String, Object> metadata, float @Nullable [] vector, double score) {
        this(key, text, metadata, vector, score, false);
    }

    private MetadataRow(
            String key,
            @Nullable String text,
            Map<String, Object> metadata,
            float @Nullable [] vector,
            double score,
            boolean adopted) {
        this.key = requireNonNull(key, "key is null");
        this.text = text;
        this.metadata = Collections.unmodifiableMap(metadata);
        this.vector = vector;
        this.score = score;
        this.adopted = adopted;
    }

    /** The row that a store is to keep for a chunk. */
    static MetadataRow of(SealedChunk chunk, String tag, Map<String, String> attributes, boolean keepsVectors) {
        ChunkId id = chunk.id();
        Map<String, Object> metadata = new LinkedHashMap<>(attributes);
        metadata.put(MetadataKeys.TENANT, id.tenant().value());
        metadata.put(MetadataKeys.DOCUMENT, id.document().value());
        metadata.put(MetadataKeys.VERSION, Long.toString(id.version()));
        metadata.put(MetadataKeys.CHUNK, id.toString());
        metadata.put(MetadataKeys.SOURCE, chunk.facts().provenance().source().uri());
        metadata.put(MetadataKeys.BATCH, chunk.facts().provenance().batch());
        metadata.put(MetadataKeys.TAG, tag);
        metadata.put(MetadataKeys.SEAL, chunk.seal());
        if (keepsVectors && chunk.vector().length == 0) {
            metadata.put(MetadataKeys.VECTOR, MetadataKeys.ABSENT);
        }
        if (chunk.text().isBlank()) {
            metadata.put(MetadataKeys.BLANK_TEXT, chunk.text());
        }
        return new MetadataRow("", chunk.text().isBlank() ? NOT_BLANK : chunk.text(), metadata, chunk.vector(), 0);
    }

    /** The same row without its seal. */
    MetadataRow unsealed() {
        Map<String, Object> changed = new LinkedHashMap<>(metadata);
        changed.remove(MetadataKeys.SEAL);
        return new MetadataRow(key, text, changed, vector, score);
    }

    /** The same row with these fields in the place of whatever it says of itself under Weir's keys. */
    MetadataRow adoptedAs(Map<String, String> fields) {
        Map<String, Object> changed = new LinkedHashMap<>();
        metadata.forEach((name, value) -> {
            if (!MetadataKeys.isReserved(name)) {
                changed.put(name, value);
            }
        });
        changed.putAll(fields);
        return new MetadataRow(key, text, changed, vector, score, true);
    }

    /** Whether its fields are kept beside it, because it was there before Weir. */
    boolean isAdopted() {
        return adopted;
    }

    /** The same row under another tag, to be added. */
    MetadataRow relabelled(String tag) {
        Map<String, Object> changed = new LinkedHashMap<>(metadata);
        changed.put(MetadataKeys.TAG, tag);
        return new MetadataRow("", text == null ? NOT_BLANK : text, changed, vector, 0);
    }

    /** The row's key in the store; empty if it is yet to be added. */
    public String key() {
        return key;
    }

    /** The text that the store keeps, which is another one where the chunk's is blank. */
    public Optional<String> stored() {
        return Optional.ofNullable(text);
    }

    /** The exact text, if there is one. */
    public Optional<String> text() {
        String blank = string(MetadataKeys.BLANK_TEXT);
        return Optional.ofNullable(blank != null ? blank : text);
    }

    /** All metadata, unmodifiable. */
    public Map<String, Object> metadata() {
        return metadata;
    }

    /** The vector as the store returned it, or as it is to be added; empty in length if the chunk has none. Not a copy. */
    public Optional<float[]> vector() {
        return Optional.ofNullable(vector);
    }

    public double score() {
        return score;
    }

    /** A chunk id that agrees with the row's tenant and document, if the row has one. */
    public Optional<ChunkId> chunk() {
        return ChunkId.parse(field(MetadataKeys.CHUNK))
                .filter(id -> id.tenant().value().equals(field(MetadataKeys.TENANT))
                        && id.document().value().equals(field(MetadataKeys.DOCUMENT)));
    }

    /** Whether the row says that its chunk has a vector. */
    public boolean hasVector() {
        return !field(MetadataKeys.VECTOR).equals(MetadataKeys.ABSENT);
    }

    /** A metadata value, or an empty string if there is none or it is no string. */
    public String field(String name) {
        return metadata.get(name) instanceof String value ? value : "";
    }

    /** Whether an application's filter matches the row. */
    public boolean matches(ApplicationFilter filter) {
        return filter.matches(name -> field(MetadataKeys.ofField(name)));
    }

    /** Whether the row is of a tenant and an erasure names it. */
    boolean isNamedBy(TenantId tenant, Erasure what) {
        return chunk().filter(id -> id.tenant().equals(tenant)).isPresent()
                && switch (what) {
                    case Erasure.ByDocument by ->
                        chunk().filter(id -> by.documents().contains(id.document()))
                                .isPresent();
                    case Erasure.BySource by ->
                        field(MetadataKeys.SOURCE).equals(by.source().uri());
                    case Erasure.ByBatch by -> field(MetadataKeys.BATCH).equals(by.batch());
                    case Erasure.OtherVersions by ->
                        chunk().filter(id -> id.document().equals(by.document()) && id.version() != by.keep())
                                .isPresent();
                };
    }

    /** The row as the gate takes it. */
    public Candidate candidate(double scored) {
        Map<String, String> attributes = new HashMap<>();
        metadata.forEach((name, value) -> {
            if (!MetadataKeys.isReserved(name) && value instanceof String said) {
                attributes.put(name, said);
            }
        });
        return new Candidate(
                string(MetadataKeys.CHUNK),
                text().orElse(null),
                string(MetadataKeys.SEAL),
                hasVector() ? vector : new float[0],
                attributes,
                scored);
    }

    private @Nullable String string(String name) {
        return metadata.get(name) instanceof String value ? value : null;
    }

    /** The key, and never the text. */
    @Override
    public String toString() {
        return "MetadataRow[" + key + "]";
    }
}
