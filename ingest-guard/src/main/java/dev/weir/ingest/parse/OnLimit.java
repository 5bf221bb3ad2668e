package dev.weir.ingest.parse;

/** What becomes of a document that breaks a limit. There is no "cut it off and carry on": that hides a tail. */
public enum OnLimit {
    /** The document is refused. */
    REJECT,
    /** The document is held for review. */
    QUARANTINE
}
