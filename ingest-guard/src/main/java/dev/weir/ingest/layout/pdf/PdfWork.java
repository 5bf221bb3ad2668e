package dev.weir.ingest.layout.pdf;

/** How much of a document is followed, so that one built to stall a reader costs no more than a long one. */
final class PdfWork {

    static final int MAX_GLYPHS_PER_PAGE = 300_000;
    private static final int MAX_OPERATORS_PER_PAGE = 5_000_000;
    private static final long MAX_OPERATORS = 30_000_000;
    private static final long MAX_CELLS = 3_000_000_000L;
    private static final int MAX_PATHS = 3_000_000;
    private static final int MAX_PICTURES = 500;

    /** A page asks for more than it may. */
    @SuppressWarnings("serial") // never written
    static final class PageLimitException extends RuntimeException {
        PageLimitException() {
            super("page limit", null, false, false);
        }
    }

    private long operators;
    private int onPage;
    private int glyphs;
    private long cells;
    private int paths;
    private int pictures;

    void startPage() {
        onPage = 0;
        glyphs = 0;
    }

    void takeOperator() {
        if (++onPage > MAX_OPERATORS_PER_PAGE || ++operators > MAX_OPERATORS) {
            throw new PageLimitException();
        }
    }

    void takeGlyph() {
        if (++glyphs > MAX_GLYPHS_PER_PAGE) {
            throw new PageLimitException();
        }
    }

    /** Whether so many cells may be painted; if not, what is behind a text is no longer followed. */
    boolean takeCells(int wanted) {
        cells += wanted;
        return !isUsedUp();
    }

    boolean takePath() {
        return !isUsedUp() && ++paths <= MAX_PATHS;
    }

    /** Whether one more picture may be looked at. */
    boolean takePicture() {
        return ++pictures <= MAX_PICTURES;
    }

    boolean isUsedUp() {
        return cells > MAX_CELLS;
    }
}
