package dev.weir.ingest.parse;

import java.io.Serial;

/** The environment does not let documents be parsed: no process can be started, no temporary file written, or closed. */
public final class ParserUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ParserUnavailableException(String message) {
        super(message);
    }

    ParserUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
