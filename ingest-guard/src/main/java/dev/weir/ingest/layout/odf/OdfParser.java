package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.office.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.odf.OpenDocumentMetaParser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads texts, spreadsheets, presentations and drawings in their packaged form. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class OdfParser implements Parser {

    private static final int MAX_TYPE_BYTES = 200;

    private static final Set<MediaType> TYPES = Stream.of(
                    "text",
                    "text-template",
                    "text-web",
                    "text-master",
                    "spreadsheet",
                    "spreadsheet-template",
                    "presentation",
                    "presentation-template",
                    "graphics",
                    "graphics-template")
            .flatMap(kind -> Stream.of("vnd.oasis.opendocument.", "x-vnd.oasis.opendocument.")
                    .map(family -> MediaType.application(family + kind)))
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return TYPES;
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        try (TemporaryResources temporary = new TemporaryResources()) {
            TikaInputStream file = TikaInputStream.get(stream, temporary, metadata);
            try (ZipSecureFile zip = new ZipSecureFile(file.getFile())) {
                OdfPackage parts = new OdfPackage(zip);
                XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
                xhtml.startDocument();
                parts.manifest();
                properties(parts, metadata, context);
                Embedded embedded = new Embedded(context);
                TextSink sink = context.get(TextSink.class);
                new OdfDocument(parts, sink, embedded).read();
                new Leftovers(parts, new Lines(sink), embedded).read();
                xhtml.endDocument();
                parts.requireWhole();
            }
        }
    }

    private static void properties(OdfPackage parts, Metadata metadata, ParseContext context) throws IOException {
        for (ZipArchiveEntry entry : parts.entries()) {
            if (entry.getName().equals("mimetype")) {
                parts.skip(entry);
                try (InputStream stream = parts.open(entry)) {
                    byte[] name = stream.readNBytes(MAX_TYPE_BYTES);
                    MediaType type = MediaType.parse(new String(name, StandardCharsets.US_ASCII).strip());
                    if (type != null && TYPES.contains(type)) {
                        metadata.set(Metadata.CONTENT_TYPE, type.toString());
                    }
                }
            } else if (entry.getName().equals("meta.xml")) {
                try (InputStream stream = parts.open(entry)) {
                    new OpenDocumentMetaParser().parse(stream, new DefaultHandler(), metadata, context);
                } catch (SAXException | TikaException e) {
                    parts.fail(e);
                }
            }
        }
    }
}
