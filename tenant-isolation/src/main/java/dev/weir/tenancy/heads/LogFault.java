package dev.weir.tenancy.heads;

/** What is wrong with a tenant's log. While it stands, nothing of the tenant verifies. */
public enum LogFault {
    /** The log ends before the last entry this reader has seen. */
    ROLLED_BACK("The log ends before an entry that was seen earlier; somebody put back an older copy."),
    /** The entry this reader last saw is another one now. */
    FORKED("The log differs from what was seen earlier; two histories exist."),
    /** An entry does not follow from the one before it, in sequence, hash or time. */
    BROKEN_CHAIN("An entry of the log does not follow the one before it."),
    /** An entry's bytes are not a log entry. */
    CORRUPT("An entry of the log is not well-formed."),
    /** An entry of another tenant's log. */
    WRONG_TENANT("The log holds an entry of another tenant."),
    /** An entry is signed by a key that the trust file does not list for this tenant and time. */
    UNKNOWN_KEY("An entry of the log is signed by a key that the trust file does not list for this tenant and time."),
    /** An entry is signed by a key that an earlier entry revoked. */
    REVOKED_KEY("An entry of the log is signed by a key that an earlier entry revoked."),
    /** A signature does not verify. */
    BAD_SIGNATURE("A signature in the log does not verify."),
    /** An entry is signed by a key of a role that may not say this. */
    WRONG_ROLE("An entry of the log is signed by a key whose role may not say this."),
    /** A head changes what its signer may not change. */
    ILLEGAL_HEAD("A head in the log changes what its signer may not change.");

    private final String text;

    LogFault(String text) {
        this.text = text;
    }

    /** One sentence for a person. */
    public String text() {
        return text;
    }
}
