package dev.weir.tenancy.store;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a store returned: rows, best first, none of them trusted, and what it says it filtered.
 *
 * @param rows at most k, if the store is honest
 */
public record SearchResult(List<Candidate> rows, Pushdown pushdown) {
    public SearchResult {
        requireNonNull(pushdown, "pushdown is null");
        // A lying store may return null rows; that is for the caller to meet, not for a copy to trip over.
        rows = Collections.unmodifiableList(new ArrayList<>(rows));
    }
}
