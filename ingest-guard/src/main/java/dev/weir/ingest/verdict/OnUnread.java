package dev.weir.ingest.verdict;

/**
 * What happens to a document with parts that no reader can read, such as an encrypted attachment, or of a format whose hidden
 * text is not told apart.
 */
public enum OnUnread {
    /** What was read is admitted, and shown as partial if something is left out. */
    ADMIT_REST,
    /** The document is held. */
    HOLD
}
