package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.XmlWalk;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads a table that stands in text or on a slide. Used once. */
final class Tables {

    private final Flow flow;
    private final XmlWalk walk;
    private final Pen pen;

    Tables(Flow flow, XmlWalk walk) {
        this.flow = flow;
        this.walk = walk;
        this.pen = flow.pen();
    }

    void read() throws XMLStreamException {
        Style style = flow.styles().named("table", walk.attribute("style-name"));
        if (flow.kind() == Flow.Kind.TEXT) {
            flow.page(style.masterPage);
        }
        standing(style, () -> walk.children(this::part));
        pen.rowEnd();
    }

    private void part(String name) throws XMLStreamException {
        switch (name) {
            case "table:table-row" -> {
                Style style = flow.styles().named("table-row", walk.attribute("style-name"));
                String cells = walk.attribute("default-cell-style-name");
                standing(style, () -> walk.children(cell -> cell(cell, cells)));
                pen.rowEnd();
            }
            case "table:table-rows", "table:table-header-rows", "table:table-row-group" -> walk.children(this::part);
            case "table:table-column", "table:table-columns", "table:table-header-columns" -> {
                // Widths.
            }
            default -> flow.element(name);
        }
    }

    private void standing(Style style, Pen.Reading inside) throws XMLStreamException {
        pen.looking(pen.look(), Look.on(style.ground(), pen.ground()), inside);
    }

    private void cell(String name, @Nullable String byRow) throws XMLStreamException {
        boolean covered = name.equals("table:covered-table-cell");
        if (!covered && !name.equals("table:table-cell")) {
            flow.element(name);
            return;
        }
        String own = walk.attribute("style-name");
        Style style = flow.styles().named("table-cell", own == null ? byRow : own);
        Colour said = style.ground();
        // Cells of a slide have the look of a template.
        Colour ground = said == null && flow.kind() == Flow.Kind.SLIDES ? Colour.UNKNOWN : Look.on(said, pen.ground());
        pen.within(
                Concealment.HIDDEN_OBJECT,
                covered,
                () -> pen.looking(pen.look(), ground, () -> pen.cell(() -> walk.children(flow::element))));
    }
}
