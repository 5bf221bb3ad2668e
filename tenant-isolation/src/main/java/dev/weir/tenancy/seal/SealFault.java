package dev.weir.tenancy.seal;

/**
 * What is wrong with a row. Where several things are, the first of this list is reported; scope is checked after
 * {@link #NOT_IN_DOCUMENT} and before {@link #EXPIRED}.
 */
public enum SealFault {
    /** The row has no seal. */
    UNSEALED("The row has no seal."),
    /** The seal is not a canonical seal of a known format. */
    MALFORMED_SEAL("The seal is not a canonical seal of a known format."),
    /** The row's key is not the chunk that the seal names. */
    WRONG_ROW("The row's key is not the chunk that its seal names."),
    /** The text is missing, not well-formed, or not the text that was sealed. */
    TEXT_ALTERED("The text is not the text that was sealed."),
    /** The vector is missing or not the vector that was sealed. */
    VECTOR_ALTERED("The vector is not the vector that was sealed."),
    /** The tenant's log is not in order. */
    LOG_REFUSED("The tenant's head log is not in order, so nothing of the tenant counts."),
    /** The tenant's log has no checkpoint that has not expired. */
    CHECKPOINT_EXPIRED("The tenant's head log has no current checkpoint, so it may be stale."),
    /** No head was ever published for the document. */
    UNKNOWN_DOCUMENT("No head was ever published for the document."),
    /** The document was erased. */
    ERASED("The document was erased."),
    /** Its key, source, batch or the document itself was revoked. */
    REVOKED("The document, or its key, source or batch, was revoked."),
    /** The document is withheld until a later version of it is published. */
    SUSPENDED("The document is withheld while a later version of it is being looked at."),
    /** Another version of the document is current. */
    STALE_VERSION("Another version of the document is current."),
    /** The leaf does not belong to the tree that the head signs. */
    NOT_IN_DOCUMENT("The chunk does not belong to the version that the head signs."),
    /** The document has expired. */
    EXPIRED("The document has expired."),
    /** The document was scanned by rules older than the least that is served. */
    STAMP_TOO_OLD("The document was scanned by rules older than the least that is served.");

    private final String text;

    SealFault(String text) {
        this.text = text;
    }

    /** One sentence for a person. */
    public String text() {
        return text;
    }
}
