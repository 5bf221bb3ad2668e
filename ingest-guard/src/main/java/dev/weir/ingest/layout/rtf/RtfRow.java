package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The row of a table that is being read: the shades of its cells, which are stated before their text. */
final class RtfRow {

    private static final int MAX_CELLS = 1_000;

    private record Shade(@Nullable Integer fore, @Nullable Integer back, int share) {
        private static final Shade NONE = new Shade(null, null, 0);
    }

    /** A cell and where it ends, in twips. */
    private record Cell(Shade shade, int end) {}

    private final List<Cell> cells = new ArrayList<>();
    private Shade next = Shade.NONE;
    private Shade whole = Shade.NONE;
    private int start;
    private int height;
    private int cell;

    /** {@return whether the word says how a row or its cells look} */
    boolean word(String word, int number) {
        switch (word) {
            case "trowd" -> {
                cells.clear();
                next = Shade.NONE;
                whole = Shade.NONE;
                start = 0;
                height = 0;
            }
            case "trleft" -> start = number;
            case "trrh" -> height = number;
            case "clcbpat" -> next = new Shade(next.fore, number, next.share);
            case "clcfpat" -> next = new Shade(number, next.back, next.share);
            case "clshdng" -> next = new Shade(next.fore, next.back, number);
            case "trcbpat" -> whole = new Shade(whole.fore, number, whole.share);
            case "trcfpat" -> whole = new Shade(number, whole.back, whole.share);
            case "trshdng" -> whole = new Shade(whole.fore, whole.back, number);
            case "cellx" -> {
                if (cells.size() < MAX_CELLS) {
                    cells.add(new Cell(next, number));
                }
                next = Shade.NONE;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    void cellEnd() {
        cell++;
    }

    void rowEnd() {
        cell = 0;
    }

    /** Why nothing of the cell is seen. */
    Set<Concealment> concealments() {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        if (cell < cells.size()) {
            int left = cell == 0 ? start : cells.get(cell - 1).end();
            if (RtfParagraph.isOff(left, cells.get(cell).end() - left, false, 0)) {
                reasons.add(Concealment.OFF_PAGE);
            }
        }
        if (RtfParagraph.isNoHeight(height)) {
            reasons.add(Concealment.CLIPPED);
        }
        return reasons;
    }

    /** What is behind the text of the cell; null if that is what is behind the table. */
    @Nullable Colour ground(RtfColours colours) {
        Shade own = cell < cells.size() ? cells.get(cell).shade() : Shade.NONE;
        Colour shaded = colours.shade(own.fore, own.back, own.share);
        return shaded != null ? shaded : colours.shade(whole.fore, whole.back, whole.share);
    }
}
