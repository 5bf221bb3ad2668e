package dev.weir.ingest.layout.pdf;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.layout.Concealment;
import java.io.IOException;
import java.util.Set;
import org.apache.fontbox.util.BoundingBox;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/** Measures each glyph as it is painted, and says what hides it then. */
final class PdfGlyphs {

    /** What lets less through shows nothing. */
    static final double FAINTEST_ALPHA = 0.05;

    private static final float BELOW_LINE_EMS = -0.2f;
    private static final float HEIGHT_EMS = 0.95f;
    private static final float[][] PROBES = {{0.5f, 0.5f}, {0.25f, 0.3f}, {0.75f, 0.7f}};

    private final PdfPageReader page;
    private PdfCanvas canvas;
    private @Nullable PDColor lastColour;
    private int lastRgb = PdfColours.UNKNOWN;
    private @Nullable PDFont lastFont;
    private float lastBottom;
    private float lastHeight;
    private @Nullable Matrix lastRendering;
    private long all;
    private long unmapped;
    private boolean damagedFont;
    private boolean foreignFont;

    PdfGlyphs(PdfPageReader page) {
        this.page = page;
        this.canvas = new PdfCanvas(new PDRectangle(1, 1), new PdfWork());
    }

    void startPage(PdfCanvas fresh) {
        canvas = fresh;
    }

    long all() {
        return all;
    }

    long unmapped() {
        return unmapped;
    }

    boolean hasDamagedFont() {
        return damagedFont;
    }

    boolean hasForeignFont() {
        return foreignFont;
    }

    PdfGlyph glyph(Matrix rendering, PDFont font, int code, Vector displacement) throws IOException {
        measure(font);
        lastRendering = rendering;
        float a = rendering.getScaleX();
        float b = rendering.getShearY();
        float c = rendering.getShearX();
        float d = rendering.getScaleY();
        float width = font.isVertical() ? font.getWidth(code) / 1000 : displacement.getX();
        float[] box = {
            rendering.getTranslateX() + c * lastBottom,
            rendering.getTranslateY() + d * lastBottom,
            a * width,
            b * width,
            c * lastHeight,
            d * lastHeight
        };
        double across = Math.hypot(a, b);
        double up = across == 0 ? Math.hypot(c, d) : Math.abs(a * d - b * c) / across;
        float em = font instanceof PDType3Font ? lastHeight : 1;
        float size = em <= 0 ? Float.POSITIVE_INFINITY : (float) Math.min(across, up) * em * userUnit();
        int[] cells = new int[PROBES.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = canvas.cell(
                    box[0] + PROBES[i][0] * box[2] + PROBES[i][1] * box[4],
                    box[1] + PROBES[i][0] * box[3] + PROBES[i][1] * box[5]);
        }
        PdfGlyph glyph = new PdfGlyph(box, size, canvas.now(), cells, font, code);
        judge(glyph);
        return glyph;
    }

    private float userUnit() {
        return page.getCurrentPage().getUserUnit();
    }

    private void measure(PDFont font) throws IOException {
        if (font.equals(lastFont)) {
            return;
        }
        lastFont = font;
        damagedFont |= font.isDamaged();
        foreignFont |= !font.isEmbedded();
        if (font instanceof PDType3Font) {
            BoundingBox box = font.getBoundingBox();
            float scale = Math.abs(font.getFontMatrix().getScaleY());
            lastBottom = box == null ? 0 : box.getLowerLeftY() * scale;
            lastHeight = box == null ? 0 : Math.max(0, box.getHeight() * scale);
        } else {
            lastBottom = BELOW_LINE_EMS;
            lastHeight = HEIGHT_EMS;
        }
    }

    private void judge(PdfGlyph glyph) {
        page.hiddenBy().forEach(glyph::hide);
        if (!page.isLayerOn()) {
            glyph.hide(Concealment.LAYER_OFF);
        }
        double x = glyph.x + (glyph.acrossX + glyph.upX) / 2;
        double y = glyph.y + (glyph.acrossY + glyph.upY) / 2;
        if (glyph.cells[0] < 0) {
            glyph.hide(Concealment.OFF_PAGE);
        } else if (!page.clip().has(x, y, glyph.cells[0])) {
            glyph.hide(Concealment.CLIPPED);
        }
        PDGraphicsState state = page.getGraphicsState();
        RenderingMode mode = state.getTextState().getRenderingMode();
        boolean fills = mode.isFill();
        boolean strokes = mode.isStroke();
        if (!fills && !strokes) {
            glyph.hide(Concealment.RENDER_MODE);
            return;
        }
        if (paintsNothing(glyph)) {
            glyph.hide(Concealment.RENDER_MODE);
            return;
        }
        double through = page.letThrough();
        double fillAlpha = fills ? state.getNonStrokeAlphaConstant() * through : 0;
        double strokeAlpha = strokes ? state.getAlphaConstant() * through : 0;
        if (Math.max(fillAlpha, strokeAlpha) < FAINTEST_ALPHA) {
            glyph.hide(Concealment.TRANSPARENT);
            return;
        }
        boolean fillIsLost = !fills || isLost(glyph, state.getNonStrokingColor(), fillAlpha, state.getBlendMode());
        if (fillIsLost && (!strokes || isLost(glyph, state.getStrokingColor(), strokeAlpha, state.getBlendMode()))) {
            glyph.hide(Concealment.LOW_CONTRAST);
        }
    }

    /** Whether a glyph that is said to be a letter has instructions that draw none. */
    private boolean paintsNothing(PdfGlyph glyph) {
        if (!(glyph.font instanceof PDType3Font drawn)
                || !page.inksOf(drawn, glyph.code).isEmpty()) {
            return false;
        }
        String unicode = drawn.toUnicode(glyph.code);
        return unicode == null ? glyph.code != ' ' : !unicode.isBlank();
    }

    private boolean isLost(PdfGlyph glyph, PDColor colour, double alpha, BlendMode blend) {
        if (!(glyph.font instanceof PDType3Font drawn)) {
            return isLost(glyph, rgb(colour), alpha, blend);
        }
        Set<Integer> inks = page.inksOf(drawn, glyph.code);
        boolean lost = !inks.isEmpty();
        for (int ink : inks) {
            lost &= isLost(glyph, ink == PdfInks.INHERITED ? rgb(colour) : ink, alpha, blend);
        }
        return lost;
    }

    private boolean isLost(PdfGlyph glyph, int ink, double alpha, BlendMode blend) {
        boolean any = false;
        for (int cell : glyph.cells) {
            if (cell >= 0) {
                int paper = canvas.colourAt(cell);
                int seen;
                if (PdfColours.isPlain(blend)) {
                    seen = PdfColours.over(ink, paper, alpha);
                } else {
                    seen = BlendMode.MULTIPLY.equals(blend) ? PdfColours.product(ink, paper) : PdfColours.UNKNOWN;
                }
                if (!PdfColours.blend(seen, paper)) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private int rgb(PDColor colour) {
        if (!colour.equals(lastColour)) {
            lastColour = colour;
            lastRgb = PdfColours.rgb(colour);
        }
        return lastRgb;
    }

    /** Whether the document says which character a glyph is; counted for its properties. */
    boolean isMapped(PdfGlyph glyph) {
        String unicode = glyph.font.toUnicode(glyph.code);
        boolean mapped = unicode != null && !unicode.isEmpty();
        all++;
        unmapped += mapped ? 0 : 1;
        return mapped;
    }

    /** A position for text said of the glyph that was painted last. */
    TextPosition position(String text, PDPage onPage) {
        PDRectangle box = onPage.getCropBox();
        Matrix place = lastRendering == null ? new Matrix() : lastRendering.clone();
        Matrix shift = Matrix.getTranslateInstance(-box.getLowerLeftX(), -box.getLowerLeftY());
        Matrix shown = Matrix.concatenate(shift, place);
        float width = Math.abs(place.getScalingFactorX()) / 2;
        PDFont font = requireNonNull(lastFont, "a glyph was painted");
        return new TextPosition(
                onPage.getRotation(),
                box.getWidth(),
                box.getHeight(),
                shown,
                shown.getTranslateX() + width,
                shown.getTranslateY(),
                Math.abs(place.getScalingFactorY()) / 2,
                width,
                width / 2,
                text,
                new int[] {0},
                font,
                1,
                Math.round(place.getScalingFactorY()));
    }
}
