package dev.weir.tenancy.seal;

import dev.weir.tenancy.chunk.ChunkFacts;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.heads.DocumentHead;
import java.util.Optional;

/**
 * Proof that a chunk's seal held, under its document's current head, inside one caller's scope. Only
 * {@link SealVerifier} makes one. It holds what was sealed and nothing else that the store returned but the score.
 */
public final class VerifiedChunk {
    private final ChunkFacts facts;
    private final DocumentHead head;
    private final String text;
    private final String seal;
    private final float[] vector;
    private final double score;

    VerifiedChunk(ChunkFacts facts, DocumentHead head, String text, String seal, float[] vector, double score) {
        this.facts = facts;
        this.head = head;
        this.text = text;
        this.seal = seal;
        this.vector = vector;
        this.score = score;
    }

    public ChunkId id() {
        return facts.id();
    }

    public ChunkFacts facts() {
        return facts;
    }

    /** The head that was current when the chunk was verified. */
    public DocumentHead head() {
        return head;
    }

    public String text() {
        return text;
    }

    /** The seal that held: for whoever has the chunk verified once more, after code that may have changed it. */
    public String seal() {
        return seal;
    }

    /** The vector, if the seal binds it exactly; not a copy. */
    public Optional<float[]> vector() {
        return vector.length == 0 ? Optional.empty() : Optional.of(vector);
    }

    /** The store's score: unverified, good for ranking only. */
    public double score() {
        return score;
    }

    /** The id, never the text. */
    @Override
    public String toString() {
        return "VerifiedChunk[" + facts.id() + "]";
    }
}
