package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.TextSink;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AbstractEncodingDetectorParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads Markdown. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class MarkdownParser extends AbstractEncodingDetectorParser {

    private static final Set<MediaType> TYPES = Set.of(MediaType.text("x-web-markdown"), MediaType.text("markdown"));

    MarkdownParser(EncodingDetector encodingDetector) {
        super(encodingDetector);
    }

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return TYPES;
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        InputStream content = stream.markSupported() ? stream : new BufferedInputStream(stream);
        Charset detected = getEncodingDetector(context).detect(content, metadata);
        Charset charset = detected == null ? StandardCharsets.UTF_8 : detected;
        metadata.set(Metadata.CONTENT_ENCODING, charset.name());
        String text = new String(content.readAllBytes(), charset);
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        try {
            MarkdownPage.read(text, context.get(TextSink.class));
        } catch (StackOverflowError e) {
            throw new TikaException("Markdown is nested too deep", e);
        }
        xhtml.endDocument();
    }
}
