package dev.weir.ingest.layout.odf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.odf.OpenDocumentMetaParser;
import org.apache.tika.sax.EmbeddedContentHandler;
import org.apache.tika.utils.XMLReaderUtils;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the properties of a flat file as Tika reads those of a package. */
final class FlatMeta extends DefaultHandler {

    /** Ends the reading when the properties have been read. */
    @SuppressWarnings("serial") // thrown and caught here
    private static final class Done extends SAXException {}

    /** Opens Tika's reader of properties. */
    @SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
    private static final class Properties extends OpenDocumentMetaParser {
        private ContentHandler handler(Metadata metadata, ParseContext context) {
            return getContentHandler(new DefaultHandler(), metadata, context);
        }
    }

    private final ContentHandler properties;
    private String type = "";
    private int depth;
    private boolean inProperties;

    private FlatMeta(ContentHandler properties) {
        this.properties = properties;
    }

    /** {@return the type that the file claims, empty if none} */
    static String read(Path path, Metadata metadata, ParseContext context) throws IOException, TikaException {
        FlatMeta reading = new FlatMeta(new Properties().handler(metadata, context));
        try (InputStream stream = Files.newInputStream(path)) {
            XMLReaderUtils.parseSAX(stream, new EmbeddedContentHandler(reading), context);
        } catch (SAXException e) {
            // Either done, or the reading of the text will say so.
        }
        return reading.type;
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
        depth++;
        if (depth == 1) {
            String said = XMLReaderUtils.getAttrValue("mimetype", attributes);
            type = said == null ? "" : said;
        } else if (depth == 2) {
            inProperties = local.equals("meta");
            if (local.equals("body")) {
                throw new Done();
            }
        }
        if (inProperties) {
            properties.startElement(uri, local, name, attributes);
        }
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        if (inProperties) {
            properties.characters(text, start, length);
        }
    }

    @Override
    public void endElement(String uri, String local, String name) throws SAXException {
        if (inProperties) {
            properties.endElement(uri, local, name);
        }
        depth--;
        inProperties &= depth > 1;
    }
}
