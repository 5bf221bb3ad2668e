package dev.weir.tenancy;

/** Thrown where a write grant does not cover what was tried. The message holds no document text. */
public final class WriteRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was refused and by which rule */
    public WriteRefusedException(String message) {
        super(message);
    }
}
