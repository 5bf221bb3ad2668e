/**
 * Bytes in, text by channel out. {@link dev.weir.ingest.parse.ForkedParser} is the entry point: it turns a
 * {@link dev.weir.ingest.parse.RawDocument} into a {@link dev.weir.ingest.parse.ParsedDocument} by running Apache Tika in
 * child processes that have a heap, a clock and an output ceiling, and that are killed when they break one.
 *
 * <p>Invariants: everything that was not read is a {@link dev.weir.models.detect.Gap}; the text of a layer is well-formed
 * Unicode without NUL; the BODY layers are the only text that may be chunked, and they are the same strings that are
 * scanned. A document never makes {@code parse} throw, hang or take the calling process down.
 *
 * <p>Threat: a document built to crash, stall or blind the scanner, or to hide its instruction one level below where a
 * parser stops looking.
 */
@NullMarked
package dev.weir.ingest.parse;

import org.jspecify.annotations.NullMarked;
