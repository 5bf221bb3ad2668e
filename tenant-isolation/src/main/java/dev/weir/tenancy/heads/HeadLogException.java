package dev.weir.tenancy.heads;

/** Thrown where a head log cannot be read or written: a broken environment. */
public final class HeadLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HeadLogException(String message) {
        super(message);
    }

    public HeadLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
