package dev.weir.ingest.parse;

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
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AbstractEncodingDetectorParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads HTML for Tika in place of Tika's own parser, which writes hidden text into the body and drops comments and
 * alternative texts. Only what a reader sees goes to the body.
 */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class VisibleHtmlParser extends AbstractEncodingDetectorParser {

    private static final Set<MediaType> TYPES = Set.of(
            MediaType.TEXT_HTML,
            MediaType.application("xhtml+xml"),
            MediaType.application("vnd.wap.xhtml+xml"),
            MediaType.application("x-asp"));

    VisibleHtmlParser(EncodingDetector encodingDetector) {
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
        HtmlText text = HtmlText.of(document);
        Part part = context.get(PartCollector.class).current();
        text.pieces().forEach(piece -> part.add(piece.channel(), piece.text()));
        text.links().forEach(part::link);
        if (!text.title().isBlank()) {
            metadata.add(TikaCoreProperties.TITLE, text.title());
        }
        text.properties().forEach(property -> metadata.add("html:" + property.name(), property.content()));
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        xhtml.characters(text.visible());
        xhtml.endDocument();
    }
}
