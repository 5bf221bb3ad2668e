package dev.weir.tenancy;

/** What a write grant can allow. */
public enum WriteAction {
    /** Add a document, or a new version of one. */
    INGEST,
    /** Change who may read a document. */
    RELABEL,
    /** Remove documents for good. */
    ERASE,
    /** Withdraw a key, source, batch or document from retrieval. */
    REVOKE,
    /** Release a quarantined document after review. */
    RELEASE
}
