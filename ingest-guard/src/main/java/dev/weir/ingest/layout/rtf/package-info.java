/**
 * The pass over RTF, which no library reads with its formatting: a tokenizer, a stack of group states, and what a reader of
 * the document sees of the text in them. Entry point: {@link dev.weir.ingest.layout.rtf.RtfParsers}.
 *
 * <p>Invariants: work grows with the length of the file and with nothing else; groups are a stack, never recursion; text of
 * a destination that is not known is not lost but hidden.
 *
 * <p>Threat: formatting, destinations and fallbacks that readers do not show; groups nested and lengths stated to stall.
 *
 * <p>Not guaranteed: what a word processor that ignores a control word shows in its place.
 */
@NullMarked
package dev.weir.ingest.layout.rtf;

import org.jspecify.annotations.NullMarked;
