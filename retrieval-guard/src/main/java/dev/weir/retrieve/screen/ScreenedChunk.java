package dev.weir.retrieve.screen;

import dev.weir.retrieve.verify.Annotation;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.List;

/**
 * Proof that a verified chunk went through the set screens and was kept. Only {@link SetScreens} makes one, and only of a
 * {@link VerifiedChunk}. Immutable.
 */
public final class ScreenedChunk {
    private final VerifiedChunk chunk;
    private final List<Annotation> annotations;

    ScreenedChunk(VerifiedChunk chunk, List<Annotation> annotations) {
        this.chunk = chunk;
        this.annotations = List.copyOf(annotations);
    }

    public VerifiedChunk chunk() {
        return chunk;
    }

    /** What is to be known about its scan, then what screens objected to without withholding it. */
    public List<Annotation> annotations() {
        return annotations;
    }

    /** The id, never the text. */
    @Override
    public String toString() {
        return "ScreenedChunk[" + chunk.id() + "]";
    }
}
