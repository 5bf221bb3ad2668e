package dev.weir.ingest.layout.ocr;

/**
 * A word in a picture; lengths in pixels from the upper left corner.
 *
 * @param line number of its line in the picture
 * @param faint whether it has hardly another shade than what is around it
 */
public record Word(String text, int line, int x, int y, int width, int height, boolean faint) {}
