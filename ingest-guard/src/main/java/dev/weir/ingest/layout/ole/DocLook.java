package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import java.util.EnumSet;
import java.util.Set;
import org.apache.poi.util.LittleEndian;
import org.jspecify.annotations.Nullable;

/** How a run of text in a Word document looks: what its styles say, and what it says itself. */
final class DocLook {

    /** Half points. */
    private static final int MAX_TINY_SIZE = 4;

    private static final int MAX_TINY_WIDTH_PERCENT = 5;
    private static final int NO_STYLE = -1;
    private static final int NO_DATA = -1;
    private static final int SHADE_BYTES = 10;

    private static final int STYLE = 0x4A30;
    private static final int PLAIN = 0x2A33;
    private static final int DELETED = 0x0800;
    private static final int VANISH = 0x083C;
    private static final int WEB_HIDDEN = 0x0811;
    private static final int ALWAYS_HIDDEN = 0x0818;
    private static final int COMPLEX = 0x0882;
    private static final int FROM_RIGHT = 0x085A;
    private static final int SIZE = 0x4A43;
    private static final int COMPLEX_SIZE = 0x4A61;
    private static final int WIDTH = 0x4852;
    private static final int COLOUR_INDEX = 0x2A42;
    private static final int COLOUR = 0x6870;
    private static final int HIGHLIGHT = 0x2A0C;
    private static final int SHADE_OLD = 0x4866;
    private static final int SHADE = 0xCA71;
    private static final int SYMBOL = 0x6A09;
    private static final int DATA = 0x0806;
    private static final int DATA_AT = 0x6A03;

    private static final Colour[] INDEXED = {
        Colour.UNKNOWN,
        new Colour(0),
        new Colour(0x0000FF),
        new Colour(0x00FFFF),
        new Colour(0x00FF00),
        new Colour(0xFF00FF),
        new Colour(0xFF0000),
        new Colour(0xFFFF00),
        Colour.WHITE,
        new Colour(0x000080),
        new Colour(0x008080),
        new Colour(0x008000),
        new Colour(0x800080),
        new Colour(0x800000),
        new Colour(0x808000),
        new Colour(0x808080),
        new Colour(0xC0C0C0)
    };

    private boolean vanish;
    private boolean webHidden;
    private boolean deleted;
    private boolean complex;
    private int size;
    private int complexSize;
    private int width = 100;
    private Colour colour = Colour.UNKNOWN;
    private @Nullable Colour ground;
    private @Nullable Colour highlight;
    private int symbol;
    private int symbolFont;
    private boolean isData;
    private int dataAt = NO_DATA;

    private DocLook copy() {
        DocLook copy = new DocLook();
        copy.vanish = vanish;
        copy.webHidden = webHidden;
        copy.complex = complex;
        copy.size = size;
        copy.complexSize = complexSize;
        copy.width = width;
        copy.colour = colour;
        copy.ground = ground;
        copy.highlight = highlight;
        return copy;
    }

    /** This look with properties of a style or of a run put on it. */
    DocLook with(byte[] properties, int offset) {
        DocLook look = copy();
        DocProperties.each(properties, offset, (code, data, at, length) -> look.put(code, data, at, length, this));
        return look;
    }

    /** The style of characters that properties name; -1 for none. */
    static int styleIn(byte[] properties) {
        int[] style = {NO_STYLE};
        DocProperties.each(properties, 0, (code, data, at, length) -> {
            if (code == STYLE) {
                style[0] = DocProperties.value(data, at, length);
            }
        });
        return style[0];
    }

    private void put(int code, byte[] data, int at, int length, DocLook under) {
        int value = DocProperties.value(data, at, length);
        switch (code) {
            case PLAIN -> reset(under);
            case DELETED -> deleted = value != 0;
            case VANISH -> vanish = toggled(value, under.vanish);
            case WEB_HIDDEN, ALWAYS_HIDDEN -> webHidden = toggled(value, under.webHidden);
            case COMPLEX, FROM_RIGHT -> complex = toggled(value, under.complex);
            case SIZE -> size = value;
            case COMPLEX_SIZE -> complexSize = value;
            case WIDTH -> width = value;
            case COLOUR_INDEX -> colour = indexed(value);
            case COLOUR -> colour = of(value);
            case HIGHLIGHT -> highlight = value == 0 ? null : indexed(value);
            case SHADE_OLD -> ground = oldShade(value);
            case SHADE -> ground = length < SHADE_BYTES ? null : shade(data, at);
            case DATA -> isData = value != 0;
            case DATA_AT -> dataAt = value;
            case SYMBOL -> {
                symbolFont = value & 0xFFFF;
                symbol = value >>> 16;
            }
            default -> {
                // Of no effect on whether text is seen.
            }
        }
    }

    private void reset(DocLook under) {
        vanish = under.vanish;
        webHidden = under.webHidden;
        size = under.size;
        complexSize = under.complexSize;
        width = under.width;
        colour = under.colour;
        ground = under.ground;
        highlight = under.highlight;
    }

    /** A switch says on, off, as the style says, or the contrary of it. */
    private static boolean toggled(int value, boolean style) {
        return switch (value) {
            case 0x80 -> style;
            case 0x81 -> !style;
            default -> value != 0;
        };
    }

    /** A colour by its number in Word's palette; 0 is for the automatic one. */
    static Colour indexed(int index) {
        return index >= 0 && index < INDEXED.length ? INDEXED[index] : Colour.UNKNOWN;
    }

    /** Red in the lowest bits; unknown if it is the automatic one. */
    static Colour of(int colour) {
        return colour >>> 24 == 0
                ? new Colour((colour & 0xFF) << 16 | (colour & 0xFF00) | (colour >>> 16 & 0xFF))
                : Colour.UNKNOWN;
    }

    /** The colour of a shading in two bytes; null if it is none. */
    static @Nullable Colour oldShade(int value) {
        if ((value & 0xFFFF) == 0xFFFF) {
            return null;
        }
        return pattern(value >>> 10 & 0x3F, indexed(value & 0x1F), indexed(value >>> 5 & 0x1F));
    }

    /** The colour of a shading in ten bytes; null if it is none. */
    static @Nullable Colour shade(byte[] data, int at) {
        int pattern = LittleEndian.getUShort(data, at + 8);
        return pattern(pattern, of(LittleEndian.getInt(data, at)), of(LittleEndian.getInt(data, at + 4)));
    }

    private static @Nullable Colour pattern(int pattern, Colour fore, Colour back) {
        return switch (pattern) {
            case 0 -> back.isKnown() ? back : null;
            case 1 -> fore;
            case 0xFFFF -> null;
            default -> Colour.UNKNOWN;
        };
    }

    /** This look of a paragraph's style with that of a style of characters on top: both hiding shows. */
    DocLook toggledBy(DocLook character) {
        character.vanish ^= vanish;
        character.webHidden ^= webHidden;
        return character;
    }

    /** The look without what only styles of paragraphs say, for styles of characters. */
    DocLook switchedOff() {
        DocLook look = copy();
        look.vanish = false;
        look.webHidden = false;
        return look;
    }

    /** Why text that looks like this is not seen on this ground. */
    Set<Concealment> concealments(Colour behind) {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        if (vanish || webHidden) {
            reasons.add(Concealment.VANISH);
        }
        if (deleted) {
            reasons.add(Concealment.DELETED_REVISION);
        }
        int points = complex ? complexSize : size;
        if ((points > 0 && points <= MAX_TINY_SIZE) || (width > 0 && width <= MAX_TINY_WIDTH_PERCENT)) {
            reasons.add(Concealment.TINY_GLYPH);
        }
        Colour on = ground != null ? ground : highlight != null ? highlight : behind;
        if (colour.isLostOn(on)) {
            reasons.add(Concealment.LOW_CONTRAST);
        }
        return reasons;
    }

    /** The number of the letter of a symbol; 0 if there is none. */
    int symbol() {
        return symbol;
    }

    int symbolFont() {
        return symbolFont;
    }

    /** Where the stream of data has what the run stands for; -1 if it stands for no data. */
    int dataAt() {
        return isData ? dataAt : NO_DATA;
    }
}
