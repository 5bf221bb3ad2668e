package dev.weir.retrieve.egress;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.Principal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * An answer of which something was kept back: codes and counts, never a word of it.
 *
 * @param principal who was to get it
 * @param requestId of the context that it was made from; empty if nothing was looked up
 * @param outcome whether parts of it were cut or its end
 * @param found how many findings of each code, those that passed included
 */
public record StoppedAnswer(
        Principal principal, String requestId, EgressAction outcome, Map<EgressCode, Integer> found) {
    /** @throws IllegalArgumentException if nothing was kept back */
    public StoppedAnswer {
        requireNonNull(principal, "principal is null");
        requireNonNull(requestId, "requestId is null");
        requireNonNull(outcome, "outcome is null");
        if (outcome == EgressAction.PASS || found.isEmpty()) {
            throw new IllegalArgumentException("an answer that passed was not stopped");
        }
        found = Collections.unmodifiableMap(new EnumMap<>(found));
    }
}
