package dev.weir.retrieve.verify;

import static java.util.Objects.requireNonNull;

/**
 * One thing that was refused, for the audit log: it may name rows that the caller must not learn of.
 *
 * @param row the chunk id that the row claims, or {@code "?"} if it claims none
 */
public record Refusal(String row, WithholdCode code) {
    /** The row of a refusal that is about no particular chunk. */
    public static final String NO_ROW = "?";

    public Refusal {
        requireNonNull(row, "row is null");
        requireNonNull(code, "code is null");
    }
}
