package dev.weir.ingest.layout;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;

/** Forms of one field. */
final class PdfForm {

    /** What a page shows of the field. */
    enum Shown {
        /** Nothing is drawn, so that the reader's program draws the value. */
        VALUE,
        /** The value is drawn. */
        ITS_OWN,
        /** Something else is drawn. */
        ANOTHER,
        /** The field is there and hidden. */
        HIDDEN,
        /** The field is on no page. */
        NOWHERE
    }

    private PdfForm() {}

    static byte[] with(String value, Shown shown) {
        return PdfFixtures.pdf((document, page, content) -> addTo(document, page, value, shown));
    }

    private static void addTo(PDDocument document, PDPage page, String value, Shown shown) throws IOException {
        PDAcroForm form = new PDAcroForm(document);
        document.getDocumentCatalog().setAcroForm(form);
        PDTextField field = new PDTextField(form);
        field.setPartialName("remark");
        field.getCOSObject().setString(COSName.V, value);
        form.setFields(List.of(field));
        if (shown == Shown.NOWHERE) {
            return;
        }
        PDAnnotationWidget widget = field.getWidgets().getFirst();
        widget.setRectangle(new PDRectangle(72, 400, 500, 20));
        widget.setPage(page);
        widget.setHidden(shown == Shown.HIDDEN);
        page.setAnnotations(new ArrayList<>(List.of(widget)));
        if (shown == Shown.ITS_OWN || shown == Shown.ANOTHER) {
            PDAppearanceDictionary appearance = new PDAppearanceDictionary();
            appearance.setNormalAppearance(drawn(document, shown == Shown.ITS_OWN ? value : "See page two."));
            widget.setAppearance(appearance);
        }
    }

    static PDAppearanceStream drawn(PDDocument document, String text) {
        PDAppearanceStream stream = new PDAppearanceStream(document);
        stream.setBBox(new PDRectangle(500, 20));
        PDResources resources = new PDResources();
        stream.setResources(resources);
        String font = resources.add(PdfFixtures.helvetica()).getName();
        try (OutputStream out = stream.getContentStream().createOutputStream()) {
            out.write(("BT /" + font + " 11 Tf 2 5 Td (" + text + ") Tj ET").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stream;
    }
}
