package dev.weir.tenancy.chunk;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row as a store gave it back. <b>Untrusted:</b> every field may be wrong, missing or another row's. Nothing of it
 * reaches a prompt before a seal verifier has said so.
 *
 * <p>The constructor checks nothing, because a lying store must be representable.
 */
public final class Candidate {
    private final @Nullable String id;
    private final @Nullable String text;
    private final @Nullable String seal;
    private final float @Nullable [] vector;
    private final Map<String, String> attributes;
    private final double score;

    /**
     * @param id the row's key, meant to be {@link ChunkId#toString()}
     * @param vector what the store returned of the vector, or null if it returned none; not copied
     * @param attributes the application's own metadata
     * @param score higher is better, within one result list
     */
    public Candidate(
            @Nullable String id,
            @Nullable String text,
            @Nullable String seal,
            float @Nullable [] vector,
            Map<String, String> attributes,
            double score) {
        this.id = id;
        this.text = text;
        this.seal = seal;
        this.vector = vector;
        this.attributes = attributes;
        this.score = score;
    }

    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    public Optional<String> seal() {
        return Optional.ofNullable(seal);
    }

    /** The vector as the store returned it; not a copy. */
    public Optional<float[]> vector() {
        return Optional.ofNullable(vector);
    }

    public Map<String, String> attributes() {
        return attributes;
    }

    public double score() {
        return score;
    }

    /** The id, if there is one, and never the text. */
    @Override
    public String toString() {
        return "Candidate[" + (id == null ? "no id" : id) + "]";
    }
}
