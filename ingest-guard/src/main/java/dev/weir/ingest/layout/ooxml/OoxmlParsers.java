package dev.weir.ingest.layout.ooxml;

import java.util.List;
import org.apache.tika.parser.Parser;

/** The parsers of Office Open XML. */
public final class OoxmlParsers {
    private OoxmlParsers() {}

    /** {@return the parsers that stand in for Tika's own; thread-safe} */
    public static List<Parser> all() {
        return List.of(new OoxmlParser());
    }
}
