package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What a document holds inside of it: pictures, objects, files. Each becomes a part of its own. */
final class Embedded {

    private static final int MAX_BASE64_CHARS = 80_000_000;
    private static final int MAX_REFERENCES = 100_000;

    private final EmbeddedDocumentExtractor extractor;
    private final Set<String> referred = new HashSet<>();

    Embedded(ParseContext context) {
        this.extractor = EmbeddedDocumentUtil.getEmbeddedDocumentExtractor(context);
    }

    /** The document shows this entry of its package. */
    void refer(String target) {
        if (referred.size() < MAX_REFERENCES) {
            String entry = target.startsWith("./") ? target.substring(2) : target;
            referred.add(entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry);
        }
    }

    boolean isReferred(String entry) {
        return referred.contains(entry);
    }

    /** Reads what a flat file holds in letters and digits. */
    void binary(XmlWalk walk, TextSink sink) throws XMLStreamException {
        StringBuilder digits = new StringBuilder();
        walk.content(
                name -> {
                    // There is nothing inside.
                },
                text -> {
                    if (digits.length() <= MAX_BASE64_CHARS) {
                        digits.append(text);
                    }
                });
        if (digits.length() > MAX_BASE64_CHARS) {
            sink.gap(GapCode.LIMIT_MEMORY, "an embedded document is too large");
            return;
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(digits.toString());
            digits.setLength(0);
            if (bytes.length > 0) {
                hand(TikaInputStream.get(bytes), new Metadata());
            }
        } catch (IllegalArgumentException | IOException | SAXException e) {
            throw new XMLStreamException("an embedded document cannot be read", e);
        }
    }

    /** Hands a document on, and closes it. */
    void hand(TikaInputStream stream, Metadata metadata) throws IOException, SAXException {
        try (TikaInputStream closing = stream) {
            if (extractor.shouldParseEmbedded(metadata)) {
                extractor.parseEmbedded(closing, new DefaultHandler(), metadata, false);
            }
        }
    }
}
