package dev.weir.ingest.verdict;

/** What is served of a document while a new version of it is held for review. */
public enum OnHeldSuccessor {
    /** The version that was served before. */
    KEEP,
    /** Nothing, until a version is sealed, or a reviewer releases or rejects the one that is held. */
    WITHHOLD
}
