package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.TextSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Set;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/** Reads HTML and SVG. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class PageParser extends WebTextParser {

    private static final Set<MediaType> TYPES = Set.of(
            MediaType.TEXT_HTML,
            MediaType.application("xhtml+xml"),
            MediaType.application("vnd.wap.xhtml+xml"),
            MediaType.application("x-asp"),
            MediaType.image("svg+xml"));

    PageParser(EncodingDetector encodingDetector) {
        super(encodingDetector, TYPES);
    }

    @Override
    protected void read(InputStream content, Charset charset, Metadata metadata, TextSink sink) throws IOException {
        String type = metadata.get(Metadata.CONTENT_TYPE);
        // An XHTML parser closes <title/>; an HTML parser would read the rest of the document as the title.
        Parser syntax = type != null && !type.startsWith("text/html") ? Parser.xmlParser() : Parser.htmlParser();
        Document document = Jsoup.parse(CloseShieldInputStream.wrap(content), charset.name(), "", syntax);
        PageWalker.walk(document, sink, new PageWords(metadata), Places.ofElements(), "", Look.plain(CssColor.WHITE));
    }
}
