package dev.weir.ingest.layout.ole;

import java.util.List;
import org.apache.tika.parser.Parser;

/** The parsers of binary Office formats. */
public final class OleParsers {
    private OleParsers() {}

    /** {@return the parsers that stand in for Tika's own; thread-safe} */
    public static List<Parser> all() {
        return List.of(new OleParser());
    }
}
