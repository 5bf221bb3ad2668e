package dev.weir.tenancy.keys;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown where a key is missing, unreadable or unusable: a broken environment, not hostile content. */
public final class KeyUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable KeyFault fault;

    public KeyUnavailableException(String message) {
        super(message);
        this.fault = null;
    }

    public KeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
        this.fault = null;
    }

    /** @param what which key or file, for the message */
    public KeyUnavailableException(KeyFault fault, String what) {
        super(what + ": " + fault.text());
        this.fault = fault;
    }

    /** What is wrong with a secret's file, if that is what is wrong. */
    public Optional<KeyFault> fault() {
        return Optional.ofNullable(fault);
    }
}
