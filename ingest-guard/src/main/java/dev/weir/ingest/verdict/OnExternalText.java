package dev.weir.ingest.verdict;

/** What happens to text that somebody else extracted. */
public enum OnExternalText {
    /** It is judged like any other: whoever may ingest from the source may submit text for it. */
    JUDGE,
    /** It is refused: only documents that are read here may be indexed. */
    REJECT
}
