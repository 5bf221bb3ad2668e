package dev.weir.ingest.layout.pdf;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.ocr.Recognizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.PDF;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads PDF: every glyph with what paints it and what is painted over it, and all that stands beside the pages. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class PdfParser implements Parser {

    private static final Set<MediaType> TYPES = Set.of(MediaType.application("pdf"));
    private static final COSName NAMES = COSName.getPDFName("Names");
    private static final COSName SCRIPTS = COSName.getPDFName("JavaScript");
    private static final int MAX_TREE_DEPTH = 50;

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return TYPES;
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        TextSink sink = requireNonNull(context.get(TextSink.class), "no sink");
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        @Nullable TikaInputStream file = TikaInputStream.cast(stream);
        if (file == null) {
            try (TikaInputStream spooled = TikaInputStream.get(CloseShieldInputStream.wrap(stream))) {
                parse(spooled, sink, xhtml, metadata, context);
            }
        } else {
            parse(file, sink, xhtml, metadata, context);
        }
    }

    private static void parse(
            TikaInputStream file, TextSink sink, XHTMLContentHandler xhtml, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        file.getPath();
        PdfProperties.Kept document = PdfProperties.open(file, metadata, context);
        try {
            xhtml.startDocument();
            List<Exception> failures = read(document, file, sink, xhtml, metadata, context);
            xhtml.endDocument();
            if (!failures.isEmpty()) {
                throw new TikaException("not every page could be read to its end", failures.getFirst());
            }
        } finally {
            document.release();
        }
    }

    private static List<Exception> read(
            PDDocument document,
            TikaInputStream file,
            TextSink sink,
            XHTMLContentHandler xhtml,
            Metadata metadata,
            ParseContext context)
            throws IOException, SAXException {
        COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
        PdfActions actions = new PdfActions(sink);
        PdfAnnotations annotations = new PdfAnnotations(sink, actions);
        PdfStructure structure = new PdfStructure(document);
        Recognizer recognizer = requireNonNull(context.get(Recognizer.class), "no recognizer");
        PdfSight sight = new PdfSight(document, sink, recognizer);
        PdfPageReader reader = new PdfPageReader(sink, document, structure, annotations, sight);
        List<Exception> failures = reader.read(document);
        setCounts(metadata, reader.glyphs(), annotations.solid());
        new PdfForms(sink, annotations, actions).read(catalog);
        structure.tell(sink);
        new PdfOutline(sink, actions).read(catalog);
        actions.add(catalog.getDictionaryObject(COSName.OPEN_ACTION));
        actions.all(catalog.getCOSDictionary(COSName.AA));
        scripts(catalog, actions);
        new PdfXmp(sink, metadata).read(document);
        List<Long> ends = Arrays.stream(metadata.getValues(PDF.EOF_OFFSETS))
                .map(Long::valueOf)
                .toList();
        new PdfRevisions(sink, file.getPath()).read(ends, document);
        List<COSDictionary> files = new ArrayList<>(annotations.files());
        files.addAll(actions.files());
        new PdfAttachments(sink, xhtml, metadata, context).hand(document, files);
        return failures;
    }

    private static void scripts(COSDictionary catalog, PdfActions actions) {
        @Nullable COSDictionary names = catalog.getCOSDictionary(NAMES);
        @Nullable COSDictionary tree = names == null ? null : names.getCOSDictionary(SCRIPTS);
        if (tree != null) {
            actions.tree(tree, MAX_TREE_DEPTH);
        }
    }

    /** What Tika's parser counts while it reads pages. */
    private static void setCounts(Metadata metadata, PdfGlyphs glyphs, int solid) {
        metadata.set(PDF.TOTAL_UNMAPPED_UNICODE_CHARS, (int) Math.min(glyphs.unmapped(), Integer.MAX_VALUE));
        if (glyphs.all() > 0) {
            float part = (float) glyphs.unmapped() / glyphs.all();
            metadata.set(PDF.OVERALL_PERCENTAGE_UNMAPPED_UNICODE_CHARS, part);
        }
        metadata.set(PDF.CONTAINS_DAMAGED_FONT, glyphs.hasDamagedFont());
        metadata.set(PDF.CONTAINS_NON_EMBEDDED_FONT, glyphs.hasForeignFont());
        metadata.set(PDF.NUM_3D_ANNOTATIONS, solid);
    }
}
