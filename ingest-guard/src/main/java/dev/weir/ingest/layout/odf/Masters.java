package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Backdrop;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.XmlWalk;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The pages of a document as their masters have them: size, ground, headers, footers and objects. */
final class Masters {

    private static final int MAX_MASTERS = 5_000;
    private static final String FIRST = "Standard";

    /** Placeholders that hold prompts. */
    private static final Set<String> PROMPTS = Set.of(
            "title", "subtitle", "outline", "text", "notes", "graphic", "object", "chart", "table", "orgchart", "page");

    /** One master page. */
    private static final class Master {
        private final String next;
        private final Style layout;
        private final Style look;
        private final Backdrop backdrop = new Backdrop(null);
        private boolean used;
        private boolean showsObjects;

        private Master(String next, Style layout, Style look) {
            this.next = next;
            this.layout = layout;
            this.look = look;
            backdrop.background(ground());
        }

        private Colour ground() {
            return Look.on(look.ground(), Look.on(layout.ground(), Colour.WHITE));
        }
    }

    private final OdfDocument document;
    private final OdfStyles styles;
    private final Map<String, Master> masters = new LinkedHashMap<>();
    private final Set<String> off = new HashSet<>();
    private @Nullable Master current;
    private boolean begun;

    Masters(OdfDocument document, OdfStyles styles) {
        this.document = document;
        this.styles = styles;
    }

    /** Reads the masters ahead, for what pages stand on. */
    void look(XmlWalk walk) throws XMLStreamException {
        Pen unused = document.pen(new Place.Slide(1, 1));
        walk.children(name -> {
            if (name.equals("draw:layer-set")) {
                layers(walk, null);
            } else if (name.equals("style:master-page") && masters.size() < MAX_MASTERS) {
                Master master = new Master(
                        walk.attribute("next-style-name", ""),
                        styles.named("page-layout", walk.attribute("page-layout-name")),
                        styles.named("drawing-page", walk.prefixed("draw", "style-name")));
                masters.put(walk.attribute("name", ""), master);
                Flow flow = new Flow(document, walk, styles, unused, Flow.Kind.SLIDES, 1);
                flow.drawing()
                        .page(new Drawing.Page(1, master.layout.width, master.layout.height, master.backdrop, true));
                walk.children(child -> {
                    if (child.startsWith("draw:")) {
                        flow.element(child);
                    }
                });
            }
        });
        current = masters.get(FIRST);
        if (current == null && !masters.isEmpty()) {
            current = masters.values().iterator().next();
        }
    }

    /** Reads which layers are not shown. */
    void layers(XmlWalk walk, @Nullable Flow flow) throws XMLStreamException {
        walk.children(name -> {
            String display = walk.attribute("display", "always");
            if ((display.equals("none") || display.equals("printer")) && off.size() < MAX_MASTERS) {
                off.add(walk.attribute("name", ""));
            }
            if (flow != null) {
                walk.children(flow::element);
            }
        });
    }

    boolean isOff(@Nullable String layer) {
        return layer != null && off.contains(layer);
    }

    /** A block of text begins, with a page of this kind if that is said. */
    void use(@Nullable String name) {
        Master named = name == null ? null : masters.get(name);
        if (named != null) {
            current = named;
        }
        if (named != null || !begun) {
            begun = true;
            for (@Nullable Master each = current; each != null && !each.used; each = masters.get(each.next)) {
                each.used = true;
                each.showsObjects = true;
            }
        }
    }

    /** The ground of the pages on which text stands now. */
    Colour ground() {
        return current == null ? Colour.WHITE : current.ground();
    }

    /** The page of a slide with this master. */
    Drawing.Page slide(int number, @Nullable String name, Style look) {
        Master master = name == null ? null : masters.get(name);
        boolean objects = !look.hidesObjects();
        if (master == null) {
            return new Drawing.Page(number, Double.NaN, Double.NaN, new Backdrop(null), false);
        }
        master.used = true;
        master.showsObjects |= objects;
        Backdrop backdrop = new Backdrop(objects ? master.backdrop : null);
        Colour own = look.ground();
        if (own != null && !own.equals(Look.CLEAR)) {
            backdrop.background(own);
        } else if (!objects) {
            backdrop.background(look.hidesBackground() ? Colour.WHITE : master.ground());
        } else if (look.hidesBackground()) {
            backdrop.background(Colour.UNKNOWN);
        }
        return new Drawing.Page(number, master.layout.width, master.layout.height, backdrop, false);
    }

    /** Reads what the masters put on their pages. */
    void read(XmlWalk walk, Flow.Kind kind, int part) throws XMLStreamException {
        int[] number = {part};
        walk.children(name -> {
            boolean slides = kind == Flow.Kind.SLIDES;
            Place place = slides ? new Place.Slide(number[0], 1) : new Place.Paragraph(number[0], 1);
            Pen pen = document.pen(place);
            Flow.Kind inside = slides ? kind : Flow.Kind.TEXT;
            Flow flow = new Flow(document, walk, styles, pen, inside, number[0]);
            Master master = masters.get(walk.attribute("name", ""));
            if (name.equals("style:master-page") && master != null) {
                EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
                if (!master.used) {
                    reasons.add(Concealment.UNREFERENCED_PART);
                } else if (slides && !master.showsObjects) {
                    reasons.add(Concealment.NOT_RENDERED);
                }
                pen.ground(master.ground());
                if (slides) {
                    flow.drawing().page(page(number[0], master));
                }
                pen.within(
                        reasons,
                        () -> pen.quietly(
                                !reasons.isEmpty(), () -> walk.children(child -> content(child, walk, flow))));
                number[0]++;
            } else if (name.equals("style:handout-master")) {
                pen.quietly(true, flow::hidden);
            } else if (name.equals("draw:layer-set")) {
                layers(walk, flow);
            } else {
                flow.element(name);
            }
        });
    }

    private static Drawing.Page page(int number, Master master) {
        Backdrop bare = new Backdrop(null);
        bare.background(master.ground());
        return new Drawing.Page(number, master.layout.width, master.layout.height, bare, false);
    }

    private static void content(String name, XmlWalk walk, Flow flow) throws XMLStreamException {
        if (name.startsWith("style:header") || name.startsWith("style:footer")) {
            boolean shown = walk.attribute("display", "true").equals("true");
            flow.pen().within(Concealment.NOT_RENDERED, !shown, () -> walk.children(flow::element));
        } else if (name.equals("presentation:notes") || PROMPTS.contains(walk.attribute("class", ""))) {
            flow.pen().within(Concealment.NOT_RENDERED, true, () -> flow.pen().quietly(true, () -> flow.element(name)));
        } else {
            flow.element(name);
        }
    }
}
