package dev.weir.retrieve.egress;

/** What happens to a stretch of an answer that something was found in. */
public enum EgressAction {
    /** It is reported and stays. */
    PASS,
    /** A marker stands in its place. */
    CUT,
    /** A marker stands in its place and nothing follows. */
    BLOCK
}
