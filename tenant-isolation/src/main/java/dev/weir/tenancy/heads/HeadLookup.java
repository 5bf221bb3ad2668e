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

    /** There is none that counts. */
    record None(HeadFault fault) implements HeadLookup {
        public None {
            requireNonNull(fault, "fault is null");
        }
    }
}
