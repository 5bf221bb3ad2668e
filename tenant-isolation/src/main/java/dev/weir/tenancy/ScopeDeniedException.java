package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

/** Thrown where a scope or write grant was asked for and the policy gives none. The message holds no document text. */
public final class ScopeDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DenialCode code;

    ScopeDeniedException(DenialCode code) {
        super(requireNonNull(code, "code is null").text());
        this.code = code;
    }

    /** Why the policy said no. */
    public DenialCode code() {
        return code;
    }
}
