package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.office.XmlWalk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The styles of one part, each with all that it inherits. Automatic styles build on the common ones. */
final class OdfStyles {

    private static final int MAX_STYLES = 50_000;
    private static final int MAX_CHAIN = 50;

    private final @Nullable OdfStyles common;
    private final Map<String, Style> written = new HashMap<>();
    private final Map<String, Style> defaults = new HashMap<>();
    private final Map<String, Style> resolved = new HashMap<>();
    private final Map<String, DataStyle> formats = new HashMap<>();

    /** @param common what these build on, or null if these are the common ones */
    OdfStyles(@Nullable OdfStyles common) {
        this.common = common;
    }

    /** Reads the list of styles on which the walk stands. */
    void read(XmlWalk walk) throws XMLStreamException {
        walk.children(name -> {
            if (written.size() + formats.size() >= MAX_STYLES) {
                throw new XMLStreamException("there are too many styles");
            }
            switch (name) {
                case "style:style" -> {
                    String key = key(walk.attribute("family", ""), walk.attribute("name", ""));
                    written.put(key, Style.read(walk));
                }
                case "style:default-style" -> {
                    String family = walk.attribute("family", "");
                    defaults.put(family, Style.read(walk));
                }
                case "style:page-layout" -> {
                    String key = key("page-layout", walk.attribute("name", ""));
                    written.put(key, Style.read(walk));
                }
                default -> {
                    if (name.startsWith("number:")) {
                        String id = walk.attribute("name", "");
                        formats.put(id, DataStyle.read(name, walk));
                    }
                }
            }
        });
    }

    private static String key(String family, String name) {
        return family + ' ' + name;
    }

    /** What is said of a family where no style says anything. */
    Style byDefault(String family) {
        Style own = defaults.get(family);
        if (own != null) {
            return own;
        }
        return common == null ? Style.NONE : common.byDefault(family);
    }

    /** The style of this name with what it builds on, an empty one if there is none. */
    Style named(String family, @Nullable String name) {
        if (name == null) {
            return Style.NONE;
        }
        String key = key(family, name);
        Style known = resolved.get(key);
        if (known == null) {
            known = resolve(family, name);
            if (resolved.size() < MAX_STYLES) {
                resolved.put(key, known);
            }
        }
        return known;
    }

    private Style resolve(String family, String name) {
        Style whole = Style.NONE;
        Set<String> seen = new HashSet<>();
        String next = name;
        while (next != null && seen.size() < MAX_CHAIN && seen.add(next)) {
            Style style = written(key(family, next));
            if (style == null) {
                break;
            }
            whole = whole.over(style);
            next = style.parent;
        }
        return whole;
    }

    private @Nullable Style written(String key) {
        Style own = written.get(key);
        return own != null || common == null ? own : common.written(key);
    }

    /** How a style shows values, or null if it does not say. */
    @Nullable DataStyle format(@Nullable String name) {
        if (name == null) {
            return null;
        }
        DataStyle own = formats.get(name);
        return own != null || common == null ? own : common.format(name);
    }
}
