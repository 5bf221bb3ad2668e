package dev.weir.adapters.springai;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.store.ApplicationFilter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;

/** One document of a vector store, read as a row of Weir's. <b>Untrusted</b>, like the {@link Candidate} it makes. */
final class Row {
    /** What a document says in the place of a blank text. */
    private static final String NOT_BLANK = "[blank]";

    private final Document document;
    private final Map<String, Object> metadata;

    Row(Document document) {
        this.document = document;
        this.metadata = document.getMetadata();
    }

    /** The document that a vector store keeps for a chunk, under an id of the framework's own making. */
    static Document document(SealedChunk chunk, String tag, Map<String, String> attributes) {
        ChunkId id = chunk.id();
        Map<String, Object> metadata = new LinkedHashMap<>(attributes);
        metadata.put(RowKeys.TENANT, id.tenant().value());
        metadata.put(RowKeys.DOCUMENT, id.document().value());
        metadata.put(RowKeys.VERSION, Long.toString(id.version()));
        metadata.put(RowKeys.CHUNK, id.toString());
        metadata.put(RowKeys.SOURCE, chunk.facts().provenance().source().uri());
        metadata.put(RowKeys.BATCH, chunk.facts().provenance().batch());
        metadata.put(RowKeys.TAG, tag);
        metadata.put(RowKeys.SEAL, chunk.seal());
        if (chunk.text().isBlank()) {
            metadata.put(RowKeys.BLANK_TEXT, chunk.text());
            return TextOnly.in(new Document(NOT_BLANK, metadata));
        }
        return TextOnly.in(new Document(chunk.text(), metadata));
    }

    /** The same row under another tag and another id. */
    Document relabelled(String tag) {
        Map<String, Object> changed = new LinkedHashMap<>(metadata);
        changed.keySet().removeIf(RowKeys::isOverwritten);
        changed.put(RowKeys.TAG, tag);
        String text = document.getText();
        return TextOnly.in(new Document(text == null ? NOT_BLANK : text, changed));
    }

    /** The document without anything of Weir's. */
    Document plain() {
        Map<String, Object> own = new LinkedHashMap<>(metadata);
        own.keySet().removeIf(RowKeys::isReserved);
        return TextOnly.in(document.mutate().text(text()).metadata(own).build());
    }

    /** The row's key in the store. */
    String key() {
        return document.getId();
    }

    /** A chunk id that agrees with the row's tenant and document, if the row has one. */
    Optional<ChunkId> chunk() {
        return ChunkId.parse(field(RowKeys.CHUNK))
                .filter(id -> id.tenant().value().equals(field(RowKeys.TENANT))
                        && id.document().value().equals(field(RowKeys.DOCUMENT)));
    }

    boolean isOf(TenantId tenant) {
        return chunk().filter(id -> id.tenant().equals(tenant)).isPresent();
    }

    /** A metadata value, or an empty string if there is none or it is no string. */
    String field(String key) {
        return metadata.get(key) instanceof String value ? value : "";
    }

    /** A field of an {@link ApplicationFilter}. */
    String applicationField(String name) {
        return field(key(name));
    }

    /** The metadata key of a field of an {@link ApplicationFilter}. */
    static String key(String field) {
        return switch (field) {
            case ApplicationFilter.SOURCE -> RowKeys.SOURCE;
            case ApplicationFilter.BATCH -> RowKeys.BATCH;
            case ApplicationFilter.DOCUMENT -> RowKeys.DOCUMENT;
            default -> field;
        };
    }

    /** The row as the gate takes it; the framework gives no vector back. */
    Candidate candidate(double score) {
        Map<String, String> attributes = new HashMap<>();
        metadata.forEach((key, value) -> {
            if (!RowKeys.isReserved(key) && value instanceof String text) {
                attributes.put(key, text);
            }
        });
        return new Candidate(string(RowKeys.CHUNK), text(), string(RowKeys.SEAL), null, attributes, score);
    }

    double score() {
        Double score = document.getScore();
        return score == null ? Double.NaN : score;
    }

    /** The exact text, or null if there is none. */
    @Nullable String text() {
        String blank = string(RowKeys.BLANK_TEXT);
        return blank != null ? blank : document.getText();
    }

    private @Nullable String string(String key) {
        return metadata.get(key) instanceof String value ? value : null;
    }
}
