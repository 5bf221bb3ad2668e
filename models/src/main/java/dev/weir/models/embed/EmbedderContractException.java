package dev.weir.models.embed;

/** An embedder answered with something else than one finite vector of its dimension for each text. */
public final class EmbedderContractException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    EmbedderContractException(String modelId, String fault) {
        super("the embedder of model " + modelId + " " + fault);
    }
}
