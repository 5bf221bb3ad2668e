package dev.weir.adapters.cli;

/** Something the user can mend. The message says what is wrong and what to do next; it holds no document text. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
