package dev.weir.benchmarks.quality;

/** A file of examples that cannot be used. The message names file and line and holds no text. */
final class BadExampleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadExampleException(String place, String problem) {
        super(place + ": " + problem);
    }

    BadExampleException(String place, String problem, Throwable cause) {
        super(place + ": " + problem, cause);
    }
}
