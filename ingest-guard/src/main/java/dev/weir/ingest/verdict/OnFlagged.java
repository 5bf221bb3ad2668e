package dev.weir.ingest.verdict;

/** What happens to text that reaches its operating point. */
public enum OnFlagged {
    /** The chunk is withheld, or the document held. */
    WITHHOLD,
    /** The finding is recorded and the text admitted. Gaps are never admitted this way. */
    RECORD
}
