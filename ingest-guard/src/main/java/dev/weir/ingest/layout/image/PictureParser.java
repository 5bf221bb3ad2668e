package dev.weir.ingest.layout.image;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.ocr.Recognizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads what a picture file says: Tika's own parser its properties, and this one all text with its place. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class PictureParser implements Parser {

    private final Parser properties;

    /** @param properties Tika's parser of the format */
    PictureParser(Parser properties) {
        this.properties = properties;
    }

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return properties.getSupportedTypes(context);
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        @Nullable TikaInputStream file = TikaInputStream.cast(stream);
        if (file == null) {
            try (TikaInputStream spooled = TikaInputStream.get(CloseShieldInputStream.wrap(stream))) {
                read(spooled, handler, metadata, context);
            }
        } else {
            read(file, handler, metadata, context);
        }
    }

    private void read(TikaInputStream file, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        TextSink sink = requireNonNull(context.get(TextSink.class), "no sink");
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        // First, as a broken picture makes Tika's parser give up, and says what it says all the same.
        new PictureBytes(sink, xhtml, context).read(file.getPath());
        Recognizer recognizer = requireNonNull(context.get(Recognizer.class), "no recognizer");
        if (recognizer.isReady(sink)) {
            new PictureWords(sink, recognizer).read(file.getPath());
        }
        properties.parse(file, new DefaultHandler(), metadata, context);
        xhtml.endDocument();
    }
}
