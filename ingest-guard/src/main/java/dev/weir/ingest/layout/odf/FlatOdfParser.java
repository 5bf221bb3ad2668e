package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.office.XmlWalk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads OpenDocument in one flat file. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class FlatOdfParser implements Parser {

    private static final String PACKAGED = "application/vnd.oasis.opendocument.";

    private static final Map<String, MediaType> FLAT = Map.of(
            PACKAGED + "text", MediaType.application("vnd.oasis.opendocument.flat.text"),
            PACKAGED + "presentation", MediaType.application("vnd.oasis.opendocument.flat.presentation"),
            PACKAGED + "spreadsheet", MediaType.application("vnd.oasis.opendocument.flat.spreadsheet"));

    private static final Set<MediaType> TYPES = Set.of(
            MediaType.application("vnd.oasis.opendocument.tika.flat.document"),
            MediaType.application("vnd.oasis.opendocument.flat.text"),
            MediaType.application("vnd.oasis.opendocument.flat.presentation"),
            MediaType.application("vnd.oasis.opendocument.flat.spreadsheet"));

    /** The file, which is all parts in one. */
    private static final class File implements OdfDocument.Source {
        private final Path path;
        private @Nullable Exception failure;

        private File(Path path) {
            this.path = path;
        }

        @Override
        public void read(String part, OdfDocument.Reader reader) {
            try (InputStream stream = Files.newInputStream(path)) {
                reader.read(XmlWalk.of(stream, OdfNames.PREFIXES));
            } catch (XMLStreamException | IOException | RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
    }

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return TYPES;
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        try (TemporaryResources temporary = new TemporaryResources()) {
            Path path = TikaInputStream.get(stream, temporary, metadata).getPath();
            XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
            xhtml.startDocument();
            MediaType type = FLAT.get(FlatMeta.read(path, metadata, context));
            if (type != null) {
                metadata.set(Metadata.CONTENT_TYPE, type.toString());
            }
            File file = new File(path);
            new OdfDocument(file, context.get(TextSink.class), new Embedded(context)).read();
            xhtml.endDocument();
            if (file.failure != null) {
                throw new TikaException("the file cannot be read to its end", file.failure);
            }
        }
    }
}
