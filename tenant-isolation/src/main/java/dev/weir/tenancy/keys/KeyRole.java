package dev.weir.tenancy.keys;

/** What a key may sign. Every key has one tenant and one role. */
public enum KeyRole {
    /** New documents and versions, new scan stamps, erasures. */
    INGEST,
    /** Audience, clearances and trust of documents; erasures and revocations. */
    ACL,
    /** Checkpoints, minimum stamps and revocations. */
    AUDIT
}
