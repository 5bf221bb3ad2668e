package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.Backdrop;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.Channel;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads the pages of a presentation or a drawing. Used once. */
final class SlidePages {

    private static final int MAX_DECLARATIONS = 1_000;

    private final OdfDocument document;
    private final XmlWalk walk;
    private final Flow flow;
    private final Pen pen;
    private final Map<String, String> declared = new LinkedHashMap<>();
    private final Set<String> said = new HashSet<>();
    private int slides;

    SlidePages(OdfDocument document, XmlWalk walk, Flow flow) {
        this.document = document;
        this.walk = walk;
        this.flow = flow;
        this.pen = flow.pen();
    }

    /** {@return how many pages there are} */
    int read() throws XMLStreamException {
        walk.content(this::element, flow::stray);
        pen.place(new Place.Slide(slides + 1, 1));
        for (Map.Entry<String, String> text : declared.entrySet()) {
            if (!said.contains(text.getKey())) {
                pen.beside(Channel.HIDDEN, text.getValue(), Concealment.UNREFERENCED_PART);
            }
        }
        return slides;
    }

    private void element(String name) throws XMLStreamException {
        switch (name) {
            case "draw:page" -> page();
            case "presentation:header-decl", "presentation:footer-decl", "presentation:date-time-decl" -> {
                String id = name + ' ' + walk.attribute("name", "");
                String text = walk.text();
                if (declared.size() < MAX_DECLARATIONS && !text.isBlank()) {
                    declared.put(id, text);
                }
            }
            case "presentation:settings" -> walk.children(show -> name(walk.attribute("name")));
            default -> flow.element(name);
        }
    }

    private void name(@Nullable String name) {
        if (name != null && Words.speak(name)) {
            pen.beside(Channel.METADATA, name, Concealment.METADATA);
        }
    }

    private void page() throws XMLStreamException {
        slides++;
        Style look = flow.styles().named("drawing-page", walk.prefixed("draw", "style-name"));
        Drawing.Page page = document.masters().slide(slides, walk.attribute("master-page-name"), look);
        pen.place(new Place.Slide(slides, 1));
        name(walk.attribute("name"));
        flow.drawing().page(page);
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        if (look.isHidden()) {
            reasons.add(Concealment.HIDDEN_SLIDE);
        }
        List<String> filled = List.of(
                "presentation:header-decl " + walk.attribute("use-header-name", ""),
                "presentation:footer-decl " + walk.attribute("use-footer-name", ""),
                "presentation:date-time-decl " + walk.attribute("use-date-time-name", ""));
        pen.within(reasons, () -> {
            walk.content(
                    name -> {
                        if (name.equals("presentation:notes")) {
                            notes();
                        } else {
                            flow.element(name);
                        }
                    },
                    flow::stray);
            for (String declaration : filled) {
                String text = declared.get(declaration);
                if (text != null && reasons.isEmpty() && said.add(declaration)) {
                    pen.paragraph(() -> pen.say(text));
                }
            }
        });
    }

    /** Pages of notes have a size of their own. */
    private void notes() throws XMLStreamException {
        Drawing.Page outer = new Drawing.Page(slides, Double.NaN, Double.NaN, new Backdrop(null), false);
        flow.drawing().page(outer);
        outer.backdrop().background(Colour.UNKNOWN);
        pen.within(Concealment.COMMENT, true, () -> walk.content(flow::element, flow::stray));
    }
}
