package dev.weir.ingest.layout.confluence;

import dev.weir.ingest.layout.TextSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads the XML export of a space. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class ExportParser implements Parser {

    static final String ENTITIES = "entities.xml";
    static final String DESCRIPTOR = "exportDescriptor.properties";

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return Set.of(ConfluenceDetector.EXPORT);
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        try (TemporaryResources temporary = new TemporaryResources()) {
            Path file = TikaInputStream.get(stream, temporary, metadata).getPath();
            Path spooled = temporary.createTempFile(metadata);
            try (ZipFile zip = ZipFile.builder().setPath(file).get();
                    BodySpool spool = new BodySpool(spooled)) {
                XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
                xhtml.startDocument();
                read(zip, spool, xhtml, metadata, context);
                xhtml.endDocument();
            }
        }
    }

    private static void read(
            ZipFile zip, BodySpool spool, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        TextSink sink = context.get(TextSink.class);
        Export export = new Export(spool);
        Leftovers leftovers = new Leftovers(sink, metadata);
        ExportFiles files = new ExportFiles(zip, metadata, context);
        Exception failure = null;
        ZipArchiveEntry entities = files.take(ENTITIES);
        try (InputStream content = zip.getInputStream(entities)) {
            EntitiesReader.read(content, leftovers.keeping(export));
        } catch (XMLStreamException | IOException e) {
            // What was read until then, and the files, are still there.
            failure = e;
        }
        ZipArchiveEntry descriptor = files.take(DESCRIPTOR);
        try (InputStream content = zip.getInputStream(descriptor)) {
            leftovers.descriptor(content);
        }
        new SpaceReader(export, files, sink).read(handler);
        files.rest(handler);
        if (failure != null) {
            throw new TikaException("the objects cannot be read to their end", failure);
        }
    }
}
