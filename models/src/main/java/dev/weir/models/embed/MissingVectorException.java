package dev.weir.models.embed;

/** No vector was brought along for a text, and there is no embedder to make one. */
public final class MissingVectorException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    private final int index;

    MissingVectorException(String modelId, int index) {
        super("no vector of model " + modelId + " was brought along for chunk " + index
                + ", and there is no embedder of that model here");
        this.index = index;
    }

    /** {@return which of the texts it is, from 0} */
    public int index() {
        return index;
    }
}
