package dev.weir.tenancy.heads;

import static java.util.Objects.requireNonNull;

/** What a reader of head logs knows of one document. */
public sealed interface HeadLookup {
    /** The document's head. */
    record Current(DocumentHead head) implements HeadLookup {
        public Current {
            requireNonNull(head, "head is null");
        }
    }

    /**
     * It was revoked, itself or with the key that signed its head.
     *
     * @param last its head before, to tell who may learn of it; nothing of it counts
     */
    record Withdrawn(HeadFault fault, DocumentHead last) implements HeadLookup {
        public Withdrawn {
            requireNonNull(fault, "fault is null");
            requireNonNull(last, "last is null");
        }
    }

    /** There is none that counts. */
    record None(HeadFault fault) implements HeadLookup {
        public None {
            requireNonNull(fault, "fault is null");
        }
    }
}
