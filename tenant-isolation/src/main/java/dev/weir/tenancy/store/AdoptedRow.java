package dev.weir.tenancy.store;

import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.internal.CanonicalReader;
import dev.weir.tenancy.internal.CanonicalWriter;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.seal.SealedChunk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link AdoptedRows} keeps of one row: the fields under Weir's keys that a row of Weir's own would have. */
final class AdoptedRow {
    /** In the order of a record's bytes. */
    private static final List<String> KEPT =
            List.of(MetadataKeys.CHUNK, MetadataKeys.SOURCE, MetadataKeys.BATCH, MetadataKeys.TAG, MetadataKeys.SEAL);

    private AdoptedRow() {}

    static Map<String, String> of(SealedChunk chunk, String tag) {
        Provenance provenance = chunk.facts().provenance();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(MetadataKeys.CHUNK, chunk.id().toString());
        fields.put(MetadataKeys.SOURCE, provenance.source().uri());
        fields.put(MetadataKeys.BATCH, provenance.batch());
        fields.put(MetadataKeys.TAG, tag);
        fields.put(MetadataKeys.SEAL, chunk.seal());
        return fields;
    }

    static byte[] bytes(Map<String, String> fields) {
        CanonicalWriter out = new CanonicalWriter();
        for (String name : KEPT) {
            out.string(fields.getOrDefault(name, ""));
        }
        return out.toByteArray();
    }

    /** Empty for what nobody here wrote: its row is then not known. */
    static Optional<Map<String, String>> read(byte[] content) {
        try {
            CanonicalReader in = new CanonicalReader(content);
            Map<String, String> fields = new LinkedHashMap<>();
            for (String name : KEPT) {
                fields.put(name, in.string());
            }
            in.end();
            return ChunkId.parse(fields.getOrDefault(MetadataKeys.CHUNK, "")).map(chunk -> {
                fields.put(MetadataKeys.TENANT, chunk.tenant().value());
                fields.put(MetadataKeys.DOCUMENT, chunk.document().value());
                fields.put(MetadataKeys.VERSION, Long.toString(chunk.version()));
                return fields;
            });
        } catch (MalformedBytesException e) {
            return Optional.empty();
        }
    }
}
