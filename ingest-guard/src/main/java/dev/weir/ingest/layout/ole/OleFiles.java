package dev.weir.ingest.layout.ole;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.WordExtractor;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Lets Tika do what it does well: hand on embedded files, objects and pictures. It writes no text. */
final class OleFiles extends WordExtractor {

    private static final String CHART = "Excel.Chart.8";
    private static final String WORKBOOK = "application/vnd.ms-excel";

    /** What is a folder and not a file of its own. */
    private static final Set<String> FOLDERS =
            Set.of("application/x-tika-msoffice-embedded; format=comp_obj", "application/x-tika-msoffice");

    /** Tika names each embedded file in the text; the name is a property of that file. */
    private final XHTMLContentHandler nowhere;

    OleFiles(ParseContext context, Metadata metadata) {
        super(context, metadata);
        this.nowhere = new XHTMLContentHandler(new DefaultHandler(), new Metadata());
    }

    /** Lets Tika write the text of a document of Word 95 or older. */
    void oldDocument(DirectoryNode root, XHTMLContentHandler text) throws IOException, SAXException {
        parseWord6(root, text);
    }

    /** Hands on an object that has a folder of its own. */
    void object(DirectoryEntry folder, @Nullable String name) throws IOException, SAXException, TikaException {
        handleEmbeddedOfficeDoc(folder, name, nowhere, false);
    }

    /** Hands on a file. */
    void file(byte[] content, @Nullable String name, @Nullable String mediaType)
            throws IOException, SAXException, TikaException {
        handleEmbeddedResource(TikaInputStream.get(content), name, null, mediaType, nowhere, false);
    }

    /**
     * Hands on an object that stands on a slide.
     *
     * @param program what made it; may be null
     */
    void shown(TikaInputStream object, String name, @Nullable String program)
            throws IOException, SAXException, TikaException {
        String type = CHART.equals(program)
                ? WORKBOOK
                : getDetector().detect(object, new Metadata()).toString();
        if (FOLDERS.contains(type)) {
            try (POIFSFileSystem folder = new POIFSFileSystem(object)) {
                object(folder.getRoot(), name);
            }
        } else {
            handleEmbeddedResource(object, name, name, type, nowhere, false);
        }
    }

    /** Hands on an object that stands nowhere. */
    void unshown(TikaInputStream object, String name) throws IOException, SAXException, TikaException {
        if (FileMagic.valueOf(object) == FileMagic.OLE2) {
            try (POIFSFileSystem folder = new POIFSFileSystem(object)) {
                if (!folder.getRoot().getEntryNames().isEmpty()) {
                    object(folder.getRoot(), name);
                }
            }
        } else {
            object.mark(1);
            boolean empty = object.read() < 0;
            object.reset();
            if (!empty) {
                handleEmbeddedResource(object, name, null, null, nowhere, false);
            }
        }
    }

    /** Hands on macros, if they are wanted. */
    void macros(InputStream stream) throws SAXException {
        if (!officeParserConfig.isExtractMacros()) {
            return;
        }
        try (POIFSFileSystem folder = new POIFSFileSystem(stream)) {
            OfficeParser.extractMacros(folder, nowhere, EmbeddedDocumentUtil.getEmbeddedDocumentExtractor(context));
        } catch (IOException e) {
            EmbeddedDocumentUtil.recordException(e, parentMetadata);
        }
    }
}
