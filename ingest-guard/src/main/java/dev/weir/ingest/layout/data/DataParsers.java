package dev.weir.ingest.layout.data;

import java.util.List;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.parser.Parser;

/** The passes for data, as parsers that stand in for Tika's own. They need a sink in the parse context. */
public final class DataParsers {
    private DataParsers() {}

    /**
     * The parsers; thread-safe.
     *
     * @param encodingDetector finds the charset of a text that does not say it
     */
    public static List<Parser> all(EncodingDetector encodingDetector) {
        return List.of(new JsonParser(encodingDetector), new XmlParser(), new TableParser(encodingDetector));
    }
}
