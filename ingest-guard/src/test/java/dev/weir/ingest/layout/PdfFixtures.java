package dev.weir.ingest.layout;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** PDF documents made on the spot. */
final class PdfFixtures {

    static final String VISIBLE = "The annual report of the garden society.";

    private PdfFixtures() {}

    /** What is put into a document besides one visible line. */
    interface Drawing {
        void on(PDDocument document, PDPage page, PDPageContentStream content) throws IOException;
    }

    /** What is done to a document when its page is drawn. */
    interface Change {
        void to(PDDocument document) throws IOException;
    }

    static byte[] pdf(Drawing drawing) {
        return pdf(drawing, document -> {});
    }

    static byte[] pdf(Drawing drawing, Change change) {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.LETTER);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                line(content, VISIBLE, 72, 720);
                drawing.on(document, page, content);
            }
            change.to(document);
            return bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    static PDFont helvetica() {
        return new PDType1Font(FontName.HELVETICA);
    }

    /** The one font that comes with the library, whole or cut to the letters that are used. */
    static PDType0Font embedded(PDDocument document, boolean subset) throws IOException {
        try (InputStream font =
                PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            return PDType0Font.load(document, font, subset);
        }
    }

    /** One line of black 12 point text. */
    static void line(PDPageContentStream content, String text, float x, float y) throws IOException {
        line(content, helvetica(), 12, text, x, y);
    }

    static void line(PDPageContentStream content, PDFont font, float size, String text, float x, float y)
            throws IOException {
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(x, y);
        content.showText(text);
        content.endText();
    }

    /** A picture with something on every part of it, as a scan has. */
    static PDImageXObject scan(PDDocument document, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Random dust = new Random(7);
        for (int i = 0; i < width * height / 10; i++) {
            image.setRGB(dust.nextInt(width), dust.nextInt(height), dust.nextInt(0x1000000));
        }
        return LosslessFactory.createFromImage(document, image);
    }
}
