package dev.weir.retrieve.context;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.screen.ScreenedChunk;
import dev.weir.retrieve.verify.Withheld;
import java.util.List;

/**
 * Proof that a text for a prompt holds only screened chunks, fenced and numbered. Only {@link ContextAssembler} makes
 * one. Immutable.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Every chunk in it was verified for the caller's scope and screened.
 *   <li>{@link #withheld()} names only chunks of documents that the caller may read.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a language model heeds the fence, or that a source tells the truth.
 */
public final class GuardedContext {
    private final String requestId;
    private final String text;
    private final List<ScreenedChunk> chunks;
    private final List<Citation> citations;
    private final List<Withheld> withheld;

    GuardedContext(
            String requestId,
            String text,
            List<ScreenedChunk> chunks,
            List<Citation> citations,
            List<Withheld> withheld) {
        this.requestId = requireNonNull(requestId, "requestId is null");
        this.text = requireNonNull(text, "text is null");
        this.chunks = List.copyOf(chunks);
        this.citations = List.copyOf(citations);
        this.withheld = List.copyOf(withheld);
    }

    /** Finds the answer's record in the audit log. */
    public String requestId() {
        return requestId;
    }

    /** What goes into the prompt; empty if there are no chunks. */
    public String text() {
        return text;
    }

    /** The chunks, best first; passage {@code n} of the text is chunk {@code n - 1}. */
    public List<ScreenedChunk> chunks() {
        return chunks;
    }

    /** One for each chunk, in the same order. */
    public List<Citation> citations() {
        return citations;
    }

    public List<Withheld> withheld() {
        return withheld;
    }

    /** The request's id and counts, never the text. */
    @Override
    public String toString() {
        return "GuardedContext[" + requestId + ", " + chunks.size() + " chunks, " + withheld.size() + " withheld]";
    }
}
