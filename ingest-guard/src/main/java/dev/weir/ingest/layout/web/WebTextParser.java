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

/** Finds out the charset of a text format and writes an empty page: the text goes to the sink. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
public abstract class WebTextParser extends AbstractEncodingDetectorParser {

    private final Set<MediaType> types;

    /**
     * A parser for these types.
     *
     * @param encodingDetector finds the charset of a text that does not say it
     */
    protected WebTextParser(EncodingDetector encodingDetector, Set<MediaType> types) {
        super(encodingDetector);
        this.types = types;
    }

    @Override
    public final Set<MediaType> getSupportedTypes(ParseContext context) {
        return types;
    }

    @Override
    public final void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        // A chapter of a book comes as a bare zip entry, which cannot be wound back after its charset was guessed.
        InputStream content = stream.markSupported() ? stream : new BufferedInputStream(stream);
        Charset detected = getEncodingDetector(context).detect(content, metadata);
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        read(content, detected == null ? StandardCharsets.UTF_8 : detected, metadata, context.get(TextSink.class));
        xhtml.endDocument();
    }

    /**
     * Reads the content, which the caller closes.
     *
     * @param charset what the content seems to be in
     */
    protected abstract void read(InputStream content, Charset charset, Metadata metadata, TextSink sink)
            throws IOException, TikaException;
}
