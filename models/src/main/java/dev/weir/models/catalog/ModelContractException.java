package dev.weir.models.catalog;

/** A model's graph or tokenizer does not have the shape its card or its use demands. */
public final class ModelContractException extends ModelException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the model and the broken rule.
     *
     * @param model the model
     * @param problem the rule it breaks
     */
    public ModelContractException(String model, String problem) {
        super("model " + model + ": " + problem);
    }

    /**
     * Names the model and the broken rule.
     *
     * @param model the model
     * @param problem the rule it breaks
     * @param cause why
     */
    public ModelContractException(String model, String problem, Throwable cause) {
        super("model " + model + ": " + problem, cause);
    }
}
