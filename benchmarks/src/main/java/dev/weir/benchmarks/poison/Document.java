package dev.weir.benchmarks.poison;

/**
 * A clean passage.
 *
 * @param source the page it is of
 * @param isWeb whether somebody may have brought it from the web, and not from the encyclopaedia
 */
record Document(String id, String text, String source, boolean isWeb) {}
