package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.quarantine.Rejection;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.quarantine.TicketId;
import dev.weir.tenancy.heads.DocumentHead;
import java.util.Optional;

/** How a rejection ended. */
public sealed interface RejectOutcome {
    /**
     * The ticket is recorded as hostile.
     *
     * @param servedAgain the head that was withheld because of it
     */
    record Rejected(Ticket ticket, Rejection rejection, Optional<DocumentHead> servedAgain) implements RejectOutcome {
        public Rejected {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(rejection, "rejection is null");
            requireNonNull(servedAgain, "servedAgain is null");
        }
    }

    /** Nothing was changed. */
    record Refused(TicketId ticket, ReleaseOutcome.Code code) implements RejectOutcome {
        public Refused {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(code, "code is null");
        }
    }
}
