package dev.weir.ingest.layout.epub;

import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.apache.tika.zip.utils.ZipSalvager;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads books. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class EpubParser implements Parser {

    private static final Set<MediaType> TYPES =
            Set.of(MediaType.application("epub+zip"), MediaType.application("x-ibooks+zip"));

    private static final int MAX_TYPE_LENGTH = 100;

    private final EncodingDetector encodingDetector;

    EpubParser(EncodingDetector encodingDetector) {
        this.encodingDetector = encodingDetector;
    }

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return TYPES;
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        try (TemporaryResources temporary = new TemporaryResources()) {
            TikaInputStream file = TikaInputStream.get(stream, temporary, metadata);
            if (file.getOpenContainer() instanceof ZipFile opened) {
                read(opened, xhtml, metadata, context);
            } else {
                try (ZipFile zip = open(file.getPath(), temporary, context.get(TextSink.class))) {
                    read(zip, xhtml, metadata, context);
                }
            }
        }
        xhtml.endDocument();
    }

    /** Of a package without its list of files those that are whole are read. */
    private static ZipFile open(Path file, TemporaryResources temporary, TextSink sink) throws IOException {
        try {
            return ZipFile.builder().setPath(file).get();
        } catch (IOException e) {
            sink.gap(GapCode.TRUNCATED, "the list of files of the package cannot be read");
            Path salvaged = temporary.createTempFile(".epub");
            ZipSalvager.salvageCopy(file.toFile(), salvaged.toFile());
            return ZipFile.builder().setPath(salvaged).get();
        }
    }

    private void read(ZipFile zip, XHTMLContentHandler xhtml, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        EpubPackage files = new EpubPackage(zip, encodingDetector, context.get(TextSink.class));
        String type = files.text("mimetype").strip();
        if (!type.isEmpty() && type.length() < MAX_TYPE_LENGTH) {
            metadata.set(Metadata.CONTENT_TYPE, type);
        }
        new EpubReader(files, context, xhtml, metadata).read();
    }
}
