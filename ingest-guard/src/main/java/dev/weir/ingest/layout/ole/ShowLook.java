package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import java.awt.Color;
import java.util.EnumSet;
import java.util.Set;
import org.apache.poi.hslf.record.ColorSchemeAtom;
import org.apache.poi.hslf.usermodel.HSLFSheet;
import org.apache.poi.hslf.usermodel.HSLFTextRun;
import org.apache.poi.sl.usermodel.PaintStyle.SolidPaint;
import org.jspecify.annotations.Nullable;

/** How shapes and text of a slide look. */
final class ShowLook {

    /** Points. */
    private static final double MAX_TINY_SIZE = 2;

    private static final int SCHEME_COLOURS = 8;

    private ShowLook() {}

    /** The colour a shape is painted in, unknown if it is not one colour. */
    static Colour fill(DrawnShape shape, HSLFSheet sheet) {
        if (!shape.isPlain()) {
            return Colour.UNKNOWN;
        }
        int value = shape.fill();
        return switch (value >>> 24) {
            case 0, 2 -> reversed(value);
            case 8 -> scheme(value & 0xFF, sheet.getColorScheme());
            default -> Colour.UNKNOWN;
        };
    }

    private static Colour scheme(int index, @Nullable ColorSchemeAtom scheme) {
        return scheme == null || index >= SCHEME_COLOURS ? Colour.UNKNOWN : reversed(scheme.getColor(index));
    }

    private static Colour reversed(int colour) {
        return new Colour((colour & 0xFF) << 16 | (colour & 0xFF00) | (colour >>> 16 & 0xFF));
    }

    /** Why a run of text is not seen on this ground. */
    static Set<Concealment> concealments(HSLFTextRun run, Colour ground) {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        try {
            Double size = run.getFontSize();
            if (size != null && size <= MAX_TINY_SIZE) {
                reasons.add(Concealment.TINY_GLYPH);
            }
            SolidPaint paint = ground.isKnown() ? run.getFontColor() : null;
            Color colour = paint == null ? null : paint.getSolidColor().getColor();
            if (colour != null && new Colour(colour.getRGB() & 0xFFFFFF).isLostOn(ground)) {
                reasons.add(Concealment.LOW_CONTRAST);
            }
        } catch (RuntimeException e) {
            return reasons; // a style that leads nowhere hides nothing
        }
        return reasons;
    }
}
