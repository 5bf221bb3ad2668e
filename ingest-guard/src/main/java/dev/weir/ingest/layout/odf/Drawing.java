package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Backdrop;
import dev.weir.ingest.layout.office.Box;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.XmlWalk;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads frames and shapes, in text, on sheets and on slides. */
final class Drawing {

    /** No paper is larger. */
    private static final double MAX_PAGE_EMU = 22 * Length.EMU_PER_INCH;

    /** No margin is that wide. */
    private static final double MAX_MARGIN_EMU = 5 * Length.EMU_PER_INCH;

    private static final Pattern MOVED =
            Pattern.compile("translate\\s*\\(\\s*([^\\s,()]{1,40})[\\s,]+([^\\s,()]{1,40})\\s*\\)");

    /** The page on which shapes are drawn. */
    record Page(int slide, double width, double height, Backdrop backdrop, boolean onlyGeometry) {}

    private final OdfDocument document;
    private final XmlWalk walk;
    private final Flow flow;
    private final Pen pen;
    private @Nullable Page page;
    private int shapes;

    Drawing(OdfDocument document, XmlWalk walk, Flow flow) {
        this.document = document;
        this.walk = walk;
        this.flow = flow;
        this.pen = flow.pen();
    }

    /** The shapes that follow are on this page. */
    void page(Page next) {
        page = next;
        shapes = 0;
    }

    void element(String name) throws XMLStreamException {
        switch (name) {
            case "draw:frame",
                    "draw:rect",
                    "draw:line",
                    "draw:polyline",
                    "draw:polygon",
                    "draw:regular-polygon",
                    "draw:path",
                    "draw:circle",
                    "draw:ellipse",
                    "draw:connector",
                    "draw:caption",
                    "draw:measure",
                    "draw:custom-shape",
                    "draw:control",
                    "dr3d:scene",
                    "draw:g" -> shape(name);
            case "draw:a" -> {
                flow.describe(walk.prefixed("office", "title"));
                flow.link(walk.attribute("href"));
                walk.children(flow::element);
            }
            case "draw:image", "draw:object", "draw:object-ole", "draw:plugin", "draw:applet", "draw:floating-frame" ->
                held();
            case "draw:area-rectangle", "draw:area-circle", "draw:area-polygon" -> {
                flow.link(walk.attribute("href"));
                flow.describe(walk.attribute("title"));
                walk.children(flow::element);
            }
            case "draw:param" -> flow.aside(walk.attribute("value"), Concealment.ATTRIBUTE_ONLY);
            case "draw:layer-set" -> document.masters().layers(walk, flow);
            case "draw:enhanced-geometry", "draw:glue-point", "draw:page-thumbnail" -> {
                // No text.
            }
            default -> walk.content(flow::element, flow::stray);
        }
    }

    /** A picture, an object, or a frame with something in it. */
    private void held() throws XMLStreamException {
        flow.link(walk.attribute("href"));
        walk.children(name -> {
            if (name.equals("office:binary-data")) {
                document.embedded().binary(walk, document.sink());
            } else {
                flow.element(name);
            }
        });
    }

    private void shape(String element) throws XMLStreamException {
        Style style = style();
        String paragraphs = walk.attribute("text-style-name");
        Box box = box();
        Page on = page;
        Colour fill = style.ground();
        if (on != null && on.onlyGeometry) {
            cover(element, on, box, fill);
            if (element.equals("draw:g")) {
                walk.children(flow::element);
            }
            return;
        }
        Place outer = pen.place();
        if (on != null) {
            pen.place(new Place.Slide(on.slide, ++shapes));
        }
        String control = walk.attribute("control", "");
        Set<Concealment> reasons = reasons(style, box);
        Look base = base(element, style, paragraphs);
        Colour ground = ground(element, fill, box);
        try {
            pen.within(
                    reasons,
                    () -> flow.based(base, ground, () -> {
                        if (element.equals("draw:control")) {
                            document.controls().show(control, pen);
                        }
                        content();
                    }));
        } finally {
            pen.place(outer);
        }
        if (on != null) {
            cover(element, on, box, fill);
        }
    }

    /** Of several contents of a frame an application shows the first that it knows. */
    private void content() throws XMLStreamException {
        boolean[] shown = {false};
        walk.content(
                name -> {
                    boolean text = name.equals("draw:text-box") || name.equals("table:table");
                    pen.within(Concealment.ALTERNATIVE_PART, text && shown[0], () -> flow.element(name));
                    shown[0] |= text;
                },
                flow::stray);
    }

    private Style style() {
        String slide = walk.prefixed("presentation", "style-name");
        OdfStyles styles = flow.styles();
        Style own = slide == null
                ? styles.named("graphic", walk.prefixed("draw", "style-name"))
                : styles.named("presentation", slide);
        return flow.kind() == Flow.Kind.TEXT && own == Style.NONE
                ? own
                : own.over(lookOnly(styles.byDefault("graphic")));
    }

    /** Writers state a default for fills that they do not mean. */
    private static Style lookOnly(Style style) {
        return Style.ofLook(style.look);
    }

    private Look base(String element, Style style, @Nullable String paragraphs) {
        if (flow.kind() == Flow.Kind.TEXT && element.equals("draw:frame")) {
            return flow.styles().byDefault("paragraph").look;
        }
        return flow.styles().named("paragraph", paragraphs).look.over(style.look);
    }

    private Colour ground(String element, @Nullable Colour fill, Box box) {
        if (fill != null && !fill.equals(Look.CLEAR)) {
            return fill;
        }
        Page on = page;
        boolean frame = element.equals("draw:frame") || element.equals("draw:g") || element.equals("draw:control");
        if (on != null) {
            return frame || fill != null ? on.backdrop.under(box) : Colour.UNKNOWN;
        }
        boolean inLine = walk.attribute("anchor-type", "").equals("as-char");
        return inLine && (frame || fill != null) ? pen.ground() : Colour.UNKNOWN;
    }

    private static void cover(String element, Page page, Box box, @Nullable Colour fill) {
        boolean line =
                element.equals("draw:line") || element.equals("draw:connector") || element.equals("draw:measure");
        boolean bare = fill == null ? element.equals("draw:frame") : fill.equals(Look.CLEAR);
        if (!line && !bare && !element.equals("draw:g") && !element.equals("draw:control")) {
            page.backdrop.cover(box, fill == null ? Colour.UNKNOWN : fill);
        }
    }

    private Set<Concealment> reasons(Style style, Box box) {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        String display = walk.attribute("display", "always");
        if (display.equals("none") || display.equals("printer")) {
            reasons.add(Concealment.HIDDEN_OBJECT);
        }
        if (document.masters().isOff(walk.attribute("layer"))) {
            reasons.add(Concealment.LAYER_OFF);
        }
        if (walk.attribute("placeholder", "").equals("true")) {
            reasons.add(Concealment.NOT_RENDERED);
        }
        Page on = page;
        boolean off = on == null ? flow.kind() == Flow.Kind.TEXT && isOff(style, box) : isOff(on, box);
        if (off) {
            reasons.add(Concealment.OFF_PAGE);
        }
        return reasons;
    }

    private static boolean isOff(Page page, Box box) {
        return !Double.isNaN(page.width) && box.isOff((long) page.width, (long) page.height);
    }

    private boolean isOff(Style style, Box box) {
        boolean byPage = walk.attribute("anchor-type", "").equals("page");
        return box.isKnown()
                && (isOff(box.x(), box.width(), style.horizontal(), byPage)
                        || isOff(box.y(), box.height(), style.vertical(), byPage));
    }

    /** @param said what the style says of the position, and from what it is counted */
    private static boolean isOff(double offset, double size, String said, boolean byPage) {
        boolean counted = said.isEmpty() || said.startsWith("from-");
        boolean fromPage = (said.isBlank() || said.endsWith(" ")) ? byPage : said.endsWith(" page");
        return counted && (offset > MAX_PAGE_EMU || offset + size < (fromPage ? 0 : -MAX_MARGIN_EMU));
    }

    private Box box() {
        double x = Length.emu(walk.attribute("x", walk.attribute("x1", "")));
        double y = Length.emu(walk.attribute("y", walk.attribute("y1", "")));
        double width = size("width");
        double height = size("height");
        Matcher moved = MOVED.matcher(walk.attribute("transform", ""));
        if (moved.find()) {
            double reach = Math.hypot(width, height);
            double left = Length.emu(moved.group(1));
            double top = Length.emu(moved.group(2));
            return Double.isNaN(left) || Double.isNaN(top)
                    ? Box.NOWHERE
                    : new Box(left - reach, top - reach, 2 * reach, 2 * reach);
        }
        return Double.isNaN(x) || Double.isNaN(y) ? Box.NOWHERE : new Box(x, y, width, height);
    }

    private double size(String attribute) {
        double size = Length.emu(walk.attribute(attribute));
        return Double.isNaN(size) ? 0 : Math.max(0, size);
    }
}
