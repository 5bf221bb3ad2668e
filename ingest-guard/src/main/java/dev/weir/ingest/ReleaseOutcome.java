package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.quarantine.Release;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.quarantine.TicketId;
import dev.weir.tenancy.heads.DocumentHead;

/** How a release ended. */
public sealed interface ReleaseOutcome {
    /** The whole document is sealed, stored and published. */
    record Released(Ticket ticket, Release release, DocumentHead head) implements ReleaseOutcome {
        public Released {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(release, "release is null");
            requireNonNull(head, "head is null");
        }
    }

    /**
     * The ticket cannot be read, or something of this program failed on it; nothing of it counts.
     *
     * @param failure the class of the exception, without its message
     */
    record Failed(TicketId ticket, String failure) implements ReleaseOutcome {
        public Failed {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(failure, "failure is null");
        }
    }

    /** Nothing was released. */
    record Refused(TicketId ticket, Code code) implements ReleaseOutcome {
        public Refused {
            requireNonNull(ticket, "ticket is null");
            requireNonNull(code, "code is null");
        }
    }

    /** Why nothing was released. */
    enum Code {
        UNKNOWN_TICKET("unknown-ticket", "the tenant has no such ticket"),
        ALREADY_RELEASED("already-released", "the ticket was released before"),
        REJECTED("rejected", "the ticket was rejected; purge it and submit the document again"),
        NOT_ALLOWED("not-allowed", "the access policy does not let this principal release it"),
        OTHER_REASONS("other-reasons", "it is held for other reasons as well; release it by itself"),
        OWN_UPLOAD("own-upload", "whoever uploaded a document cannot release it"),
        OTHER_AUDIENCE("other-audience", "a release keeps the labels the document was submitted with"),
        OTHER_SOURCE("other-source", "the write grant is for another source"),
        CHANGED("changed", "the held bytes are not those of the ticket"),
        READS_DIFFERENTLY(
                "reads-differently", "the document reads differently than when it was reviewed; scan it again"),
        NOTHING_TO_INDEX("nothing-to-index", "there is no text to index"),
        REPLACED("replaced", "the document was sealed anew or erased since it was held; submit it again"),
        LOG_REFUSED("log-refused", "the head log takes no such entry");

        private final String code;
        private final String text;

        Code(String code, String text) {
            this.code = code;
            this.text = text;
        }

        /** The stable name used in output. */
        public String code() {
            return code;
        }

        /** One line for people. */
        public String text() {
            return text;
        }
    }
}
