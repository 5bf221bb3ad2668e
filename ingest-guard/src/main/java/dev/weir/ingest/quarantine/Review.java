package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

/** How far the review of a ticket is. */
public sealed interface Review {
    Ticket ticket();

    /** Nobody has decided. */
    record Pending(Ticket ticket) implements Review {
        public Pending {
            requireNonNull(ticket, "ticket is null");
        }
    }

    /** It was released. */
    record Released(Ticket ticket, Release release) implements Review {
        public Released {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(release, "release is null");
        }
    }

    /** It was found to be hostile, and stays held until it is purged. */
    record Rejected(Ticket ticket, Rejection rejection) implements Review {
        public Rejected {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(rejection, "rejection is null");
        }
    }
}
