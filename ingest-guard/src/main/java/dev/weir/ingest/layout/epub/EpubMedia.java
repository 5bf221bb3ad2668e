package dev.weir.ingest.layout.epub;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.EmbeddedContentHandler;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.SAXException;

/** Hands on the pictures and other files of a book that are no pages, each as a document of its own. */
final class EpubMedia {

    private final EpubPackage files;
    private final EmbeddedDocumentExtractor extractor;
    private final XHTMLContentHandler xhtml;
    private final Metadata metadata;
    private final Set<String> read = new HashSet<>();

    EpubMedia(EpubPackage files, ParseContext context, XHTMLContentHandler xhtml, Metadata metadata) {
        this.files = files;
        this.extractor = EmbeddedDocumentUtil.getEmbeddedDocumentExtractor(context);
        this.xhtml = xhtml;
        this.metadata = metadata;
    }

    /**
     * Hands on what the book lists.
     *
     * @param without the paths of what is read already, or cannot be
     */
    void read(EpubBook book, Set<String> without) throws IOException, SAXException {
        for (EpubBook.Item item : book.items().values()) {
            if (isMedia(item) && files.has(item.path()) && !without.contains(item.path())) {
                hand(item.path(), item.type());
            }
        }
    }

    boolean hasRead(String path) {
        return read.contains(path);
    }

    /** @param type its media type as the book states it; empty if it does not */
    void hand(String path, String type) throws IOException, SAXException {
        if (!read.add(path) || files.isLocked(path)) {
            return;
        }
        Metadata own = new Metadata();
        own.set(TikaCoreProperties.RESOURCE_NAME_KEY, path);
        if (!type.isEmpty()) {
            own.set(Metadata.CONTENT_TYPE, type);
        }
        if (extractor.shouldParseEmbedded(own)) {
            try (TikaInputStream stream = TikaInputStream.get(files.open(path))) {
                extractor.parseEmbedded(stream, new EmbeddedContentHandler(xhtml), own, false);
            } catch (IOException e) {
                EmbeddedDocumentUtil.recordEmbeddedStreamException(e, metadata);
            }
        }
    }

    private static boolean isMedia(EpubBook.Item item) {
        String type = item.type();
        boolean written = item.isPage() || type.contains("css") || type.contains("script") || type.endsWith("xml");
        return !written || type.contains("svg");
    }
}
