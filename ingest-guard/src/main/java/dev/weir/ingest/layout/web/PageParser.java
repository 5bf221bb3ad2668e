package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.TextSink;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AbstractEncodingDetectorParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads HTML and SVG. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class PageParser extends AbstractEncodingDetectorParser {

    private static final Set<MediaType> TYPES = Set.of(
            MediaType.TEXT_HTML,
            MediaType.application("xhtml+xml"),
            MediaType.application("vnd.wap.xhtml+xml"),
            MediaType.application("x-asp"),
            MediaType.image("svg+xml"));

    PageParser(EncodingDetector encodingDetector) {
        super(encodingDetector);
    }

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return TYPES;
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        // A chapter of a book comes as a bare zip entry, which cannot be wound back after its charset was guessed.
        InputStream content = stream.markSupported() ? stream : new BufferedInputStream(stream);
        Charset detected = getEncodingDetector(context).detect(content, metadata);
        Charset charset = detected == null ? StandardCharsets.UTF_8 : detected;
        String type = metadata.get(Metadata.CONTENT_TYPE);
        // An XHTML parser closes <title/>; an HTML parser would read the rest of the document as the title.
        Parser syntax = type != null && !type.startsWith("text/html") ? Parser.xmlParser() : Parser.htmlParser();
        Document document = Jsoup.parse(CloseShieldInputStream.wrap(content), charset.name(), "", syntax);
        TextSink sink = context.get(TextSink.class);
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        PageWalker.walk(document, sink, new PageWords(metadata), Places.ofElements(), "", Look.plain(CssColor.WHITE));
        xhtml.endDocument();
    }
}
