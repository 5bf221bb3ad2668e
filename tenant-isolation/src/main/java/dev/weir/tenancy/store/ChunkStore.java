package dev.weir.tenancy.store;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.SealedDocument;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The only door to a vector store: an SPI. Every read needs a scope and every write a grant; there is no overload
 * without, and no way to remove everything. Implementations must be thread-safe and pass {@code ChunkStoreContract}.
 *
 * <p>A store is not trusted: whatever it returns is verified. Honesty is still required of it, or answers are missing.
 */
public interface ChunkStore extends AutoCloseable {
    /**
     * How far a seal may vouch for a vector of this store's: exactly, unless the store says otherwise because it keeps a form
     * of its own or makes vectors itself. A store refuses to write what binds more than it can give back.
     *
     * @param model the embedder's id
     */
    default EmbeddingBinding binding(String model, float[] vector) {
        return EmbeddingBinding.exact(model, vector);
    }

    /**
     * Writes all chunks of one version of a document, durably, in one step: after it, the store holds exactly these
     * rows of that version. Rows of other versions stay.
     *
     * @param attributes the application's own metadata, one value a name, for {@link ApplicationFilter}
     * @throws dev.weir.tenancy.WriteRefusedException if the grant does not cover it
     * @throws IllegalArgumentException if an attribute's name is not valid, or its value not well-formed
     * @throws StoreException if the store fails; nothing of the version was then written, or all of it
     */
    void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes);

    /**
     * The best {@code k} rows inside the query's filters; fewer only if there are no more.
     *
     * @throws StoreException if the store fails
     */
    SearchResult search(ScopedQuery query);

    /**
     * Removes rows and their vectors, durably.
     *
     * @return how many rows went
     * @throws dev.weir.tenancy.WriteRefusedException if the grant does not allow {@link Erasure#action()}
     */
    long erase(WriteGrant grant, Erasure what);

    /**
     * Tells the push-down that a document's tag has changed, without rewriting its chunks. The head in the log is what
     * counts; a store that never heard of the change only returns too much or too little.
     *
     * @return how many rows were told
     */
    long relabel(WriteGrant grant, DocumentId document, AccessTag tag);

    /**
     * Shows every row that {@link #erase} would remove, in no order: what an erasure finds documents by and reports.
     *
     * @throws dev.weir.tenancy.WriteRefusedException if the grant does not allow {@link Erasure#action()}
     */
    void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action);

    /** Shows every row of every tenant, in no order: for verification by an operator. */
    void forEach(BreakGlass opening, Consumer<Candidate> action);

    @Override
    void close();
}
