package dev.weir.ingest.admission;

/** What comes of the signs of one screen. */
public enum OnSign {
    /** They stand in the report. */
    NOTE,
    /** The document is held where the screen says so. */
    HOLD
}
