package dev.weir.adapters.springai;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.MetadataKeys;
import dev.weir.tenancy.store.MetadataRow;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;

/**
 * Goes with a served document so that its seal can be checked again after others have had it in their hands. It prints as
 * the chunk's id: nothing that formats, logs or serialises a document's metadata shows the seal.
 */
final class Served {
    /** The metadata key of it. */
    static final String KEY = MetadataKeys.PREFIX + "served";

    private final VerifiedChunk chunk;

    Served(VerifiedChunk chunk) {
        this.chunk = chunk;
    }

    /**
     * A document as a row: what it says now under the seal that it was served with, or under the one in its metadata if it
     * comes from a plain store. One without either is a row without a seal.
     */
    static Candidate row(Document document, double score) {
        MetadataRow row = DocumentTable.row(document);
        if (!(document.getMetadata().get(KEY) instanceof Served served)) {
            return row.candidate(score);
        }
        VerifiedChunk chunk = served.chunk;
        float @Nullable [] vector = chunk.vector().orElse(null);
        return new Candidate(chunk.id().toString(), document.getText(), chunk.seal(), vector, Map.of(), score);
    }

    /** The chunk's id. */
    @Override
    @JsonValue
    public String toString() {
        return chunk.id().toString();
    }
}
