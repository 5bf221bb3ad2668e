package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.PdfFixtures.line;
import static dev.weir.ingest.layout.PdfFixtures.pdf;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.util.Matrix;

/** Ways to hide a sentence in a PDF. */
final class PdfVectors {

    private static final float X = 72;
    private static final float Y = 400;

    private PdfVectors() {}

    /** A sentence and where it goes. */
    private interface Hiding {
        void put(PDDocument document, PDPage page, PDPageContentStream content, String sentence) throws IOException;
    }

    static List<Vector> all() {
        List<Vector> all = new ArrayList<>();
        all.addAll(byColour());
        all.addAll(byPlace());
        all.addAll(byOrder());
        all.addAll(byLayer());
        all.addAll(besideTheGlyphs());
        all.addAll(PdfInkVectors.all());
        return List.copyOf(all);
    }

    private static Vector vector(String way, Hiding hiding, Concealment code) {
        return beside(
                way,
                sentence -> pdf((document, page, content) -> hiding.put(document, page, content, sentence)),
                TikaSays.BODY,
                Channel.HIDDEN,
                code);
    }

    /** A sentence that its control has on the page. */
    private static Vector beside(
            String way, Function<String, byte[]> hidden, TikaSays tika, Channel channel, Concealment code) {
        return new Vector("report.pdf", way, hidden, PdfVectors::shown, tika, channel, code, Place.Page.class);
    }

    private static byte[] shown(String sentence) {
        return pdf((document, page, content) -> line(content, sentence, X, Y));
    }

    private static List<Vector> byColour() {
        return List.of(
                vector(
                        "white text",
                        (document, page, content, sentence) -> {
                            content.setNonStrokingColor(Color.WHITE);
                            line(content, sentence, X, Y);
                        },
                        Concealment.LOW_CONTRAST),
                vector(
                        "nearly white text",
                        (document, page, content, sentence) -> {
                            content.setNonStrokingColor(0.95f, 0.96f, 0.95f);
                            line(content, sentence, X, Y);
                        },
                        Concealment.LOW_CONTRAST),
                vector(
                        "text in the colour of a box under it",
                        (document, page, content, sentence) -> {
                            content.setNonStrokingColor(new Color(20, 60, 120));
                            content.addRect(50, Y - 20, 520, 50);
                            content.fill();
                            content.setNonStrokingColor(new Color(22, 62, 122));
                            line(content, sentence, X, Y);
                        },
                        Concealment.LOW_CONTRAST),
                vector(
                        "white in CMYK",
                        (document, page, content, sentence) -> {
                            content.setNonStrokingColor(0f, 0f, 0f, 0.01f);
                            line(content, sentence, X, Y);
                        },
                        Concealment.LOW_CONTRAST),
                vector(
                        "render mode 3",
                        (document, page, content, sentence) -> {
                            content.setRenderingMode(RenderingMode.NEITHER);
                            line(content, sentence, X, Y);
                        },
                        Concealment.RENDER_MODE),
                vector(
                        "render mode 7",
                        (document, page, content, sentence) -> {
                            content.setRenderingMode(RenderingMode.NEITHER_CLIP);
                            line(content, sentence, X, Y);
                        },
                        Concealment.RENDER_MODE),
                vector(
                        "no opacity",
                        (document, page, content, sentence) -> {
                            PDExtendedGraphicsState state = new PDExtendedGraphicsState();
                            state.setNonStrokingAlphaConstant(0.02f);
                            content.setGraphicsStateParameters(state);
                            line(content, sentence, X, Y);
                        },
                        Concealment.TRANSPARENT));
    }

    private static List<Vector> byPlace() {
        return List.of(
                vector(
                        "one point text",
                        (document, page, content, sentence) ->
                                line(content, PdfFixtures.helvetica(), 1, sentence, X, Y),
                        Concealment.TINY_GLYPH),
                vector(
                        "text scaled down",
                        (document, page, content, sentence) -> {
                            content.transform(Matrix.getScaleInstance(0.1f, 0.1f));
                            line(content, sentence, X * 10, Y * 10);
                        },
                        Concealment.TINY_GLYPH),
                vector(
                        "text pressed together",
                        (document, page, content, sentence) -> {
                            content.beginText();
                            content.setFont(PdfFixtures.helvetica(), 12);
                            content.setHorizontalScaling(2);
                            content.newLineAtOffset(X, Y);
                            content.showText(sentence);
                            content.endText();
                        },
                        Concealment.TINY_GLYPH),
                vector(
                        "below the page",
                        (document, page, content, sentence) -> line(content, sentence, X, -100),
                        Concealment.OFF_PAGE),
                vector(
                        "right of the page",
                        (document, page, content, sentence) -> line(content, sentence, 5000, Y),
                        Concealment.OFF_PAGE),
                vector(
                        "outside the crop box",
                        (document, page, content, sentence) -> {
                            page.setCropBox(new PDRectangle(0, 600, 612, 192));
                            line(content, sentence, X, Y);
                        },
                        Concealment.OFF_PAGE),
                vector(
                        "clipped away",
                        (document, page, content, sentence) -> {
                            content.addRect(300, 100, 20, 20);
                            content.clip();
                            line(content, sentence, X, Y);
                        },
                        Concealment.CLIPPED),
                vector(
                        "clipped away by a triangle",
                        (document, page, content, sentence) -> {
                            content.moveTo(20, 20);
                            content.lineTo(600, 20);
                            content.lineTo(20, 300);
                            content.closePath();
                            content.clip();
                            line(content, sentence, X, Y);
                        },
                        Concealment.CLIPPED));
    }

    private static List<Vector> byOrder() {
        return List.of(
                vector(
                        "under a white box",
                        (document, page, content, sentence) -> {
                            line(content, sentence, X, Y);
                            content.setNonStrokingColor(Color.WHITE);
                            content.addRect(50, Y - 20, 520, 50);
                            content.fill();
                        },
                        Concealment.COVERED),
                vector(
                        "under a picture",
                        (document, page, content, sentence) -> {
                            line(content, sentence, X, Y);
                            content.drawImage(PdfFixtures.scan(document, 100, 20), 50, Y - 20, 530, 50);
                        },
                        Concealment.COVERED),
                vector(
                        "under a thick line",
                        (document, page, content, sentence) -> {
                            line(content, sentence, X, Y);
                            content.setStrokingColor(Color.ORANGE);
                            content.setLineWidth(40);
                            content.moveTo(50, Y);
                            content.lineTo(590, Y);
                            content.stroke();
                        },
                        Concealment.COVERED));
    }

    private static List<Vector> byLayer() {
        return List.of(
                vector(
                        "layer that is off",
                        (document, page, content, sentence) -> {
                            content.beginMarkedContent(COSName.OC, layerOff(document));
                            line(content, sentence, X, Y);
                            content.endMarkedContent();
                        },
                        Concealment.LAYER_OFF),
                vector(
                        "form on a layer that is off",
                        (document, page, content, sentence) -> {
                            PDFormXObject form = form(document, sentence);
                            form.getCOSObject().setItem(COSName.OC, layerOff(document));
                            content.drawForm(form);
                        },
                        Concealment.LAYER_OFF),
                vector(
                        "white text in a form",
                        (document, page, content, sentence) -> {
                            content.setNonStrokingColor(Color.WHITE);
                            content.drawForm(form(document, sentence));
                        },
                        Concealment.LOW_CONTRAST),
                beside(
                        "note that is hidden",
                        sentence -> pdf((document, page, content) -> {
                            PDAnnotationText note = note(sentence);
                            note.setHidden(true);
                            annotate(page, note);
                        }),
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.HIDDEN_OBJECT),
                beside(
                        "note that is never viewed",
                        sentence -> pdf((document, page, content) -> {
                            PDAnnotationText note = note(sentence);
                            note.setNoView(true);
                            annotate(page, note);
                        }),
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.HIDDEN_OBJECT),
                beside(
                        "note",
                        sentence -> pdf((document, page, content) -> annotate(page, note(sentence))),
                        TikaSays.BODY,
                        Channel.COMMENT,
                        Concealment.COMMENT));
    }

    private static List<Vector> besideTheGlyphs() {
        return List.of(
                beside(
                        "said in place of what is drawn",
                        sentence -> pdf((document, page, content) -> {
                            COSDictionary said = new COSDictionary();
                            said.setString(COSName.ACTUAL_TEXT, sentence);
                            content.beginMarkedContent(COSName.getPDFName("Span"), PDPropertyList.create(said));
                            line(content, "See page two.", X, Y);
                            content.endMarkedContent();
                        }),
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.REPLACEMENT_TEXT),
                beside(
                        "said by the structure in place of what is drawn",
                        sentence -> pdf(
                                PdfVectors::drawTagged, document -> structure(document, COSName.ACTUAL_TEXT, sentence)),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.REPLACEMENT_TEXT),
                beside(
                        "alternative text of a figure",
                        sentence -> pdf(PdfVectors::drawTagged, document -> structure(document, COSName.ALT, sentence)),
                        TikaSays.LOST,
                        Channel.ALT_TEXT,
                        Concealment.ATTRIBUTE_ONLY),
                new Vector(
                        "report.pdf",
                        "title in the outline",
                        sentence -> pdf((document, page, content) -> {}, document -> outline(document, sentence)),
                        PdfVectors::shown,
                        TikaSays.BODY,
                        Channel.METADATA,
                        Concealment.METADATA,
                        Place.Element.class),
                beside(
                        "script",
                        sentence -> pdf((document, page, content) -> {}, document -> script(document, sentence)),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.NOT_RENDERED),
                new Vector(
                        "form.pdf",
                        "value of a field that is hidden",
                        sentence -> PdfForm.with(sentence, PdfForm.Shown.HIDDEN),
                        sentence -> PdfForm.with(sentence, PdfForm.Shown.VALUE),
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.HIDDEN_OBJECT,
                        Place.Page.class),
                new Vector(
                        "form.pdf",
                        "value of a field that shows another",
                        sentence -> PdfForm.with(sentence, PdfForm.Shown.ANOTHER),
                        sentence -> PdfForm.with(sentence, PdfForm.Shown.ITS_OWN),
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.REPLACEMENT_TEXT,
                        Place.Page.class),
                new Vector(
                        "form.pdf",
                        "value of a field on no page",
                        sentence -> PdfForm.with(sentence, PdfForm.Shown.NOWHERE),
                        sentence -> PdfForm.with(sentence, PdfForm.Shown.VALUE),
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.UNREFERENCED_PART,
                        Place.Page.class),
                beside(
                        "earlier state of the file",
                        PdfVectors::replaced,
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.STALE_REVISION),
                new Vector(
                        "report.pdf",
                        "glyphs of other letters",
                        PdfFontTrick::swapped,
                        PdfFontTrick::honest,
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.MAPPED_GLYPHS,
                        Place.Page.class),
                new Vector(
                        "report.pdf",
                        "glyphs of other letters in a font cut to size",
                        PdfFontTrick::swappedInSubset,
                        PdfFontTrick::honestSubset,
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.MAPPED_GLYPHS,
                        Place.Page.class),
                new Vector(
                        "report.pdf",
                        "glyphs of other letters in a font of one width",
                        PdfFontTrick::swappedInOneWidth,
                        PdfFontTrick::honestInOneWidth,
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.MAPPED_GLYPHS,
                        Place.Page.class),
                new Vector(
                        "report.pdf",
                        "a sentence under one glyph",
                        PdfFontTrick::sentenceUnderOneGlyph,
                        PdfFontTrick::honest,
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.MAPPED_GLYPHS,
                        Place.Page.class));
    }

    static PDOptionalContentGroup layerOff(PDDocument document) {
        PDOptionalContentProperties layers = new PDOptionalContentProperties();
        PDOptionalContentGroup layer = new PDOptionalContentGroup("notes");
        layers.addGroup(layer);
        layers.setGroupEnabled(layer, false);
        document.getDocumentCatalog().setOCProperties(layers);
        return layer;
    }

    private static PDFormXObject form(PDDocument document, String sentence) throws IOException {
        PDFormXObject form = new PDFormXObject(document);
        form.setBBox(PDRectangle.LETTER);
        PDResources resources = new PDResources();
        form.setResources(resources);
        COSName font = resources.add(PdfFixtures.helvetica());
        try (var out = form.getContentStream().createOutputStream()) {
            out.write(("BT /" + font.getName() + " 12 Tf " + X + " " + Y + " Td (" + sentence + ") Tj ET")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        return form;
    }

    static PDAnnotationText note(String sentence) {
        PDAnnotationText note = new PDAnnotationText();
        note.setRectangle(new PDRectangle(X, Y, 20, 20));
        note.setContents(sentence);
        return note;
    }

    static void annotate(PDPage page, PDAnnotation annotation) throws IOException {
        List<PDAnnotation> annotations = new ArrayList<>(page.getAnnotations());
        annotations.add(annotation);
        page.setAnnotations(annotations);
    }

    private static void drawTagged(PDDocument document, PDPage page, PDPageContentStream content) throws IOException {
        COSDictionary mark = new COSDictionary();
        mark.setInt(COSName.MCID, 0);
        content.beginMarkedContent(COSName.P, PDPropertyList.create(mark));
        line(content, "See page two.", X, Y);
        content.endMarkedContent();
    }

    private static void structure(PDDocument document, COSName key, String sentence) {
        COSDictionary element = new COSDictionary();
        element.setItem(COSName.S, COSName.getPDFName("Figure"));
        element.setItem(COSName.PG, document.getPage(0));
        element.setItem(COSName.K, COSInteger.ZERO);
        element.setString(key, sentence);
        COSArray kids = new COSArray();
        kids.add(element);
        COSDictionary root = new COSDictionary();
        root.setItem(COSName.TYPE, COSName.getPDFName("StructTreeRoot"));
        root.setItem(COSName.K, kids);
        document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("StructTreeRoot"), root);
    }

    private static void outline(PDDocument document, String sentence) {
        COSDictionary item = new COSDictionary();
        item.setString(COSName.TITLE, sentence);
        COSDictionary outline = new COSDictionary();
        outline.setItem(COSName.FIRST, item);
        outline.setItem(COSName.LAST, item);
        document.getDocumentCatalog().getCOSObject().setItem(COSName.OUTLINES, outline);
    }

    private static void script(PDDocument document, String sentence) {
        COSDictionary action = new COSDictionary();
        action.setItem(COSName.S, COSName.getPDFName("JavaScript"));
        action.setItem(COSName.getPDFName("JS"), new COSString("app.alert('" + sentence + "');"));
        document.getDocumentCatalog().getCOSObject().setItem(COSName.OPEN_ACTION, action);
    }

    /** The sentence was in the file, and a change that was appended replaced its page. */
    private static byte[] replaced(String sentence) {
        try (PDDocument document = Loader.loadPDF(shown(sentence))) {
            PDPage page = document.getPage(0);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                line(content, PdfFixtures.VISIBLE, 72, 720);
            }
            page.getCOSObject().setNeedToBeUpdated(true);
            page.getResources().getCOSObject().setNeedToBeUpdated(true);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.saveIncremental(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
