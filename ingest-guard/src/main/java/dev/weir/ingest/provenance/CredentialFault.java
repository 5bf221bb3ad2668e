package dev.weir.ingest.provenance;

/** Why a content credential does not count. */
public enum CredentialFault {
    /** The text has more than one, and so none is the one that speaks for it. */
    SEVERAL("several"),
    /** The byte order mark that begins one is missing. */
    NO_MARKER("no-marker"),
    /** It stands elsewhere than at the end of the visible text. */
    MISPLACED("misplaced"),
    /** Of a version that is not known. */
    VERSION("version"),
    /** Longer than what is read. */
    TOO_LARGE("too-large"),
    /** Ends before the length it states. */
    TRUNCATED("truncated"),
    /** Followed by more than the padding that the standard lays down, which no signature covers. */
    PADDING("padding"),
    /** Not built as a manifest is. */
    MALFORMED("malformed"),
    /** Of a kind that Weir does not read: compressed, or an update of another manifest. */
    UNSUPPORTED("unsupported"),
    /** Signed or hashed with an algorithm that is not allowed, or that does not fit the key. */
    ALGORITHM("algorithm"),
    /** The certificate is not one for signing content. */
    CERTIFICATE("certificate"),
    /** The certificate is not valid now. */
    CERTIFICATE_DATE("certificate-date"),
    /** The signature is not one of this claim by this certificate. */
    SIGNATURE("signature"),
    /** An assertion is not the one that was signed, or was not signed at all. */
    ASSERTION("assertion"),
    /** The text is not the one that was signed. */
    TEXT_CHANGED("text-changed"),
    /** The text comes with ready chunks, from which nothing is cut. */
    READY_CHUNKS("ready-chunks");

    private final String code;

    CredentialFault(String code) {
        this.code = code;
    }

    /** The stable name used in output. */
    public String code() {
        return code;
    }
}
