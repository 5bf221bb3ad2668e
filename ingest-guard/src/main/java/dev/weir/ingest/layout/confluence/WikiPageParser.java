package dev.weir.ingest.layout.confluence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads a page that the export around it hands over. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class WikiPageParser implements Parser {

    static final MediaType TYPE = MediaType.application("x-confluence-page");

    /** Stands for the page in the stream that Tika passes on. */
    interface Page {
        void read(ContentHandler handler, Metadata metadata) throws IOException, SAXException;
    }

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return Set.of(TYPE);
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        if (!(stream instanceof TikaInputStream input && input.getOpenContainer() instanceof Page page)) {
            throw new TikaException("a page is only read as part of its export");
        }
        // It led here, and says nothing of the page.
        metadata.remove(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE.getName());
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        page.read(xhtml, metadata);
        xhtml.endDocument();
    }
}
