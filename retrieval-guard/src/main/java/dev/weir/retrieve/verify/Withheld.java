package dev.weir.retrieve.verify;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.ChunkId;

/** Something that a caller does not get and may know of. Rows outside the caller's scope are never among these. */
public sealed interface Withheld {
    /** Why. */
    WithholdCode code();

    /** One chunk of a document that the caller may read. */
    record OfChunk(ChunkId chunk, WithholdCode code) implements Withheld {
        public OfChunk {
            requireNonNull(chunk, "chunk is null");
            requireNonNull(code, "code is null");
        }
    }

    /** The whole answer, or everything of one tenant of the scope. */
    record OfAnswer(WithholdCode code) implements Withheld {
        public OfAnswer {
            requireNonNull(code, "code is null");
        }
    }
}
