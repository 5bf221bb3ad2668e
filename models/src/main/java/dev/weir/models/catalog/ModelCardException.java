package dev.weir.models.catalog;

/** A model card is not valid. */
public final class ModelCardException extends ModelException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the card and what is wrong in it.
     *
     * @param file the card
     * @param problem the field and the rule it breaks
     */
    public ModelCardException(String file, String problem) {
        super("model card " + file + ": " + problem);
    }

    /**
     * Names the card and what is wrong in it.
     *
     * @param file the card
     * @param problem the rule it breaks
     * @param cause why
     */
    public ModelCardException(String file, String problem, Throwable cause) {
        super("model card " + file + ": " + problem, cause);
    }
}
