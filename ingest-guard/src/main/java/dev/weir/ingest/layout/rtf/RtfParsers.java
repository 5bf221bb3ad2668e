package dev.weir.ingest.layout.rtf;

import java.util.List;
import org.apache.tika.parser.Parser;

/** The parser of RTF. */
public final class RtfParsers {
    private RtfParsers() {}

    /** {@return the parsers that stand in for Tika's own; thread-safe} */
    public static List<Parser> all() {
        return List.of(new RtfParser());
    }
}
