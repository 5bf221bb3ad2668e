/**
 * The structural pass over PDF: every glyph with the state it is drawn in, what is painted over it later, and what the file
 * says beside its pages. {@link dev.weir.ingest.layout.pdf.PdfParsers} is the entry point.
 *
 * <p>Invariants: work on a page and on a file is bounded, and what is left out is a gap; a form (XFA) is never read as XML;
 * an earlier state of the file never reaches the body.
 *
 * <p>Threat: text that is drawn and not seen, glyphs that show other letters than they say, files built to exhaust a reader.
 *
 * <p>Not guaranteed: a font that shows other letters is found by its names, tables, widths and the shapes of its glyphs;
 * pages are painted only where text in pictures is recognized, to see what doubtful fonts show. Letters without an outline
 * and those of other alphabets are taken at their word otherwise. Of the instructions that draw a Type 3 glyph or a soft mask
 * no more is followed than whether they paint and in which plain colours.
 */
@NullMarked
package dev.weir.ingest.layout.pdf;

import org.jspecify.annotations.NullMarked;
