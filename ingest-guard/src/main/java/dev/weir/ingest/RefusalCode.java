package dev.weir.ingest;

/** Why a submission left no trace in index or quarantine. */
public enum RefusalCode {
    /** The verdict rejects it. */
    REJECTED("rejected", "the verdict rejects it"),
    /** The bytes changed between the scan and the copy for quarantine. */
    CHANGED_MEANWHILE("changed-meanwhile", "the file changed while it was scanned; submit it again"),
    /** The document is indexed for another audience, and ingestion cannot relabel. */
    OTHER_AUDIENCE("other-audience", "the document is indexed with other labels; relabel or delete it first"),
    /** The head log takes no such head. */
    LOG_REFUSED("log-refused", "the head log takes no such entry");

    private final String code;
    private final String text;

    RefusalCode(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The stable name used in output. */
    public String code() {
        return code;
    }

    /** One line for people. */
    public String text() {
        return text;
    }
}
