package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.poi.util.LittleEndian;
import org.jspecify.annotations.Nullable;

/** The drawings of a Word document, and which of its text boxes hangs on which shape. */
final class DocShapes {

    /** Twentieths of a point; Word knows no larger page. */
    private static final int MAX_PAGE = 22 * 1_440;

    /** No margin is that wide. */
    private static final int MAX_MARGIN = 5 * 1_440;

    private static final int MAX_BOXES = 100_000;
    private static final int HEADER_BYTES = 8;
    private static final int DRAWING = 0xF002;
    private static final int ANCHOR_BYTES = 26;
    private static final int BOX_BYTES = 22;
    private static final int BOX_SHAPE = 14;
    private static final int FROM_PAGE = 1;

    /**
     * A text box.
     *
     * @param from where its text begins, from the beginning of all text boxes
     * @param to where it ends
     */
    record TextBox(int from, int to, @Nullable DrawnShape shape, boolean off) {

        /** Why nothing of it is seen. */
        Set<Concealment> concealments() {
            EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
            if (shape != null && shape.isHidden()) {
                reasons.add(Concealment.HIDDEN_OBJECT);
            }
            if (off) {
                reasons.add(Concealment.OFF_PAGE);
            }
            return reasons;
        }

        /** The colour behind its text. */
        Colour ground() {
            return shape != null && shape.isPlain() ? DocLook.of(shape.fill()) : Colour.UNKNOWN;
        }
    }

    private final byte[] table;
    private final Map<Integer, DrawnShape> shapes = new LinkedHashMap<>();
    private final Map<Integer, Boolean> off = new HashMap<>();
    private @Nullable DrawnShape page;

    DocShapes(byte[] table) {
        this.table = table;
    }

    /** Reads the drawings, which follow each other behind what they have in common. */
    void drawings(int offset, int length) {
        int end = (int) Math.min((long) offset + length, table.length);
        long at = offset + HEADER_BYTES <= end ? offset + HEADER_BYTES + LittleEndian.getUInt(table, offset + 4) : end;
        while (at + 1 + HEADER_BYTES <= end) {
            int begin = (int) at + 1;
            long next = begin + HEADER_BYTES + LittleEndian.getUInt(table, begin + 4);
            if (LittleEndian.getUShort(table, begin + 2) != DRAWING) {
                return;
            }
            DrawingStream stream = new DrawingStream(this::add);
            stream.feed(Arrays.copyOfRange(table, begin, (int) Math.min(next, end)));
            stream.end();
            at = next;
        }
    }

    private void add(DrawnShape shape) {
        if (shape.isBackground()) {
            page = shape;
        } else if (shapes.size() < MAX_BOXES) {
            shapes.put(shape.id(), shape);
        }
    }

    Collection<DrawnShape> all() {
        return shapes.values();
    }

    /** The colour of the page. */
    Colour page() {
        DrawnShape shape = page;
        if (shape == null) {
            return Colour.WHITE;
        }
        Colour colour = DocLook.of(shape.fill());
        return shape.isPlain() && colour.equals(Colour.WHITE) ? Colour.WHITE : Colour.UNKNOWN;
    }

    /** Reads where shapes hang. */
    void anchors(int offset, int length) {
        int count = count(offset, length, ANCHOR_BYTES);
        for (int i = 0; i < count; i++) {
            int at = offset + 4 * (count + 1) + ANCHOR_BYTES * i;
            int flags = LittleEndian.getUShort(table, at + 20);
            boolean across = isOff(at + 4, at + 12, (flags >>> 1 & 3) == FROM_PAGE);
            boolean down = isOff(at + 8, at + 16, (flags >>> 3 & 3) == FROM_PAGE);
            off.put(LittleEndian.getInt(table, at), across || down);
        }
    }

    private boolean isOff(int from, int to, boolean fromPage) {
        return LittleEndian.getInt(table, from) > MAX_PAGE
                || LittleEndian.getInt(table, to) < (fromPage ? 0 : -MAX_MARGIN);
    }

    /** Reads which text is in which box. */
    List<TextBox> boxes(int offset, int length) {
        List<TextBox> boxes = new ArrayList<>();
        int count = count(offset, length, BOX_BYTES);
        for (int i = 0; i < count; i++) {
            int at = offset + 4 * i;
            int shape = LittleEndian.getInt(table, offset + 4 * (count + 1) + BOX_BYTES * i + BOX_SHAPE);
            boxes.add(new TextBox(
                    LittleEndian.getInt(table, at),
                    LittleEndian.getInt(table, at + 4),
                    shapes.get(shape),
                    off.getOrDefault(shape, false)));
        }
        return boxes;
    }

    /** How many structures a list holds that begins with one position more. */
    private int count(int offset, int length, int size) {
        boolean inside = offset >= 0 && length >= 4 && (long) offset + length <= table.length;
        return inside ? Math.min((length - 4) / (4 + size), MAX_BOXES) : 0;
    }
}
