/**
 * Bytes in, sealed chunks out. {@link dev.weir.ingest.DocumentScanner} reads, screens and judges a document and stores
 * nothing; {@link dev.weir.ingest.IngestGuard} goes on to seal and index what was admitted and to hold what was not;
 * {@link dev.weir.ingest.ChunkScanner} judges again what was sealed.
 *
 * <p>Invariant: the text that was screened is the text that is cut, embedded, sealed and returned, and what was not read
 * or not judged is never admitted. Reports, outcomes and exceptions hold codes, places and numbers; text is in an
 * {@link dev.weir.ingest.Excerpt}, which does not print it, or nowhere.
 *
 * <p>Threat: a poisoned document enters the index, or a clean one enters it as something else than what was scanned.
 */
@NullMarked
package dev.weir.ingest;

import org.jspecify.annotations.NullMarked;
