package dev.weir.tenancy.chunk;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a seal binds of one chunk and what never changes about it.
 *
 * @param salt keyed and the same for all chunks of a version: without it, nothing that a log keeps of the version can be
 *     matched with a text
 * @param text digest of the exact UTF-8 of the chunk's text
 * @param redactions in the order of the text, at most {@value #MAX_REDACTIONS}
 */
public record ChunkFacts(
        ChunkId id,
        LeafSalt salt,
        Sha256 text,
        EmbeddingBinding embedding,
        Provenance provenance,
        List<Redaction> redactions) {
    /** The most redactions one chunk may hold; more belong in quarantine. */
    public static final int MAX_REDACTIONS = 16;

    /** @throws IllegalArgumentException if there are too many redactions */
    public ChunkFacts {
        requireNonNull(id, "id is null");
        requireNonNull(salt, "salt is null");
        requireNonNull(text, "text is null");
        requireNonNull(embedding, "embedding is null");
        requireNonNull(provenance, "provenance is null");
        redactions = List.copyOf(redactions);
        if (redactions.size() > MAX_REDACTIONS) {
            throw new IllegalArgumentException(
                    "a chunk holds at most " + MAX_REDACTIONS + " redactions, got " + redactions.size());
        }
    }
}
