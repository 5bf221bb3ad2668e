package dev.weir.ingest.layout.rtf;

import dev.weir.ingest.layout.office.Colour;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row of a table that is being read: the shades of its cells, which are stated before their text. */
final class RtfRow {

    private static final int MAX_CELLS = 1_000;

    private record Shade(@Nullable Integer fore, @Nullable Integer back, int share) {
        private static final Shade NONE = new Shade(null, null, 0);
    }

    private final List<Shade> cells = new ArrayList<>();
    private Shade next = Shade.NONE;
    private Shade whole = Shade.NONE;
    private int cell;

    /** {@return whether the word says how a row or its cells look} */
    boolean word(String word, int number) {
        switch (word) {
            case "trowd" -> {
                cells.clear();
                next = Shade.NONE;
                whole = Shade.NONE;
            }
            case "clcbpat" -> next = new Shade(next.fore, number, next.share);
            case "clcfpat" -> next = new Shade(number, next.back, next.share);
            case "clshdng" -> next = new Shade(next.fore, next.back, number);
            case "trcbpat" -> whole = new Shade(whole.fore, number, whole.share);
            case "trcfpat" -> whole = new Shade(number, whole.back, whole.share);
            case "trshdng" -> whole = new Shade(whole.fore, whole.back, number);
            case "cellx" -> {
                if (cells.size() < MAX_CELLS) {
                    cells.add(next);
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

    /** What is behind the text of the cell; null if that is what is behind the table. */
    @Nullable Colour ground(RtfColours colours) {
        Shade own = cell < cells.size() ? cells.get(cell) : Shade.NONE;
        Colour shaded = colours.shade(own.fore, own.back, own.share);
        return shaded != null ? shaded : colours.shade(whole.fore, whole.back, whole.share);
    }
}
