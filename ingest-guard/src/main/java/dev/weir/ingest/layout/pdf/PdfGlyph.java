package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import java.util.EnumSet;
import java.util.Set;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** One glyph as it was painted; lengths in points of the page before it is turned. */
final class PdfGlyph {

    /** The lower left corner, the way to the lower right one, and the way to the upper left one. */
    final float x;

    final float y;
    final float acrossX;
    final float acrossY;
    final float upX;
    final float upY;

    /** How large an em is, the shorter way; infinite if it cannot be told. */
    final float size;

    /** When it was painted. */
    final int time;

    /** Cells of the canvas under its middle; -1 for one outside the page. */
    final int[] cells;

    final PDFont font;
    final int code;

    /** One for all glyphs that nothing hides; never changed. */
    private Set<Concealment> reasons = Set.of();

    PdfGlyph(float[] box, float size, int time, int[] cells, PDFont font, int code) {
        this.x = box[0];
        this.y = box[1];
        this.acrossX = box[2];
        this.acrossY = box[3];
        this.upX = box[4];
        this.upY = box[5];
        this.size = size;
        this.time = time;
        this.cells = cells;
        this.font = font;
        this.code = code;
    }

    void hide(Concealment reason) {
        if (reasons.isEmpty()) {
            reasons = EnumSet.of(reason);
        } else {
            reasons.add(reason);
        }
    }

    void show(Concealment reason) {
        if (!reasons.isEmpty()) {
            reasons.remove(reason);
        }
    }

    boolean isHidden() {
        return !reasons.isEmpty();
    }

    boolean isHiddenOnlyBy(Concealment reason) {
        return reasons.size() == 1 && reasons.contains(reason);
    }

    boolean isHiddenBy(Concealment reason) {
        return reasons.contains(reason);
    }

    boolean isHiddenAs(PdfGlyph other) {
        return reasons.equals(other.reasons);
    }

    Set<Concealment> reasons() {
        return reasons;
    }
}
