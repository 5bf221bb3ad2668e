package dev.weir.tenancy.store;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedChunk;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store of somebody else's that keeps metadata beside texts, as far as a {@link MetadataChunkStore} needs it. Its own
 * exceptions leave as {@link StoreException}s.
 *
 * @param <F> the filters of its kind
 */
public interface MetadataTable<F> {
    /** What messages call it: "the vector store". */
    String name();

    /** Whether rows come back with the vectors they were added with. */
    boolean keepsVectors();

    /**
     * Some rows, whichever they are: all of those that the filter names, if they are fewer than {@code count}.
     *
     * @param filter null for every row
     */
    List<? extends @Nullable MetadataRow> some(@Nullable F filter, int count);

    /** Keys for rows to be added. */
    List<String> keys(int count);

    /** Adds rows under such keys, one for one. */
    void add(List<String> keys, List<MetadataRow> rows);

    /** Removes the rows of these keys. */
    void remove(Set<String> keys);

    /** Names the rows of one version of a document. */
    F ofVersion(TenantId tenant, DocumentId document, long version);

    /** Names the rows of all versions of a document. */
    F ofDocument(TenantId tenant, DocumentId document);

    /** Names rows among which are those of a tenant that an erasure names. */
    F of(TenantId tenant, Erasure what);

    /**
     * Names the rows that a filter names, and those that have a value under a metadata key.
     *
     * @param key of the application's
     */
    F orOf(F filter, String key, String value);

    /**
     * Refuses a chunk that the table cannot give back so that it verifies.
     *
     * @throws IllegalArgumentException if nothing could
     * @throws StoreException if this table cannot
     */
    void requireStorable(SealedChunk chunk);

    /** Whether the table writes values of its own under a metadata key. */
    boolean isOverwritten(String key);
}
