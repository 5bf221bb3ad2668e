package dev.weir.tenancy.internal;

/** Thrown where bytes are not the canonical form of anything. The message holds positions, never content. */
public final class MalformedBytesException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedBytesException(String message) {
        super(message);
    }

    public MalformedBytesException(String message, Throwable cause) {
        super(message, cause);
    }
}
