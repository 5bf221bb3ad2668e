package dev.weir.tenancy.seal;

import dev.weir.tenancy.heads.HeadFault;

/** Why a document is not endorsed. Where several things are, the first of this list is told. */
public enum EndorsementRefusal {
    /** No head was ever published for the document. */
    UNKNOWN_DOCUMENT("No head was ever published for the document."),
    /** The document was erased. */
    ERASED("The document was erased; ingest it again if it is wanted."),
    /** The document, or the source or batch that a row of it names, was revoked. */
    REVOKED("The document, its source or its batch was revoked, and that does not end; ingest it again."),
    /** The document is withheld while a successor is looked at. */
    SUSPENDED("The document is withheld while a later version of it is looked at; decide on that one."),
    /** Both keys that vouch for the document count. */
    NOT_NEEDED("No key that vouches for the document was revoked."),
    /** A row of the version in the head is not what the head signs. */
    ROW_ALTERED("A row in the store is not what the head signs; ingest the document again."),
    /** A row of the document names another source than the reviewer does. */
    OTHER_SOURCE("A row of the document names another source."),
    /** The store holds other versions of the document only. */
    SUPERSEDED("The store holds other versions of the document than the head signs; ingest it again."),
    /** A row of the version in the head is missing. */
    ROW_MISSING("The store does not hold every row that the head signs; ingest the document again.");

    private final String text;

    EndorsementRefusal(String text) {
        this.text = text;
    }

    /** One sentence for a person, with what to do. */
    public String text() {
        return text;
    }

    static EndorsementRefusal of(HeadFault fault) {
        return switch (fault) {
            case UNKNOWN_DOCUMENT, LOG_REFUSED, CHECKPOINT_EXPIRED -> UNKNOWN_DOCUMENT;
            case ERASED -> ERASED;
            case SUSPENDED -> SUSPENDED;
            case REVOKED_DOCUMENT, REVOKED_KEY -> REVOKED;
        };
    }
}
