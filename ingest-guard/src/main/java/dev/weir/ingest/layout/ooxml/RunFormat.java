package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import java.util.EnumSet;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** What a run's properties, or a style's, say of how text looks. What they do not say is null. */
final class RunFormat {

    /** Half points. */
    private static final long MAX_TINY_SIZE = 4;

    private static final long MAX_TINY_WIDTH_PERCENT = 5;
    private static final long MOSTLY_TRANSPARENT = 95_000;

    @Nullable Boolean vanish;

    private @Nullable Boolean webHidden;
    private @Nullable Boolean complex;
    private @Nullable Boolean transparent;
    private @Nullable Long size;
    private @Nullable Long complexSize;
    private @Nullable Long width;
    private @Nullable Colour colour;
    private @Nullable Colour ground;
    private @Nullable Colour highlight;

    @Nullable String style;

    /** Reads the properties on which the walk stands. */
    static RunFormat read(XmlWalk walk, Theme theme) throws XMLStreamException {
        RunFormat format = new RunFormat();
        walk.children(name -> format.property(name, walk, theme));
        return format;
    }

    private void property(String name, XmlWalk walk, Theme theme) throws XMLStreamException {
        switch (name) {
            case "w:rStyle" -> style = walk.attribute("val");
            case "w:vanish" -> vanish = walk.isOn();
            case "w:specVanish", "w:webHidden" -> webHidden = walk.isOn() || Boolean.TRUE.equals(webHidden);
            case "w:rtl", "w:cs" -> complex = walk.isOn() || Boolean.TRUE.equals(complex);
            case "w:sz" -> size = walk.number("val", 24);
            case "w:szCs" -> complexSize = walk.number("val", 24);
            case "w:w" -> width = XmlWalk.parsed(walk.attribute("val", "100").replace("%", ""), 100);
            case "w:color" -> colour = theme.wordColour(walk);
            case "w:shd" -> ground = theme.wordShade(walk);
            case "w:highlight" -> {
                String value = walk.attribute("val", "none");
                highlight = value.equals("none") ? null : Colour.of(value);
            }
            case "w14:textFill" -> fill(walk, theme);
            default -> {
                // Of no effect on whether text is seen.
            }
        }
    }

    private void fill(XmlWalk walk, Theme theme) throws XMLStreamException {
        walk.children(name -> {
            if (name.equals("w14:noFill")) {
                transparent = true;
            } else if (name.equals("w14:solidFill")) {
                walk.children(kind -> {
                    colour = kind.equals("w14:srgbClr")
                            ? Colour.of(walk.attribute("val"))
                            : theme.named(walk.attribute("val", ""));
                    walk.children(change -> {
                        if (change.equals("w14:alpha")) {
                            transparent = walk.number("val", 0) >= MOSTLY_TRANSPARENT;
                        } else {
                            colour = Colour.UNKNOWN;
                        }
                    });
                });
            } else {
                colour = Colour.UNKNOWN;
            }
        });
    }

    /** These properties where they are said, and the others where they are not. */
    RunFormat over(@Nullable RunFormat under) {
        if (under == null) {
            return this;
        }
        RunFormat merged = new RunFormat();
        merged.vanish = vanish != null ? vanish : under.vanish;
        merged.webHidden = webHidden != null ? webHidden : under.webHidden;
        merged.complex = complex != null ? complex : under.complex;
        merged.transparent = transparent != null ? transparent : under.transparent;
        merged.size = size != null ? size : under.size;
        merged.complexSize = complexSize != null ? complexSize : under.complexSize;
        merged.width = width != null ? width : under.width;
        merged.colour = colour != null ? colour : under.colour;
        merged.ground = ground != null ? ground : under.ground;
        merged.highlight = highlight != null ? highlight : under.highlight;
        merged.style = style != null ? style : under.style;
        return merged;
    }

    /** Why text of this format is not seen on this ground. */
    Set<Concealment> concealments(Colour behind) {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        if (Boolean.TRUE.equals(vanish) || Boolean.TRUE.equals(webHidden)) {
            reasons.add(Concealment.VANISH);
        }
        Long points = Boolean.TRUE.equals(complex) ? complexSize : size;
        if ((points != null && points <= MAX_TINY_SIZE) || (width != null && width <= MAX_TINY_WIDTH_PERCENT)) {
            reasons.add(Concealment.TINY_GLYPH);
        }
        if (Boolean.TRUE.equals(transparent)) {
            reasons.add(Concealment.TRANSPARENT);
        }
        Colour on = ground != null ? ground : highlight != null ? highlight : behind;
        if (colour != null && colour.isLostOn(on)) {
            reasons.add(Concealment.LOW_CONTRAST);
        }
        return reasons;
    }
}
