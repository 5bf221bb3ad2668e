package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.office.Lines;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.apache.poi.hssf.model.InternalWorkbook;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.hwpf.OldWordFileFormatException;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.util.LocaleUtil;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.PasswordProvider;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.SummaryExtractor;
import org.apache.tika.parser.microsoft.TikaExcelDataFormatter;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Reads Word documents, Excel workbooks and PowerPoint presentations in their binary form. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class OleParser extends OfficeParser {

    private static final Set<MediaType> TYPES = Set.of(
            MediaType.application("msword"),
            MediaType.application("vnd.ms-excel"),
            MediaType.application("vnd.ms-powerpoint"));

    /** One of the three formats. */
    private interface Pass {
        void read() throws IOException, SAXException, TikaException;
    }

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return TYPES;
    }

    @Override
    protected void parse(DirectoryNode root, ParseContext context, Metadata metadata, XHTMLContentHandler xhtml)
            throws IOException, SAXException, TikaException {
        POIFSDocumentType type = POIFSDocumentType.detectType(root);
        Pass pass = passOf(type, root, context, metadata, xhtml);
        if (pass == null) {
            super.parse(root, context, metadata, xhtml);
            return;
        }
        new SummaryExtractor(metadata).parseSummaries(root);
        metadata.set(Metadata.CONTENT_TYPE, type.getType().toString());
        try {
            pass.read();
        } catch (org.apache.poi.EncryptedDocumentException e) {
            throw new EncryptedDocumentException(e);
        }
    }

    private static @Nullable Pass passOf(
            POIFSDocumentType type,
            DirectoryNode root,
            ParseContext context,
            Metadata metadata,
            XHTMLContentHandler xhtml) {
        Lines lines = new Lines(context.get(TextSink.class));
        OleFiles files = new OleFiles(context, metadata);
        if (type == POIFSDocumentType.WORKBOOK) {
            String stream = workbookOf(root);
            return stream == null
                    ? null
                    : () -> {
                        PasswordProvider passwords = context.get(PasswordProvider.class);
                        Biff8EncryptionKey.setCurrentUserPassword(
                                passwords == null ? null : passwords.getPassword(metadata));
                        TikaExcelDataFormatter formatter =
                                new TikaExcelDataFormatter(context.get(Locale.class, LocaleUtil.getUserLocale()));
                        new BookPass(lines, metadata, files, formatter).read(root, stream);
                    };
        }
        if (type == POIFSDocumentType.POWERPOINT) {
            return () -> new ShowPass(lines, metadata, files).read(root);
        }
        return type == POIFSDocumentType.WORDDOCUMENT ? () -> document(root, metadata, lines, files, xhtml) : null;
    }

    private static void document(
            DirectoryNode root, Metadata metadata, Lines lines, OleFiles files, XHTMLContentHandler xhtml)
            throws IOException, SAXException, TikaException {
        HWPFDocument document;
        try {
            document = new HWPFDocument(root);
        } catch (OldWordFileFormatException e) {
            files.oldDocument(root, xhtml);
            return;
        }
        new DocPass(document, lines, metadata, files).read(root);
    }

    /** The stream of an Excel 97 workbook; none for an older one. */
    private static @Nullable String workbookOf(DirectoryNode root) {
        for (String name : InternalWorkbook.WORKBOOK_DIR_ENTRY_NAMES) {
            if (root.hasEntry(name)) {
                return name;
            }
        }
        return null;
    }
}
