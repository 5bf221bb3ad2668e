package dev.weir.ingest.rescan;

/**
 * How many documents of a run ended how.
 *
 * @param passes how often the store was read
 */
public record RescanSummary(int restamped, int kept, int suspended, int unreadable, int passes) {}
