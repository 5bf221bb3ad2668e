package dev.weir.adapters.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
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

/** One match of an embedding store, read as a row of Weir's. <b>Untrusted</b>, like the {@link Candidate} it makes. */
final class Row {
    /** What a segment says in the place of a blank text. */
    private static final String NOT_BLANK = "[blank]";

    private final EmbeddingMatch<TextSegment> match;
    private final Map<String, Object> metadata;

    Row(EmbeddingMatch<TextSegment> match) {
        this.match = match;
        TextSegment segment = match.embedded();
        this.metadata = segment == null || segment.metadata() == null
                ? Map.of()
                : segment.metadata().toMap();
    }

    /** The segment that an embedding store keeps for a chunk. */
    static TextSegment segment(SealedChunk chunk, String tag, Map<String, String> attributes) {
        ChunkId id = chunk.id();
        Map<String, String> metadata = new LinkedHashMap<>(attributes);
        metadata.put(RowKeys.TENANT, id.tenant().value());
        metadata.put(RowKeys.DOCUMENT, id.document().value());
        metadata.put(RowKeys.VERSION, Long.toString(id.version()));
        metadata.put(RowKeys.CHUNK, id.toString());
        metadata.put(RowKeys.SOURCE, chunk.facts().provenance().source().uri());
        metadata.put(RowKeys.BATCH, chunk.facts().provenance().batch());
        metadata.put(RowKeys.TAG, tag);
        metadata.put(RowKeys.SEAL, chunk.seal());
        if (chunk.vector().length == 0) {
            metadata.put(RowKeys.VECTOR, RowKeys.ABSENT);
        }
        if (chunk.text().isBlank()) {
            metadata.put(RowKeys.BLANK_TEXT, chunk.text());
            return TextSegment.from(NOT_BLANK, Metadata.from(metadata));
        }
        return TextSegment.from(chunk.text(), Metadata.from(metadata));
    }

    /** The same row under another tag. */
    TextSegment relabelled(String tag) {
        Map<String, Object> changed = new LinkedHashMap<>(metadata);
        changed.put(RowKeys.TAG, tag);
        return TextSegment.from(match.embedded().text(), Metadata.from(changed));
    }

    /** The row's key in the store. */
    String key() {
        return match.embeddingId();
    }

    @Nullable Embedding embedding() {
        return match.embedding();
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

    boolean hasVector() {
        return !field(RowKeys.VECTOR).equals(RowKeys.ABSENT);
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

    Candidate candidate(double score) {
        Map<String, String> attributes = new HashMap<>();
        metadata.forEach((key, value) -> {
            if (!RowKeys.isReserved(key) && value instanceof String text) {
                attributes.put(key, text);
            }
        });
        return new Candidate(string(RowKeys.CHUNK), text(), string(RowKeys.SEAL), vector(), attributes, score);
    }

    double score() {
        Double score = match.score();
        return score == null ? Double.NaN : score;
    }

    /** The exact text, or an empty string if there is none. */
    @Nullable String text() {
        String blank = string(RowKeys.BLANK_TEXT);
        TextSegment segment = match.embedded();
        if (blank != null) {
            return blank;
        }
        return segment == null ? null : segment.text();
    }

    private float @Nullable [] vector() {
        if (!hasVector()) {
            return new float[0];
        }
        Embedding embedding = match.embedding();
        return embedding == null ? null : embedding.vector();
    }

    private @Nullable String string(String key) {
        return metadata.get(key) instanceof String value ? value : null;
    }
}
