package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.office.Colour;
import javax.xml.stream.XMLStreamException;

/**
 * A fill of one colour.
 *
 * @param colour the colour, unknown if it is changed in a way that is not followed
 * @param clear whether next to nothing of it is painted
 */
record DrawingColour(Colour colour, boolean clear) {

    private static final double WHOLE = 100_000;
    private static final long MAX_CLEAR = 5_000;

    /** Reads the fill on which the walk stands. */
    static DrawingColour read(XmlWalk walk, Theme theme) throws XMLStreamException {
        DrawingColour[] fill = {new DrawingColour(Colour.UNKNOWN, false)};
        walk.children(kind -> {
            Colour base = switch (kind) {
                case "a:srgbClr" -> Colour.of(walk.attribute("val"));
                case "a:sysClr" -> Colour.of(walk.attribute("lastClr"));
                case "a:schemeClr" -> theme.named(walk.attribute("val", ""));
                case "a:prstClr" -> Colour.of(walk.attribute("val"));
                default -> Colour.UNKNOWN;
            };
            fill[0] = new DrawingColour(base, false);
            walk.children(change -> fill[0] = fill[0].changed(change, walk.number("val", 0)));
        });
        return fill[0];
    }

    private DrawingColour changed(String change, long value) {
        return switch (change) {
            case "a:alpha" -> new DrawingColour(value < WHOLE ? Colour.UNKNOWN : colour, value <= MAX_CLEAR);
            case "a:lumMod", "a:shade" -> new DrawingColour(colour.tinted(value / WHOLE - 1), clear);
            case "a:lumOff" -> new DrawingColour(colour.tinted(value / WHOLE), clear);
            case "a:tint" -> new DrawingColour(colour.tinted(1 - value / WHOLE), clear);
            default -> new DrawingColour(Colour.UNKNOWN, clear);
        };
    }
}
