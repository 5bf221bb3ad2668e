/**
 * Documents are scanned again by the current rules, without their bytes and without rewriting a row. Begin with
 * {@link dev.weir.ingest.rescan.Rescan}; {@link dev.weir.ingest.rescan.Rescanned} says what became of each document.
 *
 * <p>Invariant: a document gets a new stamp only if every chunk of it was read, verified and judged, and the very head that
 * was judged still counts. Threat: a payload that older rules let in stays served because nobody looked again.
 */
@NullMarked
package dev.weir.ingest.rescan;

import org.jspecify.annotations.NullMarked;
