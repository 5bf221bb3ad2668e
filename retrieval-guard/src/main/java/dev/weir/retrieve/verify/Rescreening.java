package dev.weir.retrieve.verify;

import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.Optional;

/**
 * What becomes, within one request, of chunks whose scan is too old to count, or for which only a snapshot vouches. {@link CandidateGate} asks it about chunks
 * that were verified in everything else, and about no other.
 */
@FunctionalInterface
public interface Rescreening {
    /** Such chunks are withheld. */
    Rescreening NONE = chunk -> Optional.of(WithholdCode.STAMP_TOO_OLD);

    /** Why the chunk is withheld; empty if the current rules find it clean. */
    Optional<WithholdCode> objection(VerifiedChunk chunk);
}
