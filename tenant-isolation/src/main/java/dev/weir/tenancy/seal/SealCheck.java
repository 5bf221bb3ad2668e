package dev.weir.tenancy.seal;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.ChunkId;

/** What a verifier says of one row. Only {@link Intact} holds anything that may be read. */
public sealed interface SealCheck {
    /** The seal holds and the caller may read the chunk. */
    record Intact(VerifiedChunk chunk) implements SealCheck {
        public Intact {
            requireNonNull(chunk, "chunk is null");
        }
    }

    /**
     * The seal holds and the caller may not read the chunk. Under a filter that the store said it enforces, this is a
     * failure of the store.
     *
     * @param chunk for the audit log; the caller must not learn of it
     */
    record OutOfScope(ChunkId chunk) implements SealCheck {
        public OutOfScope {
            requireNonNull(chunk, "chunk is null");
        }
    }

    /** The row does not count. */
    record Broken(SealFault fault, Claim claim) implements SealCheck {
        public Broken {
            requireNonNull(fault, "fault is null");
            requireNonNull(claim, "claim is null");
        }
    }

    /** Which chunk a broken row says it is, and who may be told. */
    sealed interface Claim {
        /** It names a document whose current head the caller may read: the caller may be told. */
        record Visible(ChunkId chunk) implements Claim {
            public Visible {
                requireNonNull(chunk, "chunk is null");
            }
        }

        /**
         * It names nothing that the caller may read: for the audit log only.
         *
         * @param key the chunk id that the row claims, or {@code "?"} if it claims none
         */
        record AuditOnly(String key) implements Claim {
            public AuditOnly {
                requireNonNull(key, "key is null");
            }
        }
    }
}
