package dev.weir.ingest.quarantine;

/** What somebody decided about a ticket. */
public sealed interface Decision permits Release, Rejection {}
