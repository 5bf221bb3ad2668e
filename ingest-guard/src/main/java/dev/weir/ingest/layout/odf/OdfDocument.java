package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.Channel;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/** Reads one document: its styles, its text, and what its pages have in common. */
final class OdfDocument {

    private static final int MAX_SHEETS = 10_000;
    private static final int MAX_NAMES = 1_000;

    /** Reads one part. */
    interface Reader {
        void read(XmlWalk walk) throws XMLStreamException, IOException;
    }

    /** Where the parts of a document are. In a flat file every part is the file. */
    interface Source {
        void read(String part, Reader reader);
    }

    private final Source source;
    private final Lines lines;
    private final Embedded embedded;
    private final OdfStyles common = new OdfStyles(null);
    private final OdfStyles masterStyles = new OdfStyles(common);
    private final OdfStyles styles = new OdfStyles(common);
    private final Masters masters = new Masters(this, masterStyles);
    private final Controls controls = new Controls();
    private final Values values = new Values();
    private final Set<String> authors = new HashSet<>();
    private Flow.Kind kind = Flow.Kind.TEXT;
    private int places;

    OdfDocument(Source source, TextSink sink, Embedded embedded) {
        this.source = source;
        this.lines = new Lines(sink);
        this.embedded = embedded;
    }

    void read() {
        source.read("styles.xml", walk -> walk.root(root -> walk.children(name -> styles(name, walk))));
        source.read("content.xml", walk -> walk.root(root -> walk.children(name -> content(name, walk))));
        source.read(
                "styles.xml",
                walk -> walk.root(root -> walk.children(name -> {
                    if (name.equals("office:master-styles")) {
                        masters.read(walk, kind, places + 1);
                    }
                })));
    }

    private void styles(String name, XmlWalk walk) throws XMLStreamException {
        switch (name) {
            case "office:styles" -> common.read(walk);
            case "office:automatic-styles" -> masterStyles.read(walk);
            case "office:master-styles" -> masters.look(walk);
            default -> {
                // Read with the content, or fonts.
            }
        }
    }

    private void content(String name, XmlWalk walk) throws XMLStreamException {
        switch (name) {
            case "office:automatic-styles" -> styles.read(walk);
            case "office:body" -> walk.children(body -> body(body, walk));
            case "office:scripts" -> {
                Pen pen = pen(new Place.Paragraph(1, 1));
                new Flow(this, walk, styles, pen, Flow.Kind.TEXT, 1).hidden();
            }
            case "office:meta" -> MetaRest.properties(walk, lines);
            case "office:settings" -> MetaRest.settings(walk, lines);
            default -> {
                // Fonts, and styles that have been read.
            }
        }
    }

    private void body(String name, XmlWalk walk) throws XMLStreamException {
        kind = switch (name) {
            case "office:spreadsheet" -> Flow.Kind.SHEETS;
            case "office:presentation", "office:drawing" -> Flow.Kind.SLIDES;
            default -> Flow.Kind.TEXT;
        };
        places = 1;
        Pen pen = pen(
                switch (kind) {
                    case TEXT -> new Place.Paragraph(1, 1);
                    case SHEETS -> new Place.Cell(1, 1, 1);
                    case SLIDES -> new Place.Slide(1, 1);
                });
        if (kind == Flow.Kind.TEXT) {
            pen.ground(masters.ground());
        }
        Flow flow = new Flow(this, walk, styles, pen, kind, 1);
        switch (kind) {
            case TEXT -> walk.content(flow::element, flow::stray);
            case SHEETS -> {
                int[] sheets = {0};
                walk.content(each -> sheet(each, walk, flow, sheets), flow::stray);
                places = Math.max(1, sheets[0]);
            }
            case SLIDES -> places = new SlidePages(this, walk, flow).read();
        }
        controls.rest(pen);
        values.rest(pen);
    }

    private void sheet(String name, XmlWalk walk, Flow flow, int[] sheets) throws XMLStreamException {
        switch (name) {
            case "table:table" -> {
                sheets[0]++;
                if (sheets[0] > MAX_SHEETS) {
                    throw new XMLStreamException("there are too many sheets");
                }
                new SheetReader(this, walk, flow, sheets[0]).read();
            }
            case "table:content-validations" -> walk.children(each -> SheetReader.validation(walk, flow));
            case "table:named-expressions", "table:database-ranges" ->
                walk.children(each -> expression(walk, flow.pen()));
            default -> flow.element(name);
        }
    }

    /** A name for a range says nothing; one for a text does. */
    void expression(XmlWalk walk, Pen pen) {
        String value = walk.attribute("expression", "");
        if (value.contains("\"")) {
            pen.beside(Channel.METADATA, walk.attribute("name", "") + ": " + value, Concealment.METADATA);
        }
    }

    /** The one who wrote a change or a note. */
    void author(String name, Pen pen) {
        if (authors.size() < MAX_NAMES && authors.add(name)) {
            pen.beside(Channel.METADATA, name, Concealment.METADATA);
        }
    }

    Pen pen(Place place) {
        return new Pen(lines, place);
    }

    TextSink sink() {
        return lines.sink();
    }

    Masters masters() {
        return masters;
    }

    Controls controls() {
        return controls;
    }

    Values values() {
        return values;
    }

    Embedded embedded() {
        return embedded;
    }
}
