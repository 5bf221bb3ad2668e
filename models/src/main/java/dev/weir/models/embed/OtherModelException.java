package dev.weir.models.embed;

/** Vectors of one model were brought along for an index of another. */
public final class OtherModelException extends EmbeddingException {

    private static final long serialVersionUID = 1L;

    OtherModelException(String brought, int broughtDimension, Embedder wanted) {
        super("the vectors that were brought along are of model " + brought + ", dimension " + broughtDimension
                + ", and the index is of model " + wanted.modelId() + ", dimension " + wanted.dimension()
                + "; vectors of two models cannot be compared");
    }
}
