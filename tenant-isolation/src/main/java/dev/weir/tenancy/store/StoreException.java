package dev.weir.tenancy.store;

/** Thrown where a store cannot be reached, read or written: a broken environment. The message holds no text. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
