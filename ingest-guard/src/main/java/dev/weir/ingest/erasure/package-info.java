/**
 * Documents that are to be forgotten. {@link dev.weir.ingest.erasure.Eraser} takes them out of everything that ingestion
 * writes to.
 *
 * <p>Invariants: the tombstone comes first, so that nothing is served while the rest is removed; the rows, by which
 * documents are found, come last, so that an erasure that was cut short is finished by running it again.
 *
 * <p>Threat: a document that somebody had a right to have erased, and that is still in a segment, a ticket or a ledger.
 */
@NullMarked
package dev.weir.ingest.erasure;

import org.jspecify.annotations.NullMarked;
