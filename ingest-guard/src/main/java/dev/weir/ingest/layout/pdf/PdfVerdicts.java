package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import org.apache.pdfbox.text.TextPosition;

/** What can be said of a glyph only when the whole page was painted. */
final class PdfVerdicts {

    private static final float ALWAYS_TINY_POINTS = 2;
    private static final float MAYBE_TINY_POINTS = 4;
    private static final float TINY_PART_OF_MEDIAN = 0.15f;

    /** A scan fills its page. */
    private static final double SCAN_PART = 0.8;

    private final PdfCanvas canvas;
    private final PdfFonts fonts;

    PdfVerdicts(PdfCanvas canvas, PdfFonts fonts) {
        this.canvas = canvas;
        this.fonts = fonts;
    }

    /** @param hasScan whether the pictures of the page are such that together they may be a scan of it */
    void decide(IdentityHashMap<TextPosition, PdfGlyph> positions, boolean hasScan) {
        Collection<PdfGlyph> glyphs = positions.values();
        float tiny = tinyBelow(glyphs);
        for (PdfGlyph glyph : glyphs) {
            if (glyph.size < tiny) {
                glyph.hide(Concealment.TINY_GLYPH);
            }
            if (isCovered(glyph)) {
                glyph.hide(Concealment.COVERED);
            }
            if (fonts.isRemapped(glyph)) {
                glyph.hide(Concealment.MAPPED_GLYPHS);
            }
        }
        if (hasScan && canvas.picturedPart() >= SCAN_PART) {
            showTextOfScan(glyphs);
        }
    }

    private static float tinyBelow(Collection<PdfGlyph> glyphs) {
        float[] sizes = new float[glyphs.size()];
        int count = 0;
        for (PdfGlyph glyph : glyphs) {
            sizes[count++] = glyph.size;
        }
        Arrays.sort(sizes);
        float median = count == 0 ? 0 : sizes[count / 2];
        float relative = Float.isFinite(median) ? TINY_PART_OF_MEDIAN * median : 0;
        return Math.max(ALWAYS_TINY_POINTS, Math.min(MAYBE_TINY_POINTS, relative));
    }

    private boolean isCovered(PdfGlyph glyph) {
        boolean any = false;
        for (int cell : glyph.cells) {
            if (cell >= 0) {
                if (!canvas.isCoveredSince(cell, glyph.time + 1)) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** On a scanned page the text that nobody sees is what the scan shows, unless most of its text is seen. */
    private void showTextOfScan(Collection<PdfGlyph> glyphs) {
        int seen = 0;
        int beneath = 0;
        for (PdfGlyph glyph : glyphs) {
            seen += glyph.isHidden() ? 0 : 1;
            beneath += isScanText(glyph) ? 1 : 0;
        }
        if (beneath < seen) {
            return;
        }
        for (PdfGlyph glyph : glyphs) {
            if (isScanText(glyph)) {
                glyph.show(Concealment.RENDER_MODE);
                glyph.show(Concealment.COVERED);
            }
        }
    }

    private boolean isScanText(PdfGlyph glyph) {
        boolean underPicture = glyph.isHiddenBy(Concealment.COVERED)
                && Arrays.stream(glyph.cells).allMatch(cell -> cell < 0 || canvas.isCoveredByPicture(cell));
        return glyph.isHiddenBy(Concealment.RENDER_MODE) || underPicture;
    }
}
