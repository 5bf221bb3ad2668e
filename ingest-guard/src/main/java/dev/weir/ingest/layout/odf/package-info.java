/**
 * The structural pass over OpenDocument: texts, spreadsheets, presentations and drawings with their templates, as packages and
 * as flat files. {@link dev.weir.ingest.layout.odf.OdfParsers} is the entry point.
 *
 * <p>Invariants: every entry of a package is read, handed on, or named in a gap; parts are streamed and never built as a
 * tree; a document type declaration in a document is refused; what is repeated is read once.
 *
 * <p>Threat: text that styles, conditions, layers, hidden sheets and leftovers keep from readers, and packages built to
 * exhaust a reader.
 *
 * <p>Not guaranteed: what only a layout or a calculation decides, such as text behind a picture and animations, is taken to be
 * seen; so are cells that a conditional format may hide, of which the gap {@code flat-text} says so.
 */
@NullMarked
package dev.weir.ingest.layout.odf;

import org.jspecify.annotations.NullMarked;
