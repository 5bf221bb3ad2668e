package dev.weir.tenancy.seal;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.Redaction;
import dev.weir.tenancy.chunk.WellFormed;
import java.util.List;

/**
 * One chunk that was admitted and is to be sealed.
 *
 * @param text exactly what will be stored and returned; not empty
 * @param location which part of the document the offsets are in
 * @param start of the chunk in that part, in UTF-16 code units
 * @param end exclusive
 * @param embedding how far the seal shall vouch for {@code vector}
 * @param vector of the embedding, empty if there is none; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a vector of thousands of chunks is not worth a copy each
public record ChunkDraft(
        String text,
        String location,
        int start,
        int end,
        List<Redaction> redactions,
        EmbeddingBinding embedding,
        float[] vector) {
    /** @throws IllegalArgumentException if the text is empty or not well-formed, or the vector is not what is bound */
    public ChunkDraft {
        requireNonNull(location, "location is null");
        requireNonNull(embedding, "embedding is null");
        redactions = List.copyOf(redactions);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a chunk's text must not be empty");
        }
        WellFormed.require(text, "chunk text");
        if (!embedding.describes(vector)) {
            throw new IllegalArgumentException("the vector is not the one that the embedding binding describes");
        }
    }
}
