package dev.weir.retrieve.audit;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.Sha256;

/** What a verification says of an audit log. */
public sealed interface AuditCheck {
    /**
     * Every byte is what was written.
     *
     * @param records how many
     * @param signed the sequence number of the last signed checkpoint, -1 if there is none: later records could have been
     *     replaced, all of them together, by whoever can write the file
     * @param last hash of the last record; kept elsewhere, it shows later whether records at the end were removed
     */
    record Intact(long records, long signed, Sha256 last) implements AuditCheck {
        public Intact {
            requireNonNull(last, "last is null");
        }
    }

    /**
     * Intact up to a last line that has no end: what a crash leaves in the middle of a write. The next append removes it
     * and says so in the log.
     *
     * @param records whole ones before it
     * @param offset of its first byte in the file
     */
    record Torn(long records, long offset) implements AuditCheck {}

    /**
     * The log was changed.
     *
     * @param sequence of the first record that is wrong, from 0
     */
    record Broken(long sequence, Fault fault) implements AuditCheck {
        public Broken {
            requireNonNull(fault, "fault is null");
        }
    }

    /** What is wrong with a record. */
    enum Fault {
        /** It is not what its own hash says. */
        ALTERED("The record is not what its own hash says."),
        /** It does not follow the one before: a record was removed, added or moved. */
        OUT_OF_CHAIN("The record does not follow the one before: a record was removed, added or moved."),
        /** Its checkpoint is not signed by an audit key of the tenant. */
        BAD_CHECKPOINT("The checkpoint is not signed by an audit key of the log's tenant."),
        /** The log does not begin as one of the tenant. */
        NO_OPENING("The log does not begin with an opening record of the tenant.");

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        /** One sentence for a person. */
        public String text() {
            return text;
        }
    }
}
