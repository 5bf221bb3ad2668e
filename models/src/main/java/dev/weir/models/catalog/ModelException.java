package dev.weir.models.catalog;

/**
 * A model, its card or the runtime that executes it cannot be used. It is a fault of the installation, never
 * of the text that was to be judged.
 */
public sealed class ModelException extends RuntimeException
        permits ModelUnavailableException,
                ModelDigestMismatchException,
                ModelCardException,
                ModelContractException,
                ModelSelfTestException {

    private static final long serialVersionUID = 1L;

    ModelException(String message) {
        super(message);
    }

    ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
