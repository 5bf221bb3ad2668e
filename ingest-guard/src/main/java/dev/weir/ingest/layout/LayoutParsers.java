package dev.weir.ingest.layout;

import java.util.List;
import org.apache.tika.parser.Parser;

/** The structural passes, as the parsers that stand in for Tika's own. */
public final class LayoutParsers {
    private LayoutParsers() {}

    /** {@return one parser for each family of formats that has a pass; thread-safe} */
    public static List<Parser> all() {
        return List.of(new PdfParser());
    }
}
