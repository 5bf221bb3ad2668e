package dev.weir.tenancy.heads;

/** Why a snapshot of a store that was filled before Weir counts for nothing. The first of this list is reported. */
public enum SnapshotFault {
    /** It is not a canonical snapshot of a known format. */
    MALFORMED("The snapshot is not a canonical one of a known format."),
    /** Its key is not listed for its tenant, for ingestion, at the time it was signed. */
    UNKNOWN_KEY("The key that signed the snapshot is not a listed ingest key of its tenant."),
    /** The signature is not its key's. */
    BAD_SIGNATURE("The signature is not of these bytes by that key."),
    /** It is of another store. */
    OTHER_STORE("The snapshot is of another store.");

    private final String text;

    SnapshotFault(String text) {
        this.text = text;
    }

    /** One sentence for a person. */
    public String text() {
        return text;
    }
}
