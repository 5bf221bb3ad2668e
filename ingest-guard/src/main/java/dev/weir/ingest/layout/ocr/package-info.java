/**
 * Words in pictures, read by the Tesseract program where that is wanted and installed.
 * {@link dev.weir.ingest.layout.ocr.Recognizer} is the entry point.
 *
 * <p>Invariants: the program gets plain grey pixels and never a file of the document; it runs without a shell, in a folder of
 * its own, with an end to its time and, where the system has a program for that, to its memory; a picture that was not read
 * is a gap.
 *
 * <p>Threat: orders that are drawn instead of written, in plain view or too faint for people.
 *
 * <p>Not guaranteed: that every word is recognized, or recognized rightly.
 */
@NullMarked
package dev.weir.ingest.layout.ocr;

import org.jspecify.annotations.NullMarked;
