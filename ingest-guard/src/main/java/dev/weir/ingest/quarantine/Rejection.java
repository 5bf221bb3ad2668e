package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.Reason;
import java.time.Instant;

/**
 * Who found that a ticket holds something hostile, and why.
 *
 * @param at in whole milliseconds
 */
public record Rejection(String reviewer, Reason reason, Instant at) implements Decision {
    /** @throws IllegalArgumentException if the reviewer is blank */
    public Rejection {
        requireNonNull(reason, "reason is null");
        requireNonNull(at, "at is null");
        if (reviewer.isBlank()) {
            throw new IllegalArgumentException("reviewer must not be blank");
        }
    }
}
