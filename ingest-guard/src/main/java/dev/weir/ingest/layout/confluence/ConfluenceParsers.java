package dev.weir.ingest.layout.confluence;

import java.util.List;
import org.apache.tika.detect.Detector;
import org.apache.tika.parser.Parser;

/** The parsers of Confluence's exports, and the detector that finds them. */
public final class ConfluenceParsers {
    private ConfluenceParsers() {}

    /** {@return the parsers; thread-safe} */
    public static List<Parser> all() {
        return List.of(new ExportParser(), new WikiPageParser());
    }

    /**
     * A detector that also knows exports and single pages of Confluence by what is in them; thread-safe.
     *
     * @param others knows everything else
     */
    public static Detector detector(Detector others) {
        return new ConfluenceDetector(others);
    }
}
