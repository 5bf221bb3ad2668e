package dev.weir.models.embed;

/** One text alone has more tokens than an embedder takes at a time. Nothing of the call was sent. */
public final class TextTooLongException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    TextTooLongException(String modelId, int index, long tokens, int maxTokens) {
        super("text " + index + " has " + tokens + " tokens, and the embedder of model " + modelId + " takes "
                + maxTokens + " at a time; cut documents into shorter chunks");
    }
}
