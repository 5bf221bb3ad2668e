/**
 * The structural passes over the binary formats of Office 97 to 2003: Word documents, Excel workbooks and PowerPoint
 * presentations. {@link dev.weir.ingest.layout.ole.OleParsers} is the entry point.
 *
 * <p>Invariants: what is not one of these three, and what is older, is read by Tika's own reader; an embedded file is handed
 * on as Tika hands it on.
 *
 * <p>Threat: text in the places of a file that no reader is shown, and files built to exhaust a reader.
 *
 * <p>Not guaranteed: what is laid out only by rendering, such as text behind a picture, is not known to be covered. Animations
 * are not followed; cells that a conditional format may hide are taken to be seen, and the gap {@code flat-text} says so.
 */
@NullMarked
package dev.weir.ingest.layout.ole;

import org.jspecify.annotations.NullMarked;
