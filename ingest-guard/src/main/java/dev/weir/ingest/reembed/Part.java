package dev.weir.ingest.reembed;

/**
 * Which of a document's chunks an index holds intact. While two indexes stand side by side, a version has every chunk
 * twice: first those of the first index, then those of the second.
 */
enum Part {
    NONE,
    WHOLE,
    /** The first half, by ordinal. */
    LOWER,
    /** The second half. */
    UPPER,
    /** Anything else. */
    OTHER;

    /**
     * @param count of intact chunks
     * @param first lowest ordinal of them
     * @param last highest ordinal
     * @param treeSize of the current version
     */
    static Part of(int count, int first, int last, int treeSize) {
        int half = treeSize / 2;
        if (count == 0) {
            return NONE;
        }
        if (count != last - first + 1) {
            return OTHER;
        }
        if (count == treeSize) {
            return WHOLE;
        }
        if (treeSize % 2 != 0 || count != half) {
            return OTHER;
        }
        return first == 0 ? LOWER : first == half ? UPPER : OTHER;
    }
}
