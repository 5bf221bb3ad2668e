package dev.weir.ingest.quarantine;

import java.io.Serial;

/** The quarantine cannot be read or written: a broken environment. The message holds no document text. */
public final class QuarantineException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    QuarantineException(String message) {
        super(message);
    }

    QuarantineException(String message, Throwable cause) {
        super(message, cause);
    }
}
