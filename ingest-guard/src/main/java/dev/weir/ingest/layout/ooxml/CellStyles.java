package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.FormatSections;
import dev.weir.ingest.layout.office.XmlWalk;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.xssf.usermodel.DefaultIndexedColorMap;
import org.jspecify.annotations.Nullable;

/** The styles of a workbook's cells, as far as they say whether and how a value is seen. */
final class CellStyles {

    private static final int MAX_STYLES = 100_000;

    /** Points. */
    private static final long MAX_TINY_SIZE = 2;

    /** A typeface, or a part of one. */
    record Font(@Nullable Colour colour, @Nullable Long size) {
        static final Font PLAIN = new Font(null, null);
    }

    private record Style(int format, int font, int fill) {}

    private final Theme theme;
    private final Map<Integer, String> formats = new HashMap<>();
    private final List<Font> fonts = new ArrayList<>();
    private final List<Colour> fills = new ArrayList<>();
    private final List<Style> styles = new ArrayList<>();
    private final List<Colour> palette = new ArrayList<>();
    private final BitSet hiding = new BitSet();
    private int rules;

    CellStyles(Theme theme) {
        this.theme = theme;
    }

    /** Reads a styles part. */
    void read(XmlWalk walk) throws XMLStreamException {
        walk.root(root -> walk.children(list -> walk.children(name -> {
            switch (list + ' ' + name) {
                case "x:numFmts x:numFmt" -> {
                    if (formats.size() < MAX_STYLES) {
                        formats.put((int) walk.number("numFmtId", 0), walk.attribute("formatCode", "General"));
                    }
                }
                case "x:fonts x:font" -> add(fonts, font(walk));
                case "x:fills x:fill" -> add(fills, fill(walk));
                case "x:cellXfs x:xf" ->
                    add(styles, new Style((int) walk.number("numFmtId", 0), (int) walk.number("fontId", 0), (int)
                            walk.number("fillId", 0)));
                case "x:dxfs x:dxf" -> {
                    boolean hides = hides(walk);
                    if (rules < MAX_STYLES) {
                        hiding.set(rules++, hides);
                    }
                }
                case "x:colors x:indexedColors" ->
                    walk.children(each -> add(palette, Colour.of(walk.attribute("rgb"))));
                default -> {
                    // Of no effect on whether a value is seen.
                }
            }
        })));
    }

    private static <T> void add(List<T> list, T item) {
        if (list.size() < MAX_STYLES) {
            list.add(item);
        }
    }

    /** Reads the properties of a font, or of a run of text. */
    Font font(XmlWalk walk) throws XMLStreamException {
        Font[] font = {Font.PLAIN};
        walk.children(name -> {
            if (name.equals("x:color")) {
                font[0] = new Font(colour(walk), font[0].size);
            } else if (name.equals("x:sz")) {
                font[0] = new Font(font[0].colour, walk.number("val", 11));
            }
        });
        return font[0];
    }

    /** Reads what a conditional format changes, and says whether a cell that it changes may not be seen any more. */
    boolean hides(XmlWalk walk) throws XMLStreamException {
        Font[] font = {Font.PLAIN};
        Colour[] ground = {Colour.WHITE};
        String[] format = {""};
        walk.children(name -> {
            switch (name) {
                case "x:font" -> font[0] = font(walk);
                case "x:fill" -> ground[0] = changedFill(walk);
                case "x:numFmt" -> format[0] = walk.attribute("formatCode", "");
                default -> {
                    // Of no effect on whether a value is seen.
                }
            }
        });
        Colour ink = font[0].colour;
        return (ink != null && ink.isLostOn(ground[0]))
                || FormatSections.hidesText(format[0])
                || FormatSections.hidesNumber(format[0], 1);
    }

    /** Of a solid fill that is changed the colour is that of the background. */
    private Colour changedFill(XmlWalk walk) throws XMLStreamException {
        Colour[] fill = {Colour.UNKNOWN};
        walk.children(kind -> walk.children(name -> {
            if (name.equals("x:bgColor")) {
                fill[0] = colour(walk);
            }
        }));
        return fill[0];
    }

    /** Whether cells that take on this conditional format may not be seen any more. */
    boolean mayHide(long rule) {
        return rule >= 0 && rule < rules && hiding.get((int) rule);
    }

    private Colour fill(XmlWalk walk) throws XMLStreamException {
        Colour[] fill = {Colour.UNKNOWN};
        walk.children(kind -> {
            if (kind.equals("x:patternFill")) {
                String pattern = walk.attribute("patternType", "none");
                fill[0] = pattern.equals("none") ? Colour.WHITE : Colour.UNKNOWN;
                boolean solid = pattern.equals("solid");
                walk.children(name -> {
                    if (solid && name.equals("x:fgColor")) {
                        fill[0] = colour(walk);
                    }
                });
            }
        });
        return fill[0];
    }

    private Colour colour(XmlWalk walk) {
        Colour base = Colour.UNKNOWN;
        if (walk.attribute("rgb") != null) {
            base = Colour.of(walk.attribute("rgb"));
        } else if (walk.attribute("theme") != null) {
            base = theme.numbered(walk.number("theme", -1));
        } else if (walk.attribute("indexed") != null) {
            base = indexed((int) walk.number("indexed", -1));
        }
        String tint = walk.attribute("tint");
        try {
            return tint == null ? base : base.tinted(Math.clamp(Double.parseDouble(tint), -1, 1));
        } catch (NumberFormatException e) {
            return Colour.UNKNOWN;
        }
    }

    private Colour indexed(int index) {
        if (index == 64) {
            return new Colour(0);
        }
        if (index == 65) {
            return Colour.WHITE;
        }
        if (index >= 0 && index < palette.size()) {
            return palette.get(index);
        }
        byte[] rgb = index < 0 ? null : DefaultIndexedColorMap.getDefaultRGB(index);
        return rgb == null
                ? Colour.UNKNOWN
                : new Colour((rgb[0] & 0xFF) << 16 | (rgb[1] & 0xFF) << 8 | (rgb[2] & 0xFF));
    }

    private @Nullable Style style(int index) {
        return index >= 0 && index < styles.size() ? styles.get(index) : null;
    }

    int formatIndex(int style) {
        Style found = style(style);
        return found == null ? 0 : found.format;
    }

    String format(int style) {
        int index = formatIndex(style);
        String own = formats.get(index);
        String builtin = own == null ? BuiltinFormats.getBuiltinFormat(index) : own;
        return builtin == null ? "General" : builtin;
    }

    /** The colour behind a cell; white if the cell has no fill. */
    Colour ground(int style) {
        Style found = style(style);
        return found == null || found.fill < 0 || found.fill >= fills.size() ? Colour.WHITE : fills.get(found.fill);
    }

    /** Why text in this style is not seen. */
    Set<Concealment> concealments(int style, Font own, Colour ground) {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        Style found = style(style);
        Font font = found == null || found.font < 0 || found.font >= fonts.size() ? Font.PLAIN : fonts.get(found.font);
        Colour colour = own.colour == null ? font.colour : own.colour;
        Long size = own.size == null ? font.size : own.size;
        if (colour != null && colour.isLostOn(ground)) {
            reasons.add(Concealment.LOW_CONTRAST);
        }
        if (size != null && size <= MAX_TINY_SIZE) {
            reasons.add(Concealment.TINY_GLYPH);
        }
        return reasons;
    }
}
