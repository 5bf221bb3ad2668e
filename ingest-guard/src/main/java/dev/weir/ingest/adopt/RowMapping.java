package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.store.MetadataKeys;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which metadata of a row names its tenant, source and document. Somebody attests that it does.
 *
 * @param tenant key of a string that is the tenant's id
 * @param source key of a string that says where the document came from
 * @param document key of a string that names the document within its tenant, the same for all of its rows; empty if that is
 *     the source
 * @param order key of a whole number by which the rows of a document follow one another; empty if there is none
 */
public record RowMapping(String tenant, String source, Optional<String> document, Optional<String> order) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public RowMapping {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(source, "source is null");
        requireNonNull(document, "document is null");
        requireNonNull(order, "order is null");
    }

    /** What metadata says. */
    sealed interface Reading {
        /**
         * The row is of the tenant that was asked for.
         *
         * @param order the largest number if there is none
         */
        record Own(SourceRef source, SourceRef document, long order) implements Reading {}

        /** The row is of another tenant, or Weir wrote it. */
        record Others() implements Reading {}

        /** It cannot be told. */
        record Faulty(String field, RowFault fault) implements Reading {}
    }

    /** Reads metadata as the row of a tenant. */
    Reading read(@Nullable String metadata, TenantId wanted) {
        try {
            JsonNode object = JSON.readTree(metadata == null ? "" : metadata);
            if (object == null || !object.isObject()) {
                return new Reading.Faulty("metadata", RowFault.UNREADABLE);
            }
            // What only says that Weir wrote it is served by its own seal or not at all.
            if (object.has(MetadataKeys.CHUNK)
                    || !name(object, tenant, TenantId::new, RowFault.NOT_A_TENANT)
                            .equals(wanted)) {
                return new Reading.Others();
            }
            SourceRef from = name(object, source, SourceRef::new, RowFault.NOT_A_NAME);
            SourceRef named = name(object, document.orElse(source), SourceRef::new, RowFault.NOT_A_NAME);
            return new Reading.Own(
                    from, named, order.map(key -> number(object.get(key))).orElse(Long.MAX_VALUE));
        } catch (JsonProcessingException e) {
            return new Reading.Faulty("metadata", RowFault.UNREADABLE);
        } catch (FaultyFieldException e) {
            return e.reading;
        }
    }

    private static <T> T name(JsonNode object, String key, Function<String, T> reader, RowFault otherwise)
            throws FaultyFieldException {
        JsonNode value = object.get(key);
        if (value == null || value.isNull()) {
            throw new FaultyFieldException(key, RowFault.MISSING);
        }
        if (!value.isTextual()) {
            throw new FaultyFieldException(key, RowFault.NOT_A_STRING);
        }
        if (value.textValue().isBlank()) {
            throw new FaultyFieldException(key, RowFault.BLANK);
        }
        try {
            return reader.apply(value.textValue());
        } catch (IllegalArgumentException e) {
            throw new FaultyFieldException(key, otherwise);
        }
    }

    /** A hint for what is scanned beside what, and nothing else: what is no number comes last. */
    private static long number(@Nullable JsonNode value) {
        if (value == null) {
            return Long.MAX_VALUE;
        }
        try {
            return value.isIntegralNumber() && value.canConvertToLong()
                    ? value.longValue()
                    : Long.parseLong(value.asText());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Ends the reading of one row. */
    private static final class FaultyFieldException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Reading.Faulty reading;

        FaultyFieldException(String field, RowFault fault) {
            super(field, null, false, false);
            this.reading = new Reading.Faulty(field, fault);
        }
    }
}
