/**
 * Many documents, a few at a time. {@link dev.weir.ingest.batch.BatchScan} walks files and folders and works them off;
 * {@link dev.weir.ingest.batch.ScanLedger} remembers what was done, so that a run that was cut short goes on where it was.
 *
 * <p>Invariants: every path gets exactly one result; one broken document stops no other; a document is in the ledger only
 * once everything about it is on the disk, so that a crash loses nothing and repeats at most what was in hand.
 *
 * <p>Under {@link dev.weir.ingest.batch.SourceBaselines} everything is judged before anything is published, and a batch
 * that is unlike earlier ones of its source is held whole.
 *
 * <p>Threat: a file that ends a nightly run unnoticed, and everything behind it that was never scanned; a delivery that
 * is poisoned in many places at once.
 */
@NullMarked
package dev.weir.ingest.batch;

import org.jspecify.annotations.NullMarked;
