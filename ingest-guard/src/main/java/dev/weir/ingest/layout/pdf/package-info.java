/**
 * The structural pass over PDF: every glyph with the state it is drawn in, what is painted over it later, and what the file
 * says beside its pages. {@link dev.weir.ingest.layout.pdf.PdfParsers} is the entry point.
 *
 * <p>Invariants: work on a page and on a file is bounded, and what is left out is a gap; a form (XFA) is never read as XML;
 * an earlier state of the file never reaches the body.
 *
 * <p>Threat: text that is drawn and not seen, glyphs that show other letters than they say, files built to exhaust a reader.
 *
 * <p>Not guaranteed: pages are not rendered. A font that shows other letters is found by its names, tables and widths, which
 * a careful forger can keep.
 */
@NullMarked
package dev.weir.ingest.layout.pdf;

import org.jspecify.annotations.NullMarked;
