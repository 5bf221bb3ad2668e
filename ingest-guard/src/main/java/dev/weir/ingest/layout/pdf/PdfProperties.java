package dev.weir.ingest.layout.pdf;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Has Tika read the properties of a document, and keeps the document open for what comes after. Without a handler Tika looks
 * at no page, at no form and so at no XFA.
 */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class PdfProperties extends PDFParser {

    private transient @Nullable Kept kept;

    private PdfProperties() {
        PDFParserConfig settings = getPDFParserConfig();
        settings.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        settings.setExtractInlineImages(false);
        settings.setIfXFAExtractOnlyXFA(false);
        settings.setExtractIncrementalUpdateInfo(true);
    }

    /** An open document that its user closes, and Tika does not. */
    static final class Kept extends PDDocument {
        private Kept(COSDocument document, RandomAccessRead source, AccessPermission permission) {
            super(document, source, permission);
        }

        @Override
        public void close() {
            // Tika is done; the pages are still to be read.
        }

        void release() throws IOException {
            super.close();
        }
    }

    /** Reads the properties into the metadata, and returns the document, to be released by the caller. */
    static Kept open(InputStream stream, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        PdfProperties properties = new PdfProperties();
        boolean opened = false;
        try {
            properties.parse(stream, null, metadata, context);
            opened = true;
            return requireNonNull(properties.kept, "no document was opened");
        } finally {
            @Nullable Kept document = properties.kept;
            if (!opened && document != null) {
                document.release();
            }
        }
    }

    @Override
    protected PDDocument getPDDocument(
            InputStream stream,
            String password,
            StreamCacheCreateFunction cache,
            Metadata metadata,
            ParseContext context)
            throws IOException {
        return keep(new RandomAccessReadBuffer(stream), password, cache);
    }

    @Override
    protected PDDocument getPDDocument(
            Path file, String password, StreamCacheCreateFunction cache, Metadata metadata, ParseContext context)
            throws IOException {
        return keep(new RandomAccessReadBufferedFile(file.toFile()), password, cache);
    }

    private PDDocument keep(RandomAccessRead source, String password, StreamCacheCreateFunction cache)
            throws IOException {
        try {
            Kept document = (Kept) new KeepingParser(source, password, cache).parse();
            kept = document;
            return document;
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static final class KeepingParser extends org.apache.pdfbox.pdfparser.PDFParser {
        private final RandomAccessRead file;

        KeepingParser(RandomAccessRead file, String password, StreamCacheCreateFunction cache) throws IOException {
            super(file, password, null, null, cache);
            this.file = file;
        }

        @Override
        protected PDDocument createDocument() throws IOException {
            return new Kept(document, file, getAccessPermission());
        }
    }
}
