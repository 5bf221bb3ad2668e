/**
 * The structural pass over Office Open XML: Word documents, Excel workbooks and PowerPoint presentations, with their macro
 * and template variants. {@link dev.weir.ingest.layout.ooxml.OoxmlParsers} is the entry point.
 *
 * <p>Invariants: every part of a package is read, handed on, or named in a gap; parts are streamed and never built as a
 * tree; a document type declaration is refused.
 *
 * <p>Threat: text in the places of a package that no reader is shown, and packages built to exhaust a reader.
 *
 * <p>Not guaranteed: what is laid out only by rendering, such as text behind a picture, is not known to be covered. Animations
 * are not followed; cells that a conditional format may hide are taken to be seen, and the gap {@code flat-text} says so.
 */
@NullMarked
package dev.weir.ingest.layout.ooxml;

import org.jspecify.annotations.NullMarked;
