package dev.weir.ingest.reembed;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;

/** One document of one tenant. */
record DocumentKey(TenantId tenant, DocumentId document) {
    static DocumentKey of(ChunkId id) {
        return new DocumentKey(id.tenant(), id.document());
    }

    @Override
    public String toString() {
        return tenant + "/" + document;
    }
}
