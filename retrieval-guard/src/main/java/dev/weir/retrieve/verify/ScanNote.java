package dev.weir.retrieve.verify;

/** What is to be known about the scan of a chunk that is served. The names are part of the command line's formats. */
public enum ScanNote implements Annotation {
    /** The document was scanned by rules older than the current ones. */
    OLD_SCAN("The document was scanned by rules older than the current ones and is to be scanned again."),
    /** The scan is too old to count; the chunk's text was screened at query time. */
    RESCREENED("The scan is too old to count; the current rules found the text clean at query time."),
    /** A snapshot vouches for the row until it is adopted; the chunk's text was screened at query time. */
    SNAPSHOT(
            "The row is not adopted yet: a signed snapshot vouches for it, and the current rules found the text clean at"
                    + " query time.");

    private final String text;

    ScanNote(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
