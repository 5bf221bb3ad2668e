package dev.weir.tenancy.heads;

/** Why a document has no head that counts. */
public enum HeadFault {
    /** No log entry ever named the document. */
    UNKNOWN_DOCUMENT("No head was ever published for this document."),
    /** The document was erased. */
    ERASED("The document was erased."),
    /** The document is withheld until a later version of it is published. */
    SUSPENDED("The document is withheld until a later version of it is published."),
    /** The document itself was revoked. */
    REVOKED_DOCUMENT("The document was revoked."),
    /** The key that signed the head was revoked. */
    REVOKED_KEY("The key that signed the document's head was revoked."),
    /** The tenant's log is refused; see {@link LogFault}. */
    LOG_REFUSED("The tenant's head log is not in order, so nothing of the tenant counts."),
    /** The tenant's log holds no checkpoint that has not expired. */
    CHECKPOINT_EXPIRED("The tenant's head log has no current checkpoint, so it may be stale.");

    private final String text;

    HeadFault(String text) {
        this.text = text;
    }

    /** One sentence for a person. */
    public String text() {
        return text;
    }
}
