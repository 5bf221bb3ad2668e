/**
 * Body text in pieces that can be embedded and cited. {@link dev.weir.ingest.segment.Segmenter} is the entry point.
 *
 * <p>Invariant: the segments of a layer follow one another without overlap, and nothing but white space lies between them,
 * so what is indexed is all of the text and each part of it once. A segment is the very string that is scanned, embedded
 * and sealed.
 *
 * <p>Threat: an instruction that falls between two pieces, or that is scanned in one form and indexed in another. An
 * instruction that is cut in two by a border is found because screening also runs on the whole document.
 */
@NullMarked
package dev.weir.ingest.segment;

import org.jspecify.annotations.NullMarked;
