package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.office.Colour;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.poi.hwpf.model.PAPX;
import org.apache.poi.util.LittleEndian;
import org.jspecify.annotations.Nullable;

/** The colours behind the cells of tables, which the end of each row tells. */
final class DocRows {

    private static final int MAX_ROW_PARAGRAPHS = 5_000;
    private static final int MAX_CELLS = 64;
    private static final int STYLE = 0x563A;
    private static final int SHADES_OLD = 0xD609;
    private static final int SHADES = 0xD612;
    private static final int MORE_SHADES = 0xD616;
    private static final int MOST_SHADES = 0xD60C;
    private static final int CELLS_IN_PART = 22;
    private static final int SHADE_BYTES = 10;
    private static final int SHADED = 0;
    private static final int STYLED = 1;

    /** Properties of tables that colour cells in ways that are not followed. */
    private static final Set<Integer> OTHER = Set.of(0xD62D, 0x7627, 0x7628, 0xD660, 0xD661, 0xD664);

    private final List<PAPX> paragraphs;
    private final @Nullable Colour[] cells = new @Nullable Colour[MAX_CELLS];
    private boolean known;
    private int from = -1;
    private int to = -1;

    DocRows(List<PAPX> paragraphs) {
        this.paragraphs = paragraphs;
    }

    /**
     * The colour behind a cell; null if it has none.
     *
     * @param paragraph number of a paragraph in the row
     * @param cell from 0
     */
    @Nullable Colour ground(int paragraph, int cell) {
        if (paragraph < from || paragraph > to) {
            read(paragraph);
        }
        return known && cell < MAX_CELLS ? cells[cell] : Colour.UNKNOWN;
    }

    private void read(int paragraph) {
        from = paragraph;
        int limit = Math.min(paragraphs.size(), paragraph + MAX_ROW_PARAGRAPHS);
        known = false;
        Arrays.fill(cells, null);
        for (to = paragraph; to < limit; to++) {
            byte[] properties = paragraphs.get(to).getGrpprl();
            DocParagraph row = new DocParagraph().with(properties, 2);
            if (row.isRowEnd() && row.depth() <= 1) {
                known = true;
                shades(properties);
                return;
            }
        }
    }

    private void shades(byte[] properties) {
        boolean[] said = {false, false};
        DocProperties.each(properties, 2, (code, data, at, length) -> {
            switch (code) {
                case SHADES_OLD -> {
                    for (int i = 0; !said[SHADED] && i < Math.min(length / 2, MAX_CELLS); i++) {
                        cells[i] = DocLook.oldShade(LittleEndian.getUShort(data, at + 2 * i));
                    }
                }
                case SHADES, MORE_SHADES, MOST_SHADES -> {
                    said[SHADED] = true;
                    int first = code == SHADES ? 0 : code == MORE_SHADES ? CELLS_IN_PART : 2 * CELLS_IN_PART;
                    for (int i = 0; i < Math.min(length / SHADE_BYTES, MAX_CELLS - first); i++) {
                        cells[first + i] = DocLook.shade(data, at + SHADE_BYTES * i);
                    }
                }
                case STYLE -> said[STYLED] = true;
                default -> known &= !OTHER.contains(code);
            }
        });
        for (int i = 0; said[STYLED] && i < MAX_CELLS; i++) {
            cells[i] = cells[i] == null ? Colour.UNKNOWN : cells[i];
        }
    }
}
