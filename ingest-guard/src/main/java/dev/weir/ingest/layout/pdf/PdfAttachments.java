package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.PDF;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Hands on the files within a document: of its tree of names, of its annotations and actions, and of a portfolio. */
final class PdfAttachments {

    private static final int MAX_FILES = 100_000;
    private static final int MAX_DEPTH = 50;
    private static final COSName NAMES = COSName.getPDFName("Names");
    private static final COSName FILES = COSName.getPDFName("EmbeddedFiles");
    private static final COSName FILE_SPEC = COSName.getPDFName("Filespec");
    private static final COSName RELATIONSHIP = COSName.getPDFName("AFRelationship");
    private static final List<COSName> SYSTEMS =
            List.of(COSName.UF, COSName.F, COSName.DOS, COSName.getPDFName("Mac"), COSName.getPDFName("Unix"));

    private final TextSink sink;
    private final ContentHandler handler;
    private final Metadata parent;
    private final EmbeddedDocumentExtractor extractor;
    private final Set<COSStream> handed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<COSDictionary> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private int files;

    PdfAttachments(TextSink sink, ContentHandler handler, Metadata parent, ParseContext context) {
        this.sink = sink;
        this.handler = handler;
        this.parent = parent;
        this.extractor = EmbeddedDocumentUtil.getEmbeddedDocumentExtractor(context);
    }

    /** @param met descriptions of files that were met on the way */
    void hand(PDDocument document, List<COSDictionary> met) throws IOException, SAXException {
        for (COSDictionary file : met) {
            hand(file, "");
        }
        @Nullable COSDictionary names = document.getDocumentCatalog().getCOSObject().getCOSDictionary(NAMES);
        @Nullable COSDictionary tree = names == null ? null : names.getCOSDictionary(FILES);
        if (tree != null) {
            walk(tree, 0);
        }
        // Files are also associated with pages, pictures and other objects.
        for (COSObject object : document.getDocument().getObjectsByType(FILE_SPEC)) {
            if (object.getObject() instanceof COSDictionary file) {
                hand(file, "");
            }
        }
    }

    private void walk(COSDictionary node, int depth) throws IOException, SAXException {
        if (!visited.add(node)) {
            return;
        }
        if (depth > MAX_DEPTH || visited.size() > MAX_FILES) {
            sink.gap(GapCode.LIMIT_EMBEDDED, "tree of files not read to its end");
            return;
        }
        @Nullable COSArray names = node.getCOSArray(NAMES);
        for (int i = 0; names != null && i + 1 < names.size(); i += 2) {
            if (names.getObject(i + 1) instanceof COSDictionary file) {
                hand(file, names.getString(i, ""));
            }
        }
        @Nullable COSArray kids = node.getCOSArray(COSName.KIDS);
        for (int i = 0; kids != null && i < kids.size(); i++) {
            if (kids.getObject(i) instanceof COSDictionary kid) {
                walk(kid, depth + 1);
            }
        }
    }

    private void hand(COSDictionary file, String listedAs) throws IOException, SAXException {
        @Nullable COSDictionary versions = file.getCOSDictionary(COSName.EF);
        for (COSName system : SYSTEMS) {
            @Nullable COSStream content = versions == null ? null : versions.getCOSStream(system);
            if (content != null && handed.add(content)) {
                if (++files > MAX_FILES) {
                    sink.gap(GapCode.LIMIT_EMBEDDED, "embedded files over the limit");
                    return;
                }
                hand(file, content, nameOf(file, system, listedAs));
            }
        }
    }

    private static String nameOf(COSDictionary file, COSName system, String listedAs) {
        for (COSName key : List.of(COSName.UF, COSName.F, system)) {
            String name = file.getString(key, "");
            if (!name.isBlank()) {
                return name;
            }
        }
        return listedAs;
    }

    private void hand(COSDictionary file, COSStream content, String name) throws IOException, SAXException {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        metadata.set(TikaCoreProperties.ORIGINAL_RESOURCE_NAME, name);
        metadata.set(
                TikaCoreProperties.EMBEDDED_RESOURCE_TYPE,
                TikaCoreProperties.EmbeddedResourceType.ATTACHMENT.toString());
        String subtype = content.getNameAsString(COSName.SUBTYPE, "");
        if (!subtype.isBlank()) {
            metadata.set(PDF.EMBEDDED_FILE_SUBTYPE, subtype);
        }
        String description = file.getString(COSName.DESC, "");
        if (!description.isBlank()) {
            metadata.set(PDF.EMBEDDED_FILE_DESCRIPTION, description);
        }
        String relationship = file.getNameAsString(RELATIONSHIP, "");
        if (!relationship.isBlank()) {
            metadata.set(PDF.ASSOCIATED_FILE_RELATIONSHIP, relationship);
        }
        if (!extractor.shouldParseEmbedded(metadata)) {
            return;
        }
        try (TikaInputStream stream = TikaInputStream.get(content.createInputStream())) {
            extractor.parseEmbedded(stream, handler, metadata, false);
        } catch (IOException e) {
            EmbeddedDocumentUtil.recordEmbeddedStreamException(e, parent);
        }
    }
}
