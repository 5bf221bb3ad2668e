package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.TextSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Set;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;

/** Reads a file in Confluence's storage format. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class StorageParser extends WebTextParser {

    StorageParser(EncodingDetector encodingDetector) {
        super(encodingDetector, Set.of(WebParsers.STORAGE));
    }

    @Override
    protected void read(InputStream content, Charset charset, Metadata metadata, TextSink sink) throws IOException {
        String text = new String(content.readAllBytes(), charset);
        StorageText.read(text.startsWith("\uFEFF") ? text.substring(1) : text, "", sink, metadata);
    }
}
