package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** What annotations show on the page, what they say when they are opened, and which of them are hidden. */
final class PdfAnnotations {

    private static final int MAX_ON_PAGE = 20_000;
    private static final COSName RICH = COSName.getPDFName("RC");
    private static final COSName SUBJECT = COSName.getPDFName("Subj");
    private static final COSName FILE = COSName.getPDFName("FS");
    private static final Set<String> SILENT = Set.of("Link", "Popup");

    /** Where a form field is on a page, what it shows there, and why it does not. */
    record Widget(Place place, String shown, Set<Concealment> reasons) {}

    private final TextSink sink;
    private final PdfActions actions;
    private final IdentityHashMap<COSDictionary, Widget> widgets = new IdentityHashMap<>();
    private final List<COSDictionary> files = new ArrayList<>();
    private int solid;

    PdfAnnotations(TextSink sink, PdfActions actions) {
        this.sink = sink;
        this.actions = actions;
    }

    /** The place of a form field's widget, or null if it is on no page. */
    @Nullable Widget widget(COSDictionary widget) {
        return widgets.get(widget);
    }

    /** Descriptions of attached files, in the order in which they are met. */
    List<COSDictionary> files() {
        return files;
    }

    /** How many annotations are solid figures. */
    int solid() {
        return solid;
    }

    void show(PdfPageReader reader, PDPage page) throws IOException {
        actions.all(page.getCOSObject().getCOSDictionary(COSName.AA));
        int count = 0;
        for (PDAnnotation annotation : page.getAnnotations()) {
            if (++count > MAX_ON_PAGE || sink.isFull()) {
                sink.gap(GapCode.LIMIT_OUTPUT, "annotations over the limit");
                return;
            }
            show(reader, annotation);
        }
    }

    private void show(PdfPageReader reader, PDAnnotation annotation) {
        COSDictionary dictionary = annotation.getCOSObject();
        actions.add(dictionary.getDictionaryObject(COSName.A));
        actions.all(dictionary.getCOSDictionary(COSName.AA));
        @Nullable COSDictionary file = dictionary.getCOSDictionary(FILE);
        if (file != null) {
            files.add(file);
        }
        String subtype = dictionary.getNameAsString(COSName.SUBTYPE, "");
        solid += subtype.equals("3D") ? 1 : 0;
        Set<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        if (annotation.isHidden() || annotation.isNoView()) {
            reasons.add(Concealment.HIDDEN_OBJECT);
        }
        if (reader.isOff(dictionary.getCOSDictionary(COSName.OC))) {
            reasons.add(Concealment.LAYER_OFF);
        }
        String shown = SILENT.contains(subtype) ? "" : appearance(reader, annotation, reasons);
        Place place = reader.placeOf(annotation.getRectangle());
        if (annotation instanceof PDAnnotationWidget) {
            if (isOffPage(annotation.getRectangle(), reader.getCurrentPage().getCropBox())) {
                reasons.add(Concealment.OFF_PAGE);
            }
            widgets.put(dictionary, new Widget(place, shown, reasons));
        } else {
            tell(dictionary, subtype, shown, place, reasons);
        }
    }

    private String appearance(PdfPageReader reader, PDAnnotation annotation, Set<Concealment> reasons) {
        try {
            return reader.show(annotation, reasons);
        } catch (PdfWork.PageLimitException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            sink.gap(GapCode.UNREAD, "annotation " + e.getClass().getSimpleName());
            return "";
        }
    }

    private static boolean isOffPage(@Nullable PDRectangle area, PDRectangle page) {
        return area == null
                || area.getWidth() <= 0
                || area.getHeight() <= 0
                || area.getUpperRightX() <= page.getLowerLeftX()
                || area.getUpperRightY() <= page.getLowerLeftY()
                || area.getLowerLeftX() >= page.getUpperRightX()
                || area.getLowerLeftY() >= page.getUpperRightY();
    }

    private void tell(COSDictionary annotation, String subtype, String shown, Place place, Set<Concealment> reasons) {
        String contents = annotation.getString(COSName.CONTENTS, "");
        String rich = Jsoup.parse(
                        PdfStrings.of(annotation.getDictionaryObject(RICH)).orElse(""))
                .text();
        List<String> said =
                new ArrayList<>(List.of(annotation.getString(COSName.T, ""), annotation.getString(SUBJECT, "")));
        said.add(contents);
        if (PdfWords.differ(rich, contents)) {
            said.add(rich);
        }
        boolean isText = subtype.equals("FreeText") && reasons.isEmpty();
        String alreadyShown = PdfWords.squeezed(shown);
        for (String piece : said) {
            String squeezed = PdfWords.squeezed(piece);
            if (!piece.isBlank() && (squeezed.isEmpty() || !alreadyShown.contains(squeezed))) {
                // A text box without an appearance is drawn by the reader's program.
                boolean body = isText && alreadyShown.isEmpty() && piece.equals(contents);
                line(piece, body, subtype, place, reasons);
            }
        }
    }

    private void line(String piece, boolean body, String subtype, Place place, Set<Concealment> reasons) {
        Channel channel = Channel.COMMENT;
        Set<Concealment> why = Set.of(Concealment.COMMENT);
        if (!reasons.isEmpty()) {
            channel = Channel.HIDDEN;
            why = reasons;
        } else if (body) {
            channel = Channel.BODY;
            why = Set.of();
        } else if (subtype.equals("Link")) {
            channel = Channel.ALT_TEXT;
            why = Set.of(Concealment.ATTRIBUTE_ONLY);
        }
        sink.newLine(channel);
        sink.text(channel, piece, place, why);
        sink.newLine(channel);
    }
}
