package dev.weir.ingest.layout.data;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.XmlStreams;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads XML that no other parser knows, and feeds, of which Tika keeps no more than titles and one description each. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class XmlParser implements Parser {

    private static final int HEAD_BYTES = 1 << 18;

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return Set.of(MediaType.APPLICATION_XML, MediaType.application("rss+xml"), MediaType.application("atom+xml"));
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        if (metadata.get(Metadata.CONTENT_TYPE) == null) {
            metadata.set(Metadata.CONTENT_TYPE, MediaType.APPLICATION_XML.toString());
        }
        InputStream content = new BufferedInputStream(CloseShieldInputStream.wrap(stream), HEAD_BYTES);
        content.mark(HEAD_BYTES);
        byte[] head = content.readNBytes(HEAD_BYTES);
        content.reset();
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        try {
            XmlLines lines = new XmlLines(context.get(TextSink.class), metadata);
            lines.declare(DocumentTypes.in(head));
            lines.read(reader(content, DocumentTypes.isWide(head)));
        } catch (XMLStreamException e) {
            throw new TikaException("the XML cannot be read to its end", e);
        }
        xhtml.endDocument();
    }

    /** Prefixes need not be declared to be read over, so namespaces are left alone. */
    private static XMLStreamReader reader(InputStream content, boolean isWide) throws XMLStreamException {
        XMLInputFactory factory = XmlStreams.factory();
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // Some say that they are in UTF-8 and are not; the mark at their beginning knows better.
        return isWide
                ? factory.createXMLStreamReader(new InputStreamReader(content, StandardCharsets.UTF_16))
                : factory.createXMLStreamReader(content);
    }
}
