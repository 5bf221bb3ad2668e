package dev.weir.retrieve.verify;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.Optional;

/**
 * A verified chunk that came through the gate.
 *
 * @param note what is to be known about its scan; empty if that is current
 */
public record GatedChunk(VerifiedChunk chunk, Optional<ScanNote> note) {
    public GatedChunk {
        requireNonNull(chunk, "chunk is null");
        requireNonNull(note, "note is null");
    }
}
