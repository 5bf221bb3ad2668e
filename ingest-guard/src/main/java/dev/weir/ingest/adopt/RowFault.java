package dev.weir.ingest.adopt;

/** Why a row cannot be adopted. The names are part of the command line's formats. */
public enum RowFault {
    /** The metadata is missing, or not one JSON object without a key twice. */
    UNREADABLE("is not one JSON object without a key twice"),
    /** The field is not there, or null. */
    MISSING("is missing"),
    /** The field is there and no string. */
    NOT_A_STRING("is not a string"),
    /** The field is an empty or blank string. */
    BLANK("is blank"),
    /** The tenant's id is not in the one canonical spelling. */
    NOT_A_TENANT("is not the id of a tenant in its one spelling"),
    /** The source or document is too long, or holds characters that cannot be shown. */
    NOT_A_NAME("is too long or holds a character that cannot be shown"),
    /** The text holds a NUL or a lone surrogate. */
    MALFORMED("holds a NUL or a lone surrogate"),
    /** The rows of one document name more than one source. */
    OTHER_SOURCE("is not the source of the document's other rows"),
    /** The row was changed or removed while it was being looked at. */
    CHANGED("changed meanwhile");

    private final String text;

    RowFault(String text) {
        this.text = text;
    }

    /** What follows a field's name in a sentence. */
    public String text() {
        return text;
    }
}
