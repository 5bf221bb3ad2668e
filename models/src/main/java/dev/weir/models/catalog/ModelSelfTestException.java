package dev.weir.models.catalog;

/**
 * A model loaded but does not tell a known attack from a known benign text, or does not find it at the rate of false alarms
 * it is opened with, so it must not be relied on.
 */
public final class ModelSelfTestException extends ModelException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the model and the test it failed.
     *
     * @param model the model
     * @param problem which known text it misjudged, and how
     */
    public ModelSelfTestException(String model, String problem) {
        super("model " + model + " failed its start-up self-test: " + problem);
    }
}
