package dev.weir.ingest.layout.image;

import java.util.List;
import java.util.stream.Stream;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.image.BPGParser;
import org.apache.tika.parser.image.HeifParser;
import org.apache.tika.parser.image.ICNSParser;
import org.apache.tika.parser.image.ImageParser;
import org.apache.tika.parser.image.JXLParser;
import org.apache.tika.parser.image.JpegParser;
import org.apache.tika.parser.image.PSDParser;
import org.apache.tika.parser.image.TiffParser;
import org.apache.tika.parser.image.WebPParser;

/** The parsers of pictures. */
public final class ImageParsers {
    private ImageParsers() {}

    /** {@return the parsers that stand in for Tika's own; thread-safe} */
    public static List<Parser> all() {
        return Stream.of(
                        new ImageParser(),
                        new JpegParser(),
                        new TiffParser(),
                        new WebPParser(),
                        new HeifParser(),
                        new JXLParser(),
                        new PSDParser(),
                        new ICNSParser(),
                        new BPGParser())
                .<Parser>map(PictureParser::new)
                .toList();
    }
}
