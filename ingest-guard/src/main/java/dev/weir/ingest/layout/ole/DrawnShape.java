package dev.weir.ingest.layout.ole;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.poi.ddf.AbstractEscherOptRecord;
import org.apache.poi.ddf.EscherContainerRecord;
import org.apache.poi.ddf.EscherRecord;
import org.apache.poi.util.LittleEndian;

/** What an Office drawing says of one shape. */
final class DrawnShape {

    private static final int HEADER_BYTES = 8;
    private static final int DESCRIPTION = 0x381;
    private static final int TOOLTIP = 0x38D;
    private static final int LETTERING = 0xC0;
    private static final int FILL_COLOUR = 0x181;
    private static final int FILL_OPACITY = 0x182;
    private static final int FILL_TYPE = 0x180;
    private static final int FILL_SWITCHES = 0x1BF;
    private static final int SHAPE_SWITCHES = 0x3BF;
    private static final int MASTER = 0x301;
    private static final int WHITE = 0xFFFFFF;
    private static final int WHOLE_OPACITY = 0x10000;

    private final List<String> descriptions = new ArrayList<>();
    private String lettering = "";
    private byte[] anchor = {};
    private int id;
    private int flags;
    private boolean hidden;
    private boolean plain = true;
    private boolean saysFill;
    private boolean filled = true;
    private int master;
    private int fill = WHITE;

    /** What is said of a shape in the container that is its own. */
    static DrawnShape of(EscherContainerRecord container) {
        DrawnShape shape = new DrawnShape();
        for (EscherRecord part : container) {
            if (part instanceof AbstractEscherOptRecord) {
                byte[] data = part.serialize();
                shape.properties(data, HEADER_BYTES, data.length - HEADER_BYTES, part.getInstance());
            }
        }
        return shape;
    }

    /** Reads the number and the kind of the shape. */
    void kind(byte[] data, int at, int length) {
        if (length >= 8) {
            id = LittleEndian.getInt(data, at);
            flags = LittleEndian.getInt(data, at + 4);
        }
    }

    void anchor(byte[] data, int at, int length) {
        anchor = Arrays.copyOfRange(data, at, at + length);
    }

    /** Reads a table of properties, of which the long ones stand behind the table. */
    void properties(byte[] data, int at, int length, int count) {
        int end = at + length;
        int complex = at + 6 * count;
        for (int i = 0; i < count && at + 6 <= end; i++, at += 6) {
            int name = LittleEndian.getUShort(data, at);
            int value = LittleEndian.getInt(data, at + 2);
            if ((name & 0x8000) != 0) {
                int size = Math.clamp(value, 0, Math.max(0, end - complex));
                words(name & 0x3FFF, data, complex, size);
                complex += size;
            } else {
                number(name & 0x3FFF, value);
            }
        }
    }

    private void words(int name, byte[] data, int at, int size) {
        if (size < 2 || (name != DESCRIPTION && name != TOOLTIP && name != LETTERING)) {
            return;
        }
        String text = new String(data, at, size & ~1, StandardCharsets.UTF_16LE).replace("\0", "");
        if (name == LETTERING) {
            lettering = text;
        } else {
            descriptions.add(text);
        }
    }

    private void number(int name, int value) {
        switch (name) {
            case FILL_COLOUR -> fill = value;
            case FILL_TYPE -> plain &= value == 0;
            case FILL_OPACITY -> plain &= value >= WHOLE_OPACITY;
            case FILL_SWITCHES -> {
                saysFill |= (value & 0x100000) != 0;
                filled = saysFill ? (value & 0x10) != 0 : filled;
            }
            case MASTER -> master = value;
            case SHAPE_SWITCHES -> hidden = (value & 0x20000) != 0 && (value & 2) != 0;
            default -> {
                // Of no effect on whether text is seen.
            }
        }
    }

    /** What it says of itself to those who do not see it. */
    List<String> descriptions() {
        return descriptions;
    }

    /** Text that is drawn as letters. */
    String lettering() {
        return lettering;
    }

    /** Where it hangs, in the way of the format. */
    byte[] anchor() {
        return anchor;
    }

    int id() {
        return id;
    }

    boolean isGroup() {
        return (flags & 1) != 0;
    }

    /** Whether it is the ground of the page. */
    boolean isBackground() {
        return (flags & 0x400) != 0;
    }

    boolean isHidden() {
        return hidden;
    }

    void hide() {
        hidden = true;
    }

    /** Whether it says that it is painted, or that it is not. */
    boolean saysFill() {
        return saysFill;
    }

    boolean isFilled() {
        return filled;
    }

    /** Whether it is painted in one colour that is not seen through. */
    boolean isPlain() {
        return plain && filled;
    }

    /** The number of the shape whose looks it takes where it has none of its own; 0 for none. */
    int master() {
        return master;
    }

    /** The colour in the way of Office drawings. */
    int fill() {
        return fill;
    }
}
