package dev.weir.ingest.layout.web;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The drawing area of one SVG image while it is read: what was painted so far, and whether a text lies within. */
final class SvgCanvas {

    private static final Set<String> SHAPES =
            Set.of("circle", "ellipse", "line", "path", "polygon", "polyline", "image", "use");

    /** A drawing of unknown size is shown about this wide. */
    private static final double COMMON_WIDTH_PX = 300;

    private double left;
    private double top;
    private double width = Double.NaN;
    private double height = Double.NaN;
    private double scale = 1;

    /** Behind what comes next; null if it is not known. */
    private @Nullable CssColor ground;

    /** @param behind colour of the page; null if it is not known */
    SvgCanvas(Element svg, @Nullable CssColor behind) {
        ground = behind;
        OptionalDouble shownWidth = number(svg.attr("width"));
        OptionalDouble shownHeight = number(svg.attr("height"));
        String[] box = svg.attr("viewBox").strip().split("[\\s,]+", -1);
        if (box.length == 4) {
            left = number(box[0]).orElse(0);
            top = number(box[1]).orElse(0);
            width = number(box[2]).orElse(Double.NaN);
            height = number(box[3]).orElse(Double.NaN);
            scale = shownWidth.orElse(Math.max(COMMON_WIDTH_PX, width)) / width;
        } else {
            width = shownWidth.orElse(Double.NaN);
            height = shownHeight.orElse(Double.NaN);
        }
    }

    /** How many pixels a unit of the drawing is. */
    double scale() {
        return Double.isFinite(scale) && scale > 0 ? scale : 1;
    }

    @Nullable CssColor ground() {
        return ground;
    }

    /** Hears of an element that may paint over what was painted before. */
    void paint(Element element, String name, Map<String, String> values) {
        if (name.equals("rect")) {
            String fill = values.getOrDefault("fill", "black");
            boolean whole = covers(element.attr("width"), width) && covers(element.attr("height"), height);
            if (!fill.equals("none")) {
                ground = whole && !element.hasAttr("transform")
                        ? CssColor.of(fill).filter(c -> c.alpha() == 1).orElse(null)
                        : null;
            }
        } else if (SHAPES.contains(name)) {
            ground = null;
        }
    }

    /** Whether a text that begins at this element's point begins outside the drawing. */
    boolean isOutside(Element text) {
        OptionalDouble x = number(text.attr("x"));
        OptionalDouble y = number(text.attr("y"));
        double across = x.orElse(left) - left;
        double down = y.orElse(top) - top;
        boolean far = across <= -1_000 || down <= -1_000;
        return far
                || (width > 0 && (across > width || across < -2 * width))
                || (height > 0 && (down > 2 * height || down < -height / 2));
    }

    private static boolean covers(String side, double whole) {
        OptionalDouble length = number(side);
        return side.equals("100%") || (length.isPresent() && whole > 0 && length.getAsDouble() >= whole);
    }

    private static OptionalDouble number(String text) {
        String first = text.strip().split("[\\s,]+", 2)[0];
        return first.endsWith("%") ? OptionalDouble.empty() : CssLength.px(first, CssLength.ROOT_FONT_PX, 0);
    }

    /** The values of an element of a drawing: its letters are filled as shapes are. */
    static Map<String, String> asText(Map<String, String> values) {
        Map<String, String> text = new HashMap<>(values);
        text.remove("color");
        text.remove("background-color");
        text.remove("background-image");
        text.remove("position");
        String fill = text.get("fill");
        if (fill != null) {
            text.put("color", fill.equals("none") ? "transparent" : fill);
        }
        String opacity = text.get("fill-opacity");
        if (opacity != null) {
            text.merge("opacity", opacity, (own, more) -> own.compareTo(more) < 0 ? own : more);
        }
        return text;
    }
}
