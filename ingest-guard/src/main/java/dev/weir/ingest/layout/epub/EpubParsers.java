package dev.weir.ingest.layout.epub;

import java.util.List;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.parser.Parser;

/** The parser of EPUB. */
public final class EpubParsers {
    private EpubParsers() {}

    /**
     * The parsers that stand in for Tika's own; thread-safe.
     *
     * @param encodingDetector finds the charset of a document that does not say it
     */
    public static List<Parser> all(EncodingDetector encodingDetector) {
        return List.of(new EpubParser(encodingDetector));
    }
}
