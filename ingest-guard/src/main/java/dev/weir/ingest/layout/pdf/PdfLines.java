package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/** Gathers words to lines, and hands each stretch of a line that is hidden for the same reasons to the sink with its box. */
final class PdfLines {

    private static final int MAX_COORDINATE = 1_000_000;

    private final TextSink sink;
    private Channel channel = Channel.BODY;
    private IdentityHashMap<TextPosition, PdfGlyph> positions = new IdentityHashMap<>();
    private PDRectangle box = new PDRectangle();
    private int rotation;
    private int pageNumber = 1;
    private final StringBuilder text = new StringBuilder();
    private final List<PdfGlyph> glyphs = new ArrayList<>();
    private @Nullable PdfGlyph sample;

    PdfLines(TextSink sink) {
        this.sink = sink;
    }

    void startPage(PDPage page, int number) {
        box = page.getCropBox();
        rotation = page.getRotation();
        pageNumber = number;
        text.setLength(0);
        glyphs.clear();
        sample = null;
    }

    void start(Channel to, IdentityHashMap<TextPosition, PdfGlyph> known) {
        channel = to;
        positions = known;
    }

    void word(String word, List<TextPosition> parts) {
        boolean alike = true;
        @Nullable PdfGlyph first = null;
        for (TextPosition part : parts) {
            @Nullable PdfGlyph glyph = positions.get(part);
            if (glyph != null) {
                alike &= first == null || first.isHiddenAs(glyph);
                first = first == null ? glyph : first;
            }
        }
        if (alike) {
            append(word, first);
            parts.forEach(part -> add(positions.get(part)));
        } else {
            for (TextPosition part : parts) {
                append(part.getVisuallyOrderedUnicode(), positions.get(part));
                add(positions.get(part));
            }
        }
    }

    private void append(String run, @Nullable PdfGlyph glyph) {
        if (glyph != null && sample != null && !sample.isHiddenAs(glyph)) {
            flush();
        }
        sample = glyph == null ? sample : glyph;
        text.append(run);
    }

    private void add(@Nullable PdfGlyph glyph) {
        if (glyph != null) {
            glyphs.add(glyph);
        }
    }

    void blank() {
        text.append(' ');
    }

    void endLine() {
        flush();
        sink.newLine(channel);
    }

    void end() {
        endLine();
    }

    private void flush() {
        if (!text.isEmpty() && sample != null) {
            Set<Concealment> reasons = channel == Channel.BODY ? Set.of() : sample.reasons();
            // Some writers map what they cannot name to NUL.
            sink.text(channel, text.toString().replace('\0', '\uFFFD'), place(glyphs), reasons);
        }
        text.setLength(0);
        glyphs.clear();
        sample = null;
    }

    /** Text that a reader sees on this page and that no glyph says by itself. */
    void tell(Channel to, String line, PdfGlyph where, Set<Concealment> reasons) {
        sink.newLine(to);
        sink.text(to, line, placeOf(where), reasons);
        sink.newLine(to);
    }

    Place.Page placeOf(@Nullable PdfGlyph glyph) {
        return place(glyph == null ? List.of() : List.of(glyph));
    }

    /** A box given in the coordinates of the page, on the page as it is shown. */
    Place place(PDRectangle area) {
        return place(area.getLowerLeftX(), area.getLowerLeftY(), area.getUpperRightX(), area.getUpperRightY());
    }

    private Place.Page place(List<PdfGlyph> of) {
        double left = Double.POSITIVE_INFINITY;
        double bottom = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.NEGATIVE_INFINITY;
        for (PdfGlyph glyph : of) {
            double[] xs = {glyph.x, glyph.x + glyph.acrossX, glyph.x + glyph.upX, glyph.x + glyph.acrossX + glyph.upX};
            double[] ys = {glyph.y, glyph.y + glyph.acrossY, glyph.y + glyph.upY, glyph.y + glyph.acrossY + glyph.upY};
            for (int i = 0; i < xs.length; i++) {
                left = Math.min(left, xs[i]);
                right = Math.max(right, xs[i]);
                bottom = Math.min(bottom, ys[i]);
                top = Math.max(top, ys[i]);
            }
        }
        return of.isEmpty() ? new Place.Page(pageNumber, 0, 0, 0, 0) : place(left, bottom, right, top);
    }

    private Place.Page place(double left, double bottom, double right, double top) {
        double fromLeft = left - box.getLowerLeftX();
        double fromBottom = bottom - box.getLowerLeftY();
        double fromRight = box.getUpperRightX() - right;
        double fromTop = box.getUpperRightY() - top;
        double width = right - left;
        double height = top - bottom;
        return switch (Math.floorMod(rotation, 360)) {
            case 90 -> page(fromBottom, fromLeft, height, width);
            case 180 -> page(fromRight, fromBottom, width, height);
            case 270 -> page(fromTop, fromRight, height, width);
            default -> page(fromLeft, fromTop, width, height);
        };
    }

    private Place.Page page(double x, double y, double width, double height) {
        return new Place.Page(pageNumber, rounded(x), rounded(y), rounded(width), rounded(height));
    }

    private static int rounded(double value) {
        return Math.clamp(Math.round(value), -MAX_COORDINATE, MAX_COORDINATE);
    }
}
