package dev.weir.models.embed;

/** An embedder cannot be reached or failed. Nothing of the call was embedded. */
public final class EmbedderUnavailableException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    /** @param modelId whose embedder it is */
    public EmbedderUnavailableException(String modelId, Throwable cause) {
        super("the embedder of model " + modelId + " cannot be used now", cause);
    }
}
