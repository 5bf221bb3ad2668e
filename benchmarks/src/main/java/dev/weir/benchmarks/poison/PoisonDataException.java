package dev.weir.benchmarks.poison;

/** Data that cannot be used. The message names file and line and holds no text. */
final class PoisonDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoisonDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
