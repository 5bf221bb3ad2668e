package dev.weir.ingest.layout.pdf;

import java.util.List;
import org.apache.tika.parser.Parser;

/** The parser of PDF. */
public final class PdfParsers {
    private PdfParsers() {}

    /** {@return the parsers that stand in for Tika's own; thread-safe} */
    public static List<Parser> all() {
        return List.of(new PdfParser());
    }
}
