package dev.weir.ingest;

import dev.weir.ingest.quarantine.Ticket;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Thrown after an ingestion in which a document was not admitted whole, if nobody listens for outcomes. All documents were
 * tried, and those that were admitted are in the index. The message holds tickets and numbers, never text.
 */
public final class NotAdmittedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<IngestOutcome> outcomes;

    private NotAdmittedException(List<IngestOutcome> outcomes) {
        super(message(outcomes));
        this.outcomes = List.copyOf(outcomes);
    }

    /**
     * Tells the outcomes to whoever listens for them.
     *
     * @param listener null where nobody does
     * @throws NotAdmittedException if nobody listens and a document was not admitted whole
     */
    public static void unlessHeard(List<IngestOutcome> outcomes, @Nullable Consumer<IngestOutcome> listener) {
        if (listener != null) {
            outcomes.forEach(listener);
        } else if (outcomes.stream().anyMatch(NotAdmittedException::isPartial)) {
            throw new NotAdmittedException(outcomes);
        }
    }

    /** The outcome of every document of the ingestion, in order. */
    public List<IngestOutcome> outcomes() {
        return outcomes;
    }

    /** Whether something of the document is not in the index. */
    public static boolean isPartial(IngestOutcome outcome) {
        return switch (outcome) {
            case IngestOutcome.Sealed sealed -> !sealed.held().isEmpty();
            case IngestOutcome.Quarantined quarantined -> true;
            case IngestOutcome.Refused refused -> true;
        };
    }

    private static String message(List<IngestOutcome> outcomes) {
        long partial = outcomes.stream().filter(NotAdmittedException::isPartial).count();
        String tickets = outcomes.stream()
                .flatMap(outcome -> outcome.ticket().stream())
                .map(Ticket::id)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%d of %d documents were not admitted whole; tickets: %s",
                partial,
                outcomes.size(),
                tickets.isEmpty() ? "none" : tickets);
    }
}
