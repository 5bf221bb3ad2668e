package dev.weir.ingest.verdict;

/** Why a document got its verdict. */
public enum RationaleCode {
    /** Everything was read and nothing reached its operating point. */
    CLEAN("clean", "everything was read and nothing was flagged"),
    /** Findings were recorded and admitted, as the policy only observes. */
    OBSERVED("observed", "flagged text was admitted because the policy only observes"),
    /** Findings that somebody accepted for this source were left out. */
    FINDINGS_ACCEPTED("findings-accepted", "findings were accepted earlier for this source"),
    /** Flagged chunks are withheld, the others admitted. */
    CHUNKS_WITHHELD("chunks-withheld", "flagged chunks are withheld"),
    /** Spans were replaced by a marker. */
    SPANS_REDACTED("spans-redacted", "flagged spans were replaced by a marker"),
    /** A redacted chunk was still flagged. */
    REDACTION_FAILED("redaction-failed", "a chunk was still flagged after redaction"),
    /** Parts that cannot be read are left out of the index. */
    PARTS_UNINDEXED("parts-unindexed", "parts that could not be read are left out"),
    /** Parts cannot be read and the policy holds such documents. */
    PARTS_UNREAD("parts-unread", "parts could not be read and the policy holds such documents"),
    /** What the format hides was read, judged and indexed like the rest, as it cannot be told apart. */
    HIDING_UNKNOWN("hiding-unknown", "what is hidden could not be told apart"),
    /** Text in a channel that readers do not see was flagged. */
    FLAGGED_CHANNEL("flagged-channel", "text in a channel that readers do not see was flagged"),
    /** Text that readers do not see says something else than what they see in its place. */
    CONTRADICTS_VISIBLE("contradicts-visible", "hidden text says something else than what readers see in its place"),
    /** As many chunks were flagged as the policy allows none to have. */
    FLAGGED_COUNT("flagged-count", "too many chunks were flagged"),
    /** So large a share of the chunks was flagged. */
    FLAGGED_SHARE("flagged-share", "too large a share of the chunks was flagged"),
    /** Something that had to be read or judged was not. */
    BLOCKING_GAP("blocking-gap", "something that had to be read or judged was not"),
    /** A limit was broken. */
    LIMIT_BROKEN("limit-broken", "a limit was broken"),
    /** There is no text to index. */
    NOTHING_TO_INDEX("nothing-to-index", "there is no text to index"),
    /** Somebody else extracted the text, and the policy takes none of that. */
    EXTERNAL_REFUSED("external-refused", "the policy takes no text that was extracted elsewhere"),
    /** It would be admitted, but came with a batch that left the baseline of its source. */
    BATCH_HELD("batch-held", "its batch left the baseline of its source and is held whole"),
    /** Signs of what it would do to the corpus are noted beside the verdict. */
    CORPUS_SIGNS("corpus-signs", "signs of what it would do to the corpus were noted"),
    /** One of its chunks lies near unusually many questions. */
    HUB("hub", "a chunk would be found by unusually many questions"),
    /** Its chunks together lie near unusually many questions. */
    SPRAYED("sprayed", "its chunks together would be found by unusually many questions"),
    /** Its uploader or its source sends unusually many documents. */
    BURST("burst", "its uploader or source sends unusually many documents"),
    /** It is one of several new documents with nearly the same words. */
    CAMPAIGN("campaign", "several new documents have nearly the same words"),
    /** It would replace a document that somebody else vouched for. */
    OTHER_PRINCIPAL("other-principal", "it replaces a document that somebody else vouched for"),
    /** Much of the text that it would replace is changed. */
    TEXT_CHANGED("text-changed", "much of the text that it replaces is changed"),
    /** It says otherwise than a more trusted chunk. */
    CONTRADICTS_TRUSTED("contradicts-trusted", "it says otherwise than a more trusted document"),
    /** One stretch of a chunk alone makes it near to a question. */
    SPAN_CARRIED("span-carried", "one stretch of a chunk alone makes it near to a question"),
    /** A vector that was brought along is not what the embedder gives for its text. */
    FOREIGN_VECTOR("foreign-vector", "a vector that was brought along is not its text's"),
    /** A screen of the corpus had too little to compare with. */
    NOT_MEASURED("not-measured", "a screen of the corpus had too little to compare with"),
    /** A screen of the corpus failed. */
    ADMISSION_FAILED("admission-failed", "a screen of the corpus failed");

    private final String code;
    private final String text;

    RationaleCode(String code, String text) {
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
