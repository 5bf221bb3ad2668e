package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.office.Colour;
import org.jspecify.annotations.Nullable;

/** What a paragraph of a Word document, or its style, says of itself. */
final class DocParagraph {

    private static final int IN_TABLE = 0x2416;
    private static final int ROW_END = 0x2417;
    private static final int DEPTH = 0x6649;
    private static final int LIST = 0x460B;
    private static final int SHADE_OLD = 0x442D;
    private static final int SHADE = 0xC64D;
    private static final int SHADE_BYTES = 10;

    private boolean inTable;
    private boolean rowEnd;
    private int depth;
    private int list;
    private @Nullable Colour ground;

    /** These properties with others put on them. */
    DocParagraph with(byte[] properties, int offset) {
        DocParagraph paragraph = new DocParagraph();
        paragraph.inTable = inTable;
        paragraph.rowEnd = rowEnd;
        paragraph.depth = depth;
        paragraph.list = list;
        paragraph.ground = ground;
        DocProperties.each(properties, offset, paragraph::put);
        return paragraph;
    }

    private void put(int code, byte[] data, int at, int length) {
        int value = DocProperties.value(data, at, length);
        switch (code) {
            case IN_TABLE -> inTable = value != 0;
            case ROW_END -> rowEnd = value != 0;
            case DEPTH -> depth = value;
            case LIST -> list = value;
            case SHADE_OLD -> ground = DocLook.oldShade(value);
            case SHADE -> ground = length < SHADE_BYTES ? null : DocLook.shade(data, at);
            default -> {
                // Of no effect on whether text is seen.
            }
        }
    }

    boolean isInTable() {
        return inTable || depth > 0;
    }

    boolean isRowEnd() {
        return rowEnd;
    }

    /** In how many tables it stands. */
    int depth() {
        return Math.max(depth, inTable ? 1 : 0);
    }

    boolean isInList() {
        return list != 0 && list != 0xF801;
    }

    /** The colour behind it; null if it has none of its own. */
    @Nullable Colour ground() {
        return ground;
    }
}
