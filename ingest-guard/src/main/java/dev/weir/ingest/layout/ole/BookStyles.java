package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.FormatSections;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FontRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.PaletteRecord;
import org.apache.poi.hssf.usermodel.HSSFDataFormat;
import org.apache.poi.util.LittleEndian;
import org.jspecify.annotations.Nullable;

/** The styles of a workbook's cells, as far as they say whether and how a value is seen. */
final class BookStyles {

    /** Twentieths of a point. */
    private static final int MAX_TINY_SIZE = 40;

    private static final int SOLID = 1;

    private static final int EXTENDED_STYLE = 14;
    private static final int EXTENSIONS = 20;
    private static final int EXTENSION_BYTES = 12;
    private static final int FILL_COLOUR = 4;
    private static final int TEXT_COLOUR = 13;
    private static final int RGB = 2;
    private static final int THEME = 3;

    private final Map<Integer, String> formats = new HashMap<>();
    private final List<FontRecord> fonts = new ArrayList<>();
    private final List<ExtendedFormatRecord> styles = new ArrayList<>();
    private final Map<Integer, Colour> textColours = new HashMap<>();
    private final Map<Integer, Colour> fillColours = new HashMap<>();
    private final Map<Integer, Boolean> hidingText = new HashMap<>();
    private PaletteRecord palette = new PaletteRecord();

    void add(FormatRecord format) {
        formats.put(format.getIndexCode(), format.getFormatString());
    }

    void add(FontRecord font) {
        fonts.add(font);
    }

    void add(ExtendedFormatRecord style) {
        styles.add(style);
    }

    void use(PaletteRecord own) {
        palette = own;
    }

    /** What Excel 2007 and later say of a style's colours, beside the nearest ones of the palette. */
    void extend(byte[] data) {
        if (data.length < EXTENSIONS) {
            return;
        }
        int style = LittleEndian.getUShort(data, EXTENDED_STYLE);
        int at = EXTENSIONS;
        while (at + EXTENSION_BYTES <= data.length) {
            int kind = LittleEndian.getUShort(data, at);
            Colour colour = extended(LittleEndian.getUShort(data, at + 4), LittleEndian.getInt(data, at + 8));
            if (kind == TEXT_COLOUR && colour.isKnown()) {
                textColours.put(style, colour);
            } else if (kind == FILL_COLOUR && colour.isKnown()) {
                fillColours.put(style, colour);
            }
            at += Math.max(4, LittleEndian.getUShort(data, at + 2));
        }
    }

    private static Colour extended(int kind, int value) {
        return switch (kind) {
            case RGB -> new Colour((value & 0xFF) << 16 | (value & 0xFF00) | (value >>> 16 & 0xFF));
            case THEME -> value == 0 ? Colour.WHITE : value == 1 ? new Colour(0) : Colour.UNKNOWN;
            default -> Colour.UNKNOWN;
        };
    }

    private @Nullable ExtendedFormatRecord style(int index) {
        return index >= 0 && index < styles.size() ? styles.get(index) : null;
    }

    /** The font of a style. */
    int font(int style) {
        ExtendedFormatRecord found = style(style);
        return found == null ? 0 : found.getFontIndex();
    }

    int formatIndex(int style) {
        ExtendedFormatRecord found = style(style);
        return found == null ? 0 : found.getFormatIndex();
    }

    String format(int style) {
        int index = formatIndex(style);
        String own = formats.get(index);
        if (own != null) {
            return own;
        }
        String builtin = index >= 0 && index < HSSFDataFormat.getNumberOfBuiltinBuiltinFormats()
                ? HSSFDataFormat.getBuiltinFormat((short) index)
                : null;
        return builtin == null ? "General" : builtin;
    }

    /** The colour behind a cell; white if the cell has no fill. */
    Colour ground(int style) {
        ExtendedFormatRecord found = style(style);
        if (found == null || found.getAdtlFillPattern() == 0) {
            return Colour.WHITE;
        }
        if (found.getAdtlFillPattern() != SOLID) {
            return Colour.UNKNOWN;
        }
        Colour own = fillColours.get(style);
        return own == null ? colour(found.getFillForeground()) : own;
    }

    /** A colour by its number in the palette. */
    Colour colour(int index) {
        if (index == 64) {
            return new Colour(0);
        }
        if (index == 65) {
            return Colour.WHITE;
        }
        byte[] rgb = index >= 0 && index < 64 ? palette.getColor(index < 8 ? index + 8 : index) : null;
        return rgb == null
                ? Colour.UNKNOWN
                : new Colour((rgb[0] & 0xFF) << 16 | (rgb[1] & 0xFF) << 8 | (rgb[2] & 0xFF));
    }

    /** The colour of what a shape is painted with. */
    Colour colour(DrawnShape shape) {
        int value = shape.fill();
        if (!shape.isPlain()) {
            return Colour.UNKNOWN;
        }
        return switch (value >>> 24) {
            case 0 -> new Colour((value & 0xFF) << 16 | (value & 0xFF00) | (value >>> 16 & 0xFF));
            case 8 -> colour(value & 0xFFFF);
            default -> Colour.UNKNOWN;
        };
    }

    /** Whether a text in this style is not shown. */
    boolean hidesText(int style) {
        return hidingText.computeIfAbsent(style, index -> FormatSections.hidesText(format(index)));
    }

    /**
     * Why text in this font is not seen.
     *
     * @param style of the cell if the font is the cell's own, or -1
     */
    Set<Concealment> concealments(int font, int style, Colour ground) {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        // There is no font of the number 4.
        int index = font > 4 ? font - 1 : font;
        FontRecord found = index >= 0 && index < fonts.size() ? fonts.get(index) : null;
        Colour own = textColours.get(style);
        Colour text = own != null ? own : found == null ? Colour.UNKNOWN : colour(found.getColorPaletteIndex());
        if (text.isLostOn(ground)) {
            reasons.add(Concealment.LOW_CONTRAST);
        }
        if (found != null && found.getFontHeight() <= MAX_TINY_SIZE) {
            reasons.add(Concealment.TINY_GLYPH);
        }
        return reasons;
    }
}
