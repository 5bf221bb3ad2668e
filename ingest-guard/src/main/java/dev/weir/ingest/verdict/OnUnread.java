package dev.weir.ingest.verdict;

/** What happens to a document with parts that no reader can read, such as an encrypted attachment. */
public enum OnUnread {
    /** The rest is admitted and shown as partial. */
    ADMIT_REST,
    /** The document is held. */
    HOLD
}
