package dev.weir.retrieve.audit;

/** Thrown where an audit log cannot be read or written: a broken environment. The message holds no text of documents. */
public final class AuditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AuditException(String message) {
        super(message);
    }

    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
