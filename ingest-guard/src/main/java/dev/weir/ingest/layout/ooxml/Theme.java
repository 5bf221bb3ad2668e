package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.office.Colour;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The colours that a document calls by name. */
final class Theme {

    /** The order in which workbooks number them. */
    private static final String[] NUMBERED = {
        "lt1",
        "dk1",
        "lt2",
        "dk2",
        "accent1",
        "accent2",
        "accent3",
        "accent4",
        "accent5",
        "accent6",
        "hlink",
        "folHlink"
    };

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("background1", "lt1"),
            Map.entry("text1", "dk1"),
            Map.entry("background2", "lt2"),
            Map.entry("text2", "dk2"),
            Map.entry("light1", "lt1"),
            Map.entry("dark1", "dk1"),
            Map.entry("light2", "lt2"),
            Map.entry("dark2", "dk2"),
            Map.entry("hyperlink", "hlink"),
            Map.entry("followedHyperlink", "folHlink"),
            Map.entry("bg1", "lt1"),
            Map.entry("tx1", "dk1"),
            Map.entry("bg2", "lt2"),
            Map.entry("tx2", "dk2"));

    private final Map<String, Colour> colours = new HashMap<>();

    /** Which colour of the theme a name stands for, where a document says so. */
    private final Map<String, String> aliases = new HashMap<>(ALIASES);

    Theme() {
        colours.put("lt1", Colour.WHITE);
        colours.put("dk1", new Colour(0));
    }

    /** Reads a theme part. */
    void read(XmlWalk walk) throws XMLStreamException {
        walk.root(root -> walk.children(elements -> {
            if (elements.equals("a:themeElements")) {
                walk.children(scheme -> {
                    if (scheme.equals("a:clrScheme")) {
                        walk.children(slot -> walk.children(kind -> {
                            String value = walk.attribute(kind.equals("a:sysClr") ? "lastClr" : "val");
                            colours.put(slot.substring(slot.indexOf(':') + 1), Colour.of(value));
                        }));
                    }
                });
            }
        }));
    }

    /** A name stands for another colour from here on. */
    void alias(String name, String slot) {
        aliases.put(name, slot);
    }

    Colour named(String name) {
        return colours.getOrDefault(aliases.getOrDefault(name, name), Colour.UNKNOWN);
    }

    Colour numbered(long number) {
        return number >= 0 && number < NUMBERED.length ? named(NUMBERED[(int) number]) : Colour.UNKNOWN;
    }

    /** The colour of text that a Word element names; an automatic one is chosen by Word so that it is seen. */
    Colour wordColour(XmlWalk walk) {
        String name = walk.attribute("themeColor");
        boolean changed = walk.attribute("themeTint") != null || walk.attribute("themeShade") != null;
        if (name != null && !changed && named(name).isKnown()) {
            return named(name);
        }
        return Colour.of(walk.attribute("val"));
    }

    /** The ground that a Word element shades, or null if it shades nothing. */
    @Nullable Colour wordShade(XmlWalk walk) {
        String pattern = walk.attribute("val", "clear");
        if (pattern.equals("nil")) {
            return null;
        }
        if (!pattern.equals("clear") && !pattern.equals("solid")) {
            return Colour.UNKNOWN;
        }
        boolean solid = pattern.equals("solid");
        String name = walk.attribute(solid ? "themeColor" : "themeFill");
        boolean changed = walk.attribute(solid ? "themeTint" : "themeFillTint") != null
                || walk.attribute(solid ? "themeShade" : "themeFillShade") != null;
        if (name != null && !changed && named(name).isKnown()) {
            return named(name);
        }
        String value = walk.attribute(solid ? "color" : "fill", "auto");
        if (value.equals("auto")) {
            return solid ? new Colour(0) : null;
        }
        return Colour.of(value);
    }
}
