package dev.weir.ingest.layout.odf;

import java.util.List;
import org.apache.tika.parser.Parser;

/** The parsers of OpenDocument. */
public final class OdfParsers {
    private OdfParsers() {}

    /** {@return the parsers that stand in for Tika's own; thread-safe} */
    public static List<Parser> all() {
        return List.of(new OdfParser(), new FlatOdfParser());
    }
}
