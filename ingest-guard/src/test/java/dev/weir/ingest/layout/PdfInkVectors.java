package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;

/** Ways to hide a sentence in a PDF by what instructions paint that stand elsewhere: those of glyphs and of masks. */
final class PdfInkVectors {

    /** A box for each letter, in the colour of the text. */
    static final String BOX = "600 0 0 0 600 750 d1 50 0 400 700 re f";

    private static final int FIRST = 32;
    private static final int LAST = 126;

    private PdfInkVectors() {}

    static List<Vector> all() {
        return List.of(
                drawn("glyphs whose instructions paint nothing", "600 0 0 0 600 750 d1", Concealment.RENDER_MODE),
                drawn("glyphs whose instructions only clip", "600 0 d0 0 0 400 700 re W n", Concealment.RENDER_MODE),
                drawn(
                        "glyphs whose instructions paint in white",
                        "600 0 d0 q /DeviceRGB cs 1 1 1 sc 50 0 400 700 re f Q",
                        Concealment.LOW_CONTRAST),
                masked("mask that paints nothing", "Luminosity", ""),
                masked("mask that paints in black", "Luminosity", "0 g 0 0 612 792 re f"),
                masked("mask of opacity that paints nothing", "Alpha", "0 0 612 792 re n"),
                vector(
                        "group under a mask that paints nothing",
                        sentence -> underMask(sentence, "Luminosity", "", true),
                        sentence -> underMask(sentence, "Luminosity", "1 g 0 0 612 792 re f", true),
                        Concealment.TRANSPARENT));
    }

    private static Vector drawn(String way, String glyph, Concealment code) {
        return vector(way, sentence -> drawnBy(sentence, glyph), sentence -> drawnBy(sentence, BOX), code);
    }

    private static Vector masked(String way, String kind, String mask) {
        return vector(
                way,
                sentence -> underMask(sentence, kind, mask, false),
                sentence -> underMask(sentence, kind, "1 g 0 0 612 792 re f", false),
                Concealment.TRANSPARENT);
    }

    private static Vector vector(
            String way, Function<String, byte[]> hidden, Function<String, byte[]> control, Concealment code) {
        return new Vector("report.pdf", way, hidden, control, TikaSays.BODY, Channel.HIDDEN, code, Place.Page.class);
    }

    /** A sentence in a font whose every glyph but the blank is drawn by these instructions. */
    static byte[] drawnBy(String sentence, String glyph) {
        return PdfFixtures.pdf((document, page, content) -> {
            PDFormXObject form = form(document, "");
            COSName font = form.getResources().add(font(document, glyph));
            write(form.getCOSObject(), "BT /" + font.getName() + " 8 Tf 72 400 Td (" + sentence + ") Tj ET");
            content.drawForm(form);
        });
    }

    private static PDType3Font font(PDDocument document, String glyph) {
        COSDictionary glyphs = new COSDictionary();
        COSArray names = new COSArray();
        COSArray widths = new COSArray();
        names.add(COSInteger.get(FIRST));
        for (int code = FIRST; code <= LAST; code++) {
            COSName name = COSName.getPDFName("g" + code);
            names.add(name);
            widths.add(COSInteger.get(600));
            glyphs.setItem(name, stream(document, code == FIRST ? "600 0 0 0 0 0 d1" : glyph));
        }
        COSDictionary encoding = new COSDictionary();
        encoding.setItem(COSName.TYPE, COSName.ENCODING);
        encoding.setItem(COSName.DIFFERENCES, names);
        COSDictionary font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE3);
        font.setItem(COSName.FONT_BBOX, new PDRectangle(600, 750).getCOSArray());
        COSArray matrix = new COSArray();
        for (float part : new float[] {0.001f, 0, 0, 0.001f, 0, 0}) {
            matrix.add(new COSFloat(part));
        }
        font.setItem(COSName.FONT_MATRIX, matrix);
        font.setItem(COSName.CHAR_PROCS, glyphs);
        font.setItem(COSName.ENCODING, encoding);
        font.setInt(COSName.FIRST_CHAR, FIRST);
        font.setInt(COSName.LAST_CHAR, LAST);
        font.setItem(COSName.WIDTHS, widths);
        font.setItem(COSName.RESOURCES, new COSDictionary());
        font.setItem(
                COSName.TO_UNICODE,
                stream(
                        document,
                        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange"
                                + " 1 beginbfrange <20> <7E> <0020> endbfrange endcmap"));
        try {
            return new PDType3Font(font);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sentence painted through a mask. */
    static byte[] underMask(String sentence, String kind, String mask, boolean inGroup) {
        return PdfFixtures.pdf((document, page, content) -> {
            COSDictionary soft = new COSDictionary();
            soft.setItem(COSName.S, COSName.getPDFName(kind));
            soft.setItem(COSName.G, group(form(document, mask)).getCOSObject());
            PDExtendedGraphicsState state = new PDExtendedGraphicsState();
            state.getCOSObject().setItem(COSName.SMASK, soft);
            content.setGraphicsStateParameters(state);
            if (inGroup) {
                PDFormXObject form = form(document, "");
                COSName font = form.getResources().add(PdfFixtures.helvetica());
                write(form.getCOSObject(), "BT /" + font.getName() + " 12 Tf 72 400 Td (" + sentence + ") Tj ET");
                content.drawForm(group(form));
            } else {
                PdfFixtures.line(content, sentence, 72, 400);
            }
        });
    }

    private static PDFormXObject group(PDFormXObject form) {
        COSDictionary group = new COSDictionary();
        group.setItem(COSName.S, COSName.TRANSPARENCY);
        group.setItem(COSName.CS, COSName.DEVICEGRAY);
        form.getCOSObject().setItem(COSName.GROUP, group);
        return form;
    }

    private static PDFormXObject form(PDDocument document, String instructions) {
        PDFormXObject form = new PDFormXObject(document);
        form.setBBox(PDRectangle.LETTER);
        form.setResources(new PDResources());
        write(form.getCOSObject(), instructions);
        return form;
    }

    private static COSStream stream(PDDocument document, String content) {
        COSStream stream = document.getDocument().createCOSStream();
        write(stream, content);
        return stream;
    }

    private static void write(COSStream stream, String content) {
        try (var out = stream.createOutputStream()) {
            out.write(content.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
