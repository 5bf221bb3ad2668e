/**
 * A small world for tests of this module. {@link dev.weir.ingest.testkit.IngestWorld} is the entry point: real keys, logs,
 * seals and quarantine, with a reader and a detector whose answers a test can write down in the document. The invariant is
 * that both keep the contracts of the real ones; the threat answered is a test that proves something about a mock.
 */
@NullMarked
package dev.weir.ingest.testkit;

import org.jspecify.annotations.NullMarked;
