package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.pdf.PdfAnnotations.Widget;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** The fields of a form: values that a page shows, values that none shows, and the names and choices behind them. */
final class PdfForms {

    private static final int MAX_FIELDS = 100_000;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_CHOICES = 1_000;
    private static final int PASSWORD = 1 << 13;
    private static final COSName FIELDS = COSName.getPDFName("Fields");
    private static final COSName XFA = COSName.getPDFName("XFA");
    private static final COSName RICH_VALUE = COSName.getPDFName("RV");
    private static final COSName MAPPING_NAME = COSName.getPDFName("TM");

    private final TextSink sink;
    private final PdfAnnotations annotations;
    private final PdfActions actions;
    private final Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    PdfForms(TextSink sink, PdfAnnotations annotations, PdfActions actions) {
        this.sink = sink;
        this.annotations = annotations;
        this.actions = actions;
    }

    void read(COSDictionary catalog) {
        @Nullable COSDictionary form = catalog.getCOSDictionary(COSName.ACRO_FORM);
        if (form == null) {
            return;
        }
        if (form.containsKey(XFA)) {
            // A second form in XML, which is never parsed: it was the way in for attacks on readers. It is not indexed
            // either.
            sink.gap(GapCode.UNSUPPORTED, "XFA form");
        }
        @Nullable COSArray fields = form.getCOSArray(FIELDS);
        for (int i = 0; fields != null && i < fields.size(); i++) {
            if (fields.getObject(i) instanceof COSDictionary field) {
                read(field, "", 0, 0);
            }
        }
    }

    /** @param kind and flags are inherited */
    private void read(COSDictionary field, String kind, int flags, int depth) {
        if (!seen.add(field)) {
            return;
        }
        if (depth > MAX_DEPTH || seen.size() > MAX_FIELDS) {
            sink.gap(GapCode.UNREAD, "form fields over the limit");
            return;
        }
        String ownKind = field.getNameAsString(COSName.FT, kind);
        int ownFlags = field.getInt(COSName.FF, flags);
        actions.all(field.getCOSDictionary(COSName.AA));
        if (!ownKind.equals("Sig")) {
            tell(field, ownKind, ownFlags);
        }
        @Nullable COSArray kids = field.getCOSArray(COSName.KIDS);
        for (int i = 0; kids != null && i < kids.size(); i++) {
            if (kids.getObject(i) instanceof COSDictionary kid && kid.containsKey(COSName.T)) {
                read(kid, ownKind, ownFlags, depth + 1);
            }
        }
    }

    private void tell(COSDictionary field, String kind, int flags) {
        Set<String> values = texts(field.getDictionaryObject(COSName.V));
        String rich = Jsoup.parse(String.join("\n", texts(field.getDictionaryObject(RICH_VALUE))))
                .text();
        Set<String> behind = new LinkedHashSet<>();
        for (COSName key : new COSName[] {COSName.T, COSName.TU, MAPPING_NAME, COSName.DV, COSName.OPT}) {
            behind.addAll(texts(field.getDictionaryObject(key)));
        }
        if (kind.equals("Btn")) {
            behind.addAll(values);
        } else {
            values.forEach(value -> value(field, value, (flags & PASSWORD) != 0 && kind.equals("Tx")));
        }
        if (PdfWords.differ(rich, String.join("\n", values))) {
            behind.add(rich);
        }
        behind.removeAll(values);
        for (String text : behind) {
            line(Channel.METADATA, text, new Place.Page(1, 0, 0, 0, 0), Set.of(Concealment.METADATA));
        }
    }

    /** A value is seen where a widget shows it. */
    private void value(COSDictionary field, String value, boolean masked) {
        Set<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        Place place = new Place.Page(1, 0, 0, 0, 0);
        String squeezed = PdfWords.squeezed(value);
        boolean onPage = false;
        for (COSDictionary dictionary : widgets(field)) {
            @Nullable Widget widget = annotations.widget(dictionary);
            if (widget == null) {
                continue;
            }
            if (widget.reasons().isEmpty() && !masked) {
                if (!squeezed.isEmpty() && PdfWords.squeezed(widget.shown()).contains(squeezed)) {
                    return;
                }
                if (PdfWords.squeezed(widget.shown()).isEmpty()) {
                    // Without an appearance of its own the reader's program draws the value.
                    line(Channel.BODY, value, widget.place(), Set.of());
                    return;
                }
            }
            onPage = true;
            place = widget.place();
            reasons.addAll(widget.reasons());
        }
        if (!onPage) {
            reasons.add(Concealment.UNREFERENCED_PART);
        } else if (reasons.isEmpty()) {
            // The widget shows something else, or one dot a character.
            reasons.add(masked ? Concealment.HIDDEN_OBJECT : Concealment.REPLACEMENT_TEXT);
        }
        line(Channel.HIDDEN, value, place, reasons);
    }

    private static Set<COSDictionary> widgets(COSDictionary field) {
        Set<COSDictionary> widgets = Collections.newSetFromMap(new IdentityHashMap<>());
        @Nullable COSArray kids = field.getCOSArray(COSName.KIDS);
        if (kids == null) {
            widgets.add(field);
        }
        for (int i = 0; kids != null && i < Math.min(kids.size(), MAX_CHOICES); i++) {
            if (kids.getObject(i) instanceof COSDictionary kid && !kid.containsKey(COSName.T)) {
                widgets.add(kid);
            }
        }
        return widgets;
    }

    private static Set<String> texts(@Nullable COSBase value) {
        Set<String> texts = new LinkedHashSet<>();
        PdfStrings.of(value).ifPresent(texts::add);
        if (value instanceof COSArray several) {
            for (int i = 0; i < Math.min(several.size(), MAX_CHOICES); i++) {
                if (several.getObject(i) instanceof COSString string) {
                    texts.add(string.getString());
                } else if (several.getObject(i) instanceof COSArray pair && pair.size() > 1) {
                    texts.add(pair.getString(0, ""));
                    texts.add(pair.getString(1, ""));
                }
            }
        }
        texts.removeIf(String::isBlank);
        return texts;
    }

    private void line(Channel channel, String text, Place place, Set<Concealment> reasons) {
        sink.newLine(channel);
        sink.text(channel, text, place, reasons);
        sink.newLine(channel);
    }
}
