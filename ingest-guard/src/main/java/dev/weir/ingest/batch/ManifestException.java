package dev.weir.ingest.batch;

import java.io.Serial;

/** A manifest cannot be read; the message names the line and holds none of its values. */
public final class ManifestException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ManifestException(String message) {
        super(message);
    }

    ManifestException(String message, Throwable cause) {
        super(message, cause);
    }
}
