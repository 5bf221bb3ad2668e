/**
 * The pass over books in EPUB: the package is read in reading order, each document by the page pass with the style sheets of
 * the package. Entry point: {@link dev.weir.ingest.layout.epub.EpubParsers}.
 *
 * <p>Invariants: a file of the package that nothing leads to is read, and is not body text; no file is read twice; what is
 * unpacked is bounded.
 *
 * <p>Threat: text in files, chapters and labels that no reading system shows; packages built to exhaust a reader.
 *
 * <p>Not guaranteed: which documents beside the reading order a reading system lets its reader reach.
 */
@NullMarked
package dev.weir.ingest.layout.epub;

import org.jspecify.annotations.NullMarked;
