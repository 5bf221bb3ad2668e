package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.quarantine.Ticket;
import dev.weir.tenancy.heads.DocumentHead;
import java.util.List;
import java.util.Optional;

/**
 * How an ingest ended. What was there of the document before stays served unless the new version was sealed, or is held
 * under a policy that withholds what it would replace.
 */
public sealed interface IngestOutcome {
    /** What the scan said. */
    DocumentReport report();

    /** Under which ticket the document, or chunks of it, are held. */
    default Optional<Ticket> ticket() {
        return switch (this) {
            case Sealed sealed -> sealed.held().stream().findFirst();
            case Quarantined quarantined -> Optional.of(quarantined.held());
            case Refused refused -> Optional.empty();
        };
    }

    /** How many chunks are in the index. */
    default int sealedChunks() {
        return this instanceof Sealed sealed ? sealed.head().treeSize() : 0;
    }

    /**
     * It is sealed, stored and published.
     *
     * @param head as published
     * @param held the ticket of its withheld chunks and replaced spans; at most one
     */
    record Sealed(DocumentReport report, DocumentHead head, List<Ticket> held) implements IngestOutcome {
        /** @throws IllegalArgumentException if there is more than one ticket */
        public Sealed {
            requireNonNull(report, "report is null");
            requireNonNull(head, "head is null");
            held = List.copyOf(held);
            if (held.size() > 1) {
                throw new IllegalArgumentException("a document has at most one ticket, got " + held.size());
            }
        }
    }

    /** It waits for a review. */
    record Quarantined(DocumentReport report, Ticket held) implements IngestOutcome {
        public Quarantined {
            requireNonNull(report, "report is null");
            requireNonNull(held, "held is null");
        }
    }

    /** It left no trace. */
    record Refused(DocumentReport report, RefusalCode code) implements IngestOutcome {
        public Refused {
            requireNonNull(report, "report is null");
            requireNonNull(code, "code is null");
        }
    }
}
