package dev.weir.ingest.batch;

import java.io.Serial;

/** A ledger cannot be read or written: a broken environment. */
public final class LedgerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    LedgerException(String message) {
        super(message);
    }

    LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
