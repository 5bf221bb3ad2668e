package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads the text of one shape of a drawing, slide or chart: its paragraphs with what their runs look like. */
final class DrawingText {

    /** Hundredths of a point. */
    private static final long MAX_TINY_SIZE = 200;

    private static final double WHOLE = 100_000;

    /** What a run's properties say; null is not said. */
    private record Look(@Nullable Long size, @Nullable DrawingColour fill) {
        Look over(Look under) {
            return new Look(size == null ? under.size : size, fill == null ? under.fill : fill);
        }
    }

    private static final Look PLAIN = new Look(null, null);

    private final XmlWalk walk;
    private final Lines lines;
    private final Theme theme;
    private final Place place;
    private final Set<Concealment> base;
    private final Colour ground;
    private final Map<Integer, Look> levels = new HashMap<>();
    private double scale = 1;
    private int level;

    /**
     * @param base why nothing of the shape is seen; empty if it is
     * @param ground what the text stands on
     */
    DrawingText(XmlWalk walk, Lines lines, Theme theme, Place place, Set<Concealment> base, Colour ground) {
        this.walk = walk;
        this.lines = lines;
        this.theme = theme;
        this.place = place;
        this.base = base;
        this.ground = ground;
    }

    /** Reads the body of text on which the walk stands. */
    void read() throws XMLStreamException {
        walk.children(this::element);
    }

    void element(String name) throws XMLStreamException {
        switch (name) {
            case "a:p" -> paragraph();
            case "a:bodyPr" ->
                walk.children(fit -> {
                    if (fit.equals("a:normAutofit")) {
                        String share = walk.attribute("fontScale", "100000").replace("%", "000");
                        scale = XmlWalk.parsed(share, 100_000) / WHOLE;
                    }
                });
            case "a:lstStyle" ->
                walk.children(style -> {
                    if (style.startsWith("a:lvl") && style.endsWith("pPr") && style.length() == 9) {
                        int number = style.charAt(5) - '1';
                        walk.children(property -> {
                            if (property.equals("a:defRPr")) {
                                levels.put(number, look());
                            }
                        });
                    }
                });
            default -> walk.children(this::element);
        }
    }

    private void paragraph() throws XMLStreamException {
        level = 0;
        walk.children(this::inline);
        lines.paragraphEnd();
    }

    private void inline(String name) throws XMLStreamException {
        switch (name) {
            case "a:pPr" -> level = (int) walk.number("lvl", 0);
            case "a:r", "a:fld" -> run();
            case "a:br" -> lines.lineBreak(base);
            case "a:t", "m:t" -> write(walk.text(), PLAIN);
            case "a:endParaRPr", "a:rPr" -> {
                // Of no run.
            }
            default -> walk.children(this::inline);
        }
    }

    private void run() throws XMLStreamException {
        Look[] look = {PLAIN};
        walk.children(name -> {
            if (name.equals("a:rPr")) {
                look[0] = look();
            } else if (name.equals("a:t")) {
                write(walk.text(), look[0]);
            }
        });
    }

    private Look look() throws XMLStreamException {
        long size = walk.number("sz", -1);
        DrawingColour[] fill = {null};
        boolean[] outlined = {false};
        walk.children(name -> {
            switch (name) {
                case "a:solidFill" -> fill[0] = DrawingColour.read(walk, theme);
                case "a:noFill" -> fill[0] = new DrawingColour(Colour.UNKNOWN, true);
                case "a:ln" -> walk.children(line -> outlined[0] |= line.equals("a:solidFill"));
                case "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill" ->
                    fill[0] = new DrawingColour(Colour.UNKNOWN, false);
                case "a:hlinkClick", "a:hlinkMouseOver" ->
                    lines.beside(Channel.ALT_TEXT, walk.attribute("tooltip"), place, Concealment.ATTRIBUTE_ONLY, base);
                default -> {
                    // Of no effect on whether text is seen.
                }
            }
        });
        DrawingColour seen = outlined[0] && fill[0] != null ? new DrawingColour(Colour.UNKNOWN, false) : fill[0];
        return new Look(size < 0 ? null : size, seen);
    }

    private void write(String text, Look own) {
        Look look = own.over(levels.getOrDefault(level, PLAIN));
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(base);
        if (look.size != null && look.size * scale <= MAX_TINY_SIZE) {
            reasons.add(Concealment.TINY_GLYPH);
        }
        if (look.fill != null && look.fill.clear()) {
            reasons.add(Concealment.TRANSPARENT);
        }
        if (look.fill != null && look.fill.colour().isLostOn(ground)) {
            reasons.add(Concealment.LOW_CONTRAST);
        }
        lines.text(text, place, reasons);
    }
}
