package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.verdict.RationaleCode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which tickets of a tenant are decided together.
 *
 * @param rule why they are held; empty for whatever reason
 * @param sourcePrefix what their source begins with; empty for every source
 */
public record TicketSelection(Optional<RationaleCode> rule, String sourcePrefix) {
    /** Said of documents, and no reason to hold one. */
    private static final Set<RationaleCode> REMARKS =
            EnumSet.of(RationaleCode.FINDINGS_ACCEPTED, RationaleCode.PARTS_UNINDEXED, RationaleCode.CORPUS_SIGNS);

    /** @throws IllegalArgumentException if neither is named: all tickets are nobody's review */
    public TicketSelection {
        requireNonNull(rule, "rule is null");
        requireNonNull(sourcePrefix, "sourcePrefix is null");
        if (rule.isEmpty() && sourcePrefix.isEmpty()) {
            throw new IllegalArgumentException("a selection needs a rule or a source");
        }
    }

    /** Whether the ticket is of the source and held for the rule, alone or beside others. */
    public boolean selects(Ticket ticket) {
        return ticket.source().uri().startsWith(sourcePrefix)
                && rule.map(ticket.codes()::contains).orElse(true);
    }

    /** Whether the ticket is held for reasons that the selection does not name. */
    boolean leavesReasons(Ticket ticket) {
        return rule.map(named -> ticket.codes().stream().anyMatch(code -> code != named && !REMARKS.contains(code)))
                .orElse(false);
    }
}
