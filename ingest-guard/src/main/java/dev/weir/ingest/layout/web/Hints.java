package dev.weir.ingest.layout.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** What an element's name and its attributes say of its look before any style sheet does. */
final class Hints {

    private static final Map<String, String> NOT_DISPLAYED = Map.of("display", "none");
    private static final Map<String, String> PREFORMATTED = Map.of("white-space", "pre");
    private static final Map<String, String> FIELD =
            Map.of("color", "black", "background-color", "white", "visibility", "inherit");

    private static final Map<String, String> FORMATTED_FIELD =
            Map.of("color", "black", "background-color", "white", "white-space", "pre");

    private static final Set<String> OF_HTML = Set.of(
            "hidden", "popover", "bgcolor", "color", "text", "background", "width", "height", "href", "open", "type");

    private static final List<String> OF_SVG =
            List.of("fill", "opacity", "fill-opacity", "display", "visibility", "font-size", "filter");

    private Hints() {}

    static Map<String, String> of(Element element, String name) {
        Map<String, String> byName = switch (name) {
            case "pre", "listing", "xmp", "plaintext" -> PREFORMATTED;
            case "textarea" -> FORMATTED_FIELD;
            case "input", "select" -> FIELD;
            case "button" -> Map.of("color", "black", "background-color", "#efefef");
            case "mark" -> Map.of("color", "black", "background-color", "yellow");
            case "dialog" -> element.hasAttr("open") ? Map.of() : NOT_DISPLAYED;
            default -> Map.of();
        };
        if (element.attributesSize() == 0) {
            return byName;
        }
        Map<String, String> hints = new HashMap<>(byName);
        for (Attribute attribute : element.attributes()) {
            String key = attribute.getKey().toLowerCase(Locale.ROOT);
            if (OF_HTML.contains(key)) {
                add(hints, name, key, attribute.getValue().strip());
            }
        }
        return hints;
    }

    /** The attributes of SVG that are styles. */
    static Map<String, String> ofSvg(Element element) {
        Map<String, String> hints = new HashMap<>();
        for (String name : OF_SVG) {
            if (element.hasAttr(name)) {
                hints.put(name, element.attr(name).strip().toLowerCase(Locale.ROOT));
            }
        }
        return hints;
    }

    private static void add(Map<String, String> hints, String name, String key, String value) {
        switch (key) {
            case "hidden", "popover" -> hints.put("display", "none");
            case "bgcolor" -> hints.put("background-color", value);
            case "background" -> hints.put("background-image", "url()");
            case "color" -> {
                if (name.equals("font")) {
                    hints.put("color", value);
                }
            }
            case "text" -> {
                if (name.equals("body")) {
                    hints.put("color", value);
                }
            }
            case "href" -> {
                if (name.equals("a")) {
                    hints.put("color", "#0000ee");
                }
            }
            case "width", "height" -> {
                if (name.equals("iframe") || name.equals("object")) {
                    hints.put(key, value);
                    hints.put("overflow-x", "hidden");
                    hints.put("overflow-y", "hidden");
                }
            }
            default -> {}
        }
    }
}
