package dev.weir.ingest.layout.confluence;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.EmbeddedConcealment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** The entries of an export, each of which is read once. */
final class ExportFiles {

    private static final String FOLDER = "attachments/";

    private final ZipFile zip;
    private final Metadata export;
    private final EmbeddedDocumentExtractor extractor;

    /** Two entries can have one name. */
    private final Set<Long> taken = new HashSet<>();

    /** @param export takes what is wrong with an entry */
    ExportFiles(ZipFile zip, Metadata export, ParseContext context) {
        this.zip = zip;
        this.export = export;
        this.extractor = EmbeddedDocumentUtil.getEmbeddedDocumentExtractor(context);
    }

    /** An entry that must be there. */
    ZipArchiveEntry take(String name) throws TikaException {
        ZipArchiveEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new TikaException("the export is incomplete");
        }
        taken.add(entry.getLocalHeaderOffset());
        return entry;
    }

    /** {@return whether the file of an attachment is there} */
    boolean attachment(Content attachment, Set<Concealment> reasons, ContentHandler handler)
            throws IOException, SAXException {
        String version = attachment.texts().getOrDefault("version", "");
        version = version.isBlank() ? attachment.texts().getOrDefault("attachmentVersion", "1") : version;
        for (String id : Set.of(attachment.original(), attachment.id())) {
            String name = FOLDER + attachment.container() + '/' + id + '/' + version.strip();
            boolean found = false;
            for (ZipArchiveEntry entry : zip.getEntries(name)) {
                found = true;
                hand(entry, attachment.title(), reasons, handler);
            }
            if (found) {
                return true;
            }
        }
        return false;
    }

    /** Reads every entry that no attachment stands for. */
    void rest(ContentHandler handler) throws IOException, SAXException {
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            if (!entry.isDirectory()) {
                hand(entry, entry.getName(), Set.of(Concealment.UNREFERENCED_PART), handler);
            }
        }
    }

    /** Hands a page to whoever reads embedded documents. */
    void page(WikiPageParser.Page page, ContentHandler handler) throws IOException, SAXException {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, WikiPageParser.TYPE.toString());
        if (extractor.shouldParseEmbedded(metadata)) {
            try (TikaInputStream stream = TikaInputStream.get(new byte[] {' '})) {
                stream.setOpenContainer(page);
                extractor.parseEmbedded(stream, handler, metadata, false);
            }
        }
    }

    private void hand(ZipArchiveEntry entry, String name, Set<Concealment> reasons, ContentHandler handler)
            throws IOException, SAXException {
        if (!taken.add(entry.getLocalHeaderOffset())) {
            return;
        }
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        metadata.set(
                TikaCoreProperties.EMBEDDED_RESOURCE_TYPE,
                TikaCoreProperties.EmbeddedResourceType.ATTACHMENT.toString());
        reasons.forEach(reason -> EmbeddedConcealment.add(metadata, reason));
        if (!extractor.shouldParseEmbedded(metadata)) {
            return;
        }
        try (InputStream content = zip.getInputStream(entry);
                TikaInputStream stream = TikaInputStream.get(content)) {
            extractor.parseEmbedded(stream, handler, metadata, false);
        } catch (IOException e) {
            EmbeddedDocumentUtil.recordEmbeddedStreamException(e, export);
        }
    }
}
