package dev.weir.tenancy.keys;

/** Thrown where a key is missing, unreadable or unusable: a broken environment, not hostile content. */
public final class KeyUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyUnavailableException(String message) {
        super(message);
    }

    public KeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
