package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.office.Colour;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The styles of a Word document, each with all that it inherits. */
final class WordStyles {

    private static final int MAX_STYLES = 20_000;
    private static final int MAX_CHAIN = 50;

    /** One style as it is written. */
    static final class Style {
        private final String type;
        private @Nullable String basedOn;
        private @Nullable RunFormat format;
        private @Nullable Colour ground;
        private @Nullable String listId;
        private int listLevel = -1;
        private boolean shades;

        private Style(String type) {
            this.type = type;
        }

        RunFormat format() {
            return format == null ? new RunFormat() : format;
        }

        /** What it shades, or null if nothing. */
        @Nullable Colour ground() {
            return ground;
        }

        @Nullable String listId() {
            return listId;
        }

        int listLevel() {
            return Math.max(0, listLevel);
        }

        /** Whether some part of a table of this style has a ground of its own. */
        boolean shades() {
            return shades;
        }
    }

    private static final Style NONE = new Style("none");

    private final Theme theme;
    private final Map<String, Style> written = new HashMap<>();
    private final Map<String, Style> resolved = new HashMap<>();
    private RunFormat defaults = new RunFormat();
    private @Nullable String defaultParagraph;

    WordStyles(Theme theme) {
        this.theme = theme;
    }

    /** Reads a styles part. */
    void read(XmlWalk walk) throws XMLStreamException {
        walk.root(root -> walk.children(name -> {
            if (name.equals("w:docDefaults")) {
                walk.children(kind -> walk.children(properties -> {
                    if (properties.equals("w:rPr")) {
                        defaults = RunFormat.read(walk, theme);
                    }
                }));
            } else if (name.equals("w:style") && written.size() < MAX_STYLES) {
                style(walk);
            }
        }));
    }

    private void style(XmlWalk walk) throws XMLStreamException {
        Style style = new Style(walk.attribute("type", "paragraph"));
        String id = walk.attribute("styleId", "");
        if (style.type.equals("paragraph") && walk.says("default")) {
            defaultParagraph = id;
        }
        written.put(id, style);
        walk.children(name -> {
            switch (name) {
                case "w:basedOn" -> style.basedOn = walk.attribute("val");
                case "w:rPr" -> style.format = RunFormat.read(walk, theme);
                case "w:pPr" -> walk.children(property -> paragraphProperty(style, property, walk));
                case "w:tblPr", "w:tcPr", "w:tblStylePr" -> walk.children(property -> shade(style, property, walk));
                default -> {
                    // Names and the like.
                }
            }
        });
    }

    private void paragraphProperty(Style style, String property, XmlWalk walk) throws XMLStreamException {
        if (property.equals("w:shd")) {
            style.ground = theme.wordShade(walk);
        } else if (property.equals("w:numPr")) {
            walk.children(part -> {
                if (part.equals("w:numId")) {
                    style.listId = walk.attribute("val");
                } else if (part.equals("w:ilvl")) {
                    style.listLevel = (int) walk.number("val", 0);
                }
            });
        }
    }

    private void shade(Style style, String property, XmlWalk walk) throws XMLStreamException {
        if (property.equals("w:shd")) {
            style.shades |= theme.wordShade(walk) != null;
        } else {
            walk.children(inner -> shade(style, inner, walk));
        }
    }

    RunFormat defaults() {
        return defaults;
    }

    /** The style of this name, or of the default paragraph if there is no name; an empty one if there is none. */
    Style paragraph(@Nullable String id) {
        return named(id == null ? defaultParagraph : id);
    }

    /** The style of this name, an empty one if there is none. */
    Style named(@Nullable String id) {
        if (id == null) {
            return NONE;
        }
        Style known = resolved.get(id);
        if (known == null) {
            known = resolve(id);
            resolved.put(id, known);
        }
        return known;
    }

    private Style resolve(String id) {
        Style first = written.get(id);
        if (first == null) {
            return NONE;
        }
        Style whole = new Style(first.type);
        Set<String> seen = new HashSet<>();
        String next = id;
        while (next != null && seen.size() < MAX_CHAIN && seen.add(next)) {
            Style style = written.get(next);
            if (style == null) {
                break;
            }
            whole.format = whole.format == null ? style.format : whole.format.over(style.format);
            whole.ground = whole.ground == null ? style.ground : whole.ground;
            whole.listId = whole.listId == null ? style.listId : whole.listId;
            whole.listLevel = whole.listLevel < 0 ? style.listLevel : whole.listLevel;
            whole.shades |= style.shades;
            next = style.basedOn;
        }
        return whole;
    }
}
