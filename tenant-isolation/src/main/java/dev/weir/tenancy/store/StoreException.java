package dev.weir.tenancy.store;

import java.util.function.Supplier;

/** Thrown where a store cannot be reached, read or written: a broken environment. The message holds no text. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What the work gives; what it throws becomes one of these.
     *
     * @param attempt what was tried, for the message: "search the vector store"
     */
    public static <T> T translating(String attempt, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StoreException(
                    "could not " + attempt + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
