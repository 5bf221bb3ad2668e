package dev.weir.retrieve.screen;

import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.List;

/**
 * Proof that a verified chunk went through the set screens and was kept. Only {@link SetScreens} makes one, and only of a
 * {@link VerifiedChunk}. Immutable.
 */
public final class ScreenedChunk {
    private final VerifiedChunk chunk;
    private final List<WithholdCode> annotations;

    ScreenedChunk(VerifiedChunk chunk, List<WithholdCode> annotations) {
        this.chunk = chunk;
        this.annotations = List.copyOf(annotations);
    }

    public VerifiedChunk chunk() {
        return chunk;
    }

    /** What screens objected to without withholding it. */
    public List<WithholdCode> annotations() {
        return annotations;
    }

    /** The id, never the text. */
    @Override
    public String toString() {
        return "ScreenedChunk[" + chunk.id() + "]";
    }
}
