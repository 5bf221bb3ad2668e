package dev.weir.tenancy.keys;

/** Thrown where a trust file is not the pinned root's, or not well-formed. The message names the line. */
public final class TrustFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrustFileException(String message) {
        super(message);
    }

    TrustFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
