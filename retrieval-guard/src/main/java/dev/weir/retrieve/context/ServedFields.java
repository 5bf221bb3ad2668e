package dev.weir.retrieve.context;

import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.MetadataKeys;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a framework is told of a served passage, as metadata: strings, and the offsets as ints. All of it is read from what
 * was sealed; neither the seal nor the tag is among it.
 */
public final class ServedFields {
    /** The audit log's name of the answer. */
    public static final String REQUEST = MetadataKeys.PREFIX + "request";

    public static final String UPLOADER = MetadataKeys.PREFIX + "uploader";
    public static final String LOCATION = MetadataKeys.PREFIX + "location";
    public static final String START = MetadataKeys.PREFIX + "start";
    public static final String END = MetadataKeys.PREFIX + "end";
    public static final String TRUST = MetadataKeys.PREFIX + "trust";
    public static final String ATTESTER = MetadataKeys.PREFIX + "attester";
    public static final String SCANNED_BY = MetadataKeys.PREFIX + "scanned_by";

    private ServedFields() {}

    /** The fields of one passage of an answer, by its index; the map may be added to. */
    public static Map<String, Object> of(GuardedContext context, int index) {
        VerifiedChunk chunk = context.chunks().get(index).chunk();
        Citation citation = context.citations().get(index);
        Provenance provenance = citation.provenance();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(MetadataKeys.CHUNK, chunk.id().toString());
        fields.put(MetadataKeys.DOCUMENT, chunk.id().document().value());
        fields.put(MetadataKeys.VERSION, Long.toString(chunk.id().version()));
        fields.put(MetadataKeys.SOURCE, provenance.source().uri());
        fields.put(MetadataKeys.BATCH, provenance.batch());
        fields.put(UPLOADER, provenance.uploader());
        fields.put(LOCATION, provenance.location());
        fields.put(START, provenance.start());
        fields.put(END, provenance.end());
        fields.put(TRUST, citation.trust().name());
        fields.put(ATTESTER, citation.attester());
        fields.put(SCANNED_BY, citation.scannedBy());
        fields.put(REQUEST, context.requestId());
        return fields;
    }
}
