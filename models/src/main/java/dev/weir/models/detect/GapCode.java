package dev.weir.models.detect;

/** Why some text was not read or not judged, and what that means for the rest of the document. */
public enum GapCode {
    /** The file or stream could not be opened or read. */
    UNREADABLE("unreadable", "the file could not be opened or read", Effect.BLOCKING),
    /** A part is known to exist and was not read. */
    UNREAD("unread", "a part of the document was not read", Effect.BLOCKING),
    /** Nothing was submitted. */
    EMPTY("empty", "the document has no bytes", Effect.UNINDEXED),
    /** The document was read and holds no text. */
    NO_TEXT("no-text", "no text was found", Effect.UNINDEXED),
    /** No reader exists for the format of this part. */
    UNSUPPORTED("unsupported", "the format is not supported", Effect.UNINDEXED),
    /** A damaged part inside the document gave no text and is left out. */
    LEFT_OUT("left-out", "a damaged part was left out", Effect.UNINDEXED),
    /**
     * What people see and what is hidden from them were read, judged and indexed alike: the format has no reader of its own,
     * or what would hide the text was not at hand or is not followed.
     */
    FLAT_TEXT("flat-text", "what is hidden is not told apart", Effect.NOTED),
    /** The part needs a key that Weir does not have. */
    ENCRYPTED("encrypted", "the content is encrypted", Effect.UNINDEXED),
    /** The submission is over the size limit and was not read. */
    TOO_LARGE("too-large", "the document is larger than the limit", Effect.BLOCKING),
    /** The content contradicts the type its name or sender claims. */
    TYPE_MISMATCH("type-mismatch", "the content is not of the type it claims", Effect.BLOCKING),
    /** The bytes are damaged; what was extracted may be incomplete. */
    CORRUPT("corrupt", "the content is damaged", Effect.BLOCKING),
    /** The content stops before its end. */
    TRUNCATED("truncated", "the content is cut off", Effect.BLOCKING),
    /** The reader failed or its process died. */
    PARSER_FAILED("parser-failed", "the reader failed", Effect.BLOCKING),
    /** The time limit ran out. */
    TIMED_OUT("timed-out", "the time limit was reached", Effect.BLOCKING),
    /** Reading took more processor time than the limit. */
    LIMIT_CPU("limit-cpu", "the processor time limit was reached", Effect.BLOCKING),
    /** Parts are nested deeper than the limit. */
    LIMIT_DEPTH("limit-depth", "the nesting limit was reached", Effect.BLOCKING),
    /** The extracted text is longer than the limit. */
    LIMIT_OUTPUT("limit-output", "the text limit was reached", Effect.BLOCKING),
    /** There are more embedded parts than the limit. */
    LIMIT_EMBEDDED("limit-embedded", "the limit on embedded parts was reached", Effect.BLOCKING),
    /** Reading needed more memory than the limit. */
    LIMIT_MEMORY("limit-memory", "the memory limit was reached", Effect.BLOCKING),
    /** The text is not well-formed Unicode or holds NUL, so its bytes have no single meaning. */
    MALFORMED_TEXT("malformed-text", "the text is not well-formed", Effect.BLOCKING),
    /** A detector failed, so its question about this text is unanswered. */
    DETECTOR_FAILED("detector-failed", "a detector failed", Effect.BLOCKING),
    /** Text was read that a detector could not cover. */
    UNSCREENED("unscreened", "text was read but not screened", Effect.BLOCKING);

    /** What a gap means for the document it is in. */
    public enum Effect {
        /** The document must not be admitted while the gap stands. */
        BLOCKING,
        /** The unread part never reaches the index; the rest may, and is shown as partial. */
        UNINDEXED,
        /** Everything was read and judged, but less is known of it than of other documents. */
        NOTED
    }

    private final String code;
    private final String text;
    private final Effect effect;

    GapCode(String code, String text, Effect effect) {
        this.code = code;
        this.text = text;
        this.effect = effect;
    }

    /** {@return the stable name used in output} */
    public String code() {
        return code;
    }

    /** {@return one line for people} */
    public String text() {
        return text;
    }

    /** {@return what the gap means for its document} */
    public Effect effect() {
        return effect;
    }
}
