package dev.weir.tenancy.seal;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.heads.DocumentHead;
import java.util.List;

/**
 * Proof that a {@link Sealer} sealed this version of a document: its chunks for the store, and the head that makes them
 * count once a {@link dev.weir.tenancy.heads.HeadLogWriter} has published it. Write the chunks first, then the head:
 * until then the old version serves, from then on only the new one does.
 */
public final class SealedDocument {
    private final DocumentHead head;
    private final List<SealedChunk> chunks;

    SealedDocument(DocumentHead head, List<SealedChunk> chunks) {
        this.head = head;
        this.chunks = List.copyOf(chunks);
    }

    public TenantId tenant() {
        return head.tenant();
    }

    public DocumentHead head() {
        return head;
    }

    /** All chunks, by ordinal. */
    public List<SealedChunk> chunks() {
        return chunks;
    }

    /**
     * The same version with some of its chunks only, for a store that keeps a part of it.
     *
     * @param from position of the first chunk
     * @param to position after the last one
     * @throws IndexOutOfBoundsException if there are no such chunks
     */
    public SealedDocument part(int from, int to) {
        return new SealedDocument(head, chunks.subList(from, to));
    }
}
