package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.Reason;
import java.time.Instant;

/**
 * Who released a ticket, why, and as which version of the document.
 *
 * @param version of the document that was sealed, from 1
 * @param at in whole milliseconds
 */
public record Release(String releaser, Reason reason, long version, Instant at) implements Decision {
    /** @throws IllegalArgumentException if the releaser is blank or {@code version} below 1 */
    public Release {
        requireNonNull(reason, "reason is null");
        requireNonNull(at, "at is null");
        if (releaser.isBlank()) {
            throw new IllegalArgumentException("releaser must not be blank");
        }
        if (version < 1) {
            throw new IllegalArgumentException("version must be >= 1, got " + version);
        }
    }
}
