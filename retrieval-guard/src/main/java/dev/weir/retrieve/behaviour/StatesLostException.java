package dev.weir.retrieve.behaviour;

/** What monitors know cannot be read or kept. The message holds no key and no state. */
public final class StatesLostException extends RuntimeException {
    public StatesLostException(String message) {
        super(message);
    }

    public StatesLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
