package dev.weir.tenancy.seal;

import dev.weir.tenancy.chunk.ChunkFacts;
import dev.weir.tenancy.chunk.ChunkId;

/** Proof that a {@link Sealer} sealed this chunk: what a store is given to keep. Immutable but for its vector. */
public final class SealedChunk {
    private final ChunkFacts facts;
    private final String text;
    private final float[] vector;
    private final String seal;

    SealedChunk(ChunkFacts facts, String text, float[] vector, String seal) {
        this.facts = facts;
        this.text = text;
        this.vector = vector;
        this.seal = seal;
    }

    public ChunkId id() {
        return facts.id();
    }

    public ChunkFacts facts() {
        return facts;
    }

    /** The text, exactly as the store must give it back. */
    public String text() {
        return text;
    }

    /** The vector, empty if there is none; not a copy. */
    public float[] vector() {
        return vector;
    }

    /** The canonical string to keep beside the text, at most 4,096 characters of base64url. */
    public String seal() {
        return seal;
    }

    /** The id, never the text. */
    @Override
    public String toString() {
        return "SealedChunk[" + facts.id() + "]";
    }
}
