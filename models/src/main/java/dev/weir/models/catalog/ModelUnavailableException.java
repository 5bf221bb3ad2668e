package dev.weir.models.catalog;

/** A model file, or the native runtime that executes it, is not there or cannot be read. */
public final class ModelUnavailableException extends ModelException {

    private static final long serialVersionUID = 1L;

    /**
     * A missing part without a cause.
     *
     * @param message what is missing and what to do
     */
    public ModelUnavailableException(String message) {
        super(message);
    }

    /**
     * A missing part.
     *
     * @param message what is missing and what to do
     * @param cause why
     */
    public ModelUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
