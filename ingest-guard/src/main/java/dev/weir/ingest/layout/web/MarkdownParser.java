package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.TextSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Set;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;

/** Reads Markdown. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class MarkdownParser extends WebTextParser {

    private static final Set<MediaType> TYPES = Set.of(MediaType.text("x-web-markdown"), MediaType.text("markdown"));

    MarkdownParser(EncodingDetector encodingDetector) {
        super(encodingDetector, TYPES);
    }

    @Override
    protected void read(InputStream content, Charset charset, Metadata metadata, TextSink sink)
            throws IOException, TikaException {
        metadata.set(Metadata.CONTENT_ENCODING, charset.name());
        String text = new String(content.readAllBytes(), charset);
        try {
            MarkdownPage.read(text, sink);
        } catch (StackOverflowError e) {
            throw new TikaException("Markdown is nested too deep", e);
        }
    }
}
