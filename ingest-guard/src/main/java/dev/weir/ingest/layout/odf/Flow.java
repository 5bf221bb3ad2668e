package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.Channel;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads flowing text wherever it stands: in a text, a cell, a shape, a header, a note. */
final class Flow {

    /** What kind of document the text is in. */
    enum Kind {
        TEXT,
        SHEETS,
        SLIDES
    }

    /** A label of a note that is longer is read. */
    private static final int MAX_MARK_CHARS = 4;

    /** Fewer words in the template of an index are its title. */
    private static final int FEWEST_TEMPLATE_WORDS = 6;

    private final OdfDocument document;
    private final XmlWalk walk;
    private final Pen pen;
    private final Kind kind;
    private final int part;
    private final Fields fields;
    private final Drawing drawing;
    private OdfStyles styles;
    private Look base;
    private int paragraphs;

    /** @param part which part of the document it is, from 1 */
    Flow(OdfDocument document, XmlWalk walk, OdfStyles styles, Pen pen, Kind kind, int part) {
        this.document = document;
        this.walk = walk;
        this.styles = styles;
        this.pen = pen;
        this.kind = kind;
        this.part = part;
        this.base = styles.byDefault("paragraph").look;
        this.fields = new Fields(document, walk, this);
        this.drawing = new Drawing(document, walk, this);
    }

    Pen pen() {
        return pen;
    }

    Kind kind() {
        return kind;
    }

    OdfStyles styles() {
        return styles;
    }

    Drawing drawing() {
        return drawing;
    }

    /** Reads what has a look to begin with that is not that of the document's paragraphs. */
    void based(Look look, Colour ground, Pen.Reading inside) throws XMLStreamException {
        Look outer = base;
        base = look;
        try {
            pen.looking(look, ground, inside);
        } finally {
            base = outer;
        }
    }

    /** Reads an element of any kind; one that is not known is not shown. */
    void element(String name) throws XMLStreamException {
        switch (name) {
            case "text:p", "text:h" -> paragraph();
            case "text:section" -> section();
            case "text:tracked-changes", "table:tracked-changes" ->
                pen.within(Concealment.DELETED_REVISION, true, () -> walk.children(this::change));
            case "text:user-field-decls", "text:variable-decls", "text:sequence-decls", "text:dde-connection-decls" ->
                document.values().read(walk);
            case "text:note" -> walk.children(this::note);
            case "table:table" -> new Tables(this, walk).read();
            case "office:annotation" -> annotation();
            case "office:forms" -> document.controls().read(walk);
            case "office:event-listeners" -> walk.children(listener -> link(walk.attribute("href")));
            case "office:scripts", "xforms:model" -> hidden();
            case "office:document" -> inside();
            case "math:math" -> walk.content(this::formula, this::stray);
            case "svg:title", "svg:desc", "table:title", "table:desc" -> describe(walk.text());
            default -> other(name);
        }
    }

    private void other(String name) throws XMLStreamException {
        if (name.startsWith("text:") || name.startsWith("loext:") || name.startsWith("field:")) {
            fields.element(name);
        } else if (name.startsWith("draw:") || name.startsWith("dr3d:")) {
            drawing.element(name);
        } else if (name.startsWith(":")) {
            hidden();
        } else if (!name.startsWith("anim:")) {
            walk.content(this::element, this::stray);
        }
    }

    /** An element that is not rendered. */
    void hidden() throws XMLStreamException {
        pen.within(Concealment.NOT_RENDERED, true, () -> walk.content(this::element, this::stray));
    }

    /** Text where none belongs. */
    void stray(String text) {
        if (Words.speak(text)) {
            pen.beside(Channel.HIDDEN, text, Concealment.NOT_RENDERED);
        }
    }

    void describe(@Nullable String text) {
        pen.beside(Channel.ALT_TEXT, text, Concealment.ATTRIBUTE_ONLY);
    }

    /** The value of an attribute that says more than a name. */
    void aside(@Nullable String value, Concealment reason) {
        if (value != null && Words.speak(value)) {
            pen.beside(Channel.HIDDEN, value, reason);
        }
    }

    /** A target: of a link if it is outside of the document, else of something in it. */
    void link(@Nullable String target) {
        if (target == null || target.isEmpty()) {
            return;
        }
        if (target.indexOf(':') >= 0 || target.startsWith("//")) {
            document.sink().link(target);
        } else {
            document.embedded().refer(target);
        }
    }

    private void paragraph() throws XMLStreamException {
        Style style = styles.named("paragraph", walk.attribute("style-name"));
        Place outer = pen.place();
        if (kind == Kind.TEXT) {
            pen.place(new Place.Paragraph(part, ++paragraphs));
            page(style.masterPage);
        }
        try {
            pen.within(
                    style.paragraphConcealments(),
                    () -> pen.looking(
                            style.look.over(base),
                            Look.on(style.ground(), pen.ground()),
                            () -> pen.paragraph(() -> walk.content(this::element, pen::say))));
        } finally {
            pen.place(outer);
        }
    }

    /** A page of its own kind begins, unless the text stands on something else than the page. */
    void page(@Nullable String master) {
        Masters masters = document.masters();
        Colour before = masters.ground();
        masters.use(master);
        if (!before.equals(masters.ground()) && pen.ground().equals(before)) {
            pen.ground(masters.ground());
        }
    }

    private void section() throws XMLStreamException {
        String display = walk.attribute("display", "true");
        boolean hides = display.equals("none")
                || (display.equals("condition") && document.values().holds(walk.attribute("condition", "")));
        Style style = styles.named("section", walk.attribute("style-name"));
        Colour ground = style.ground();
        pen.within(Concealment.VANISH, hides, () -> {
            if (ground == null || ground.equals(Look.CLEAR)) {
                walk.content(this::element, this::stray);
            } else {
                pen.looking(pen.look(), ground, () -> walk.content(this::element, this::stray));
            }
        });
    }

    private void change(String name) throws XMLStreamException {
        switch (name) {
            case "office:change-info" ->
                walk.children(detail -> {
                    if (detail.equals("dc:creator")) {
                        document.author(walk.text(), pen);
                    } else if (detail.startsWith("text:")) {
                        pen.within(Concealment.COMMENT, true, () -> element(detail));
                    }
                });
            case "table:change-track-table-cell" -> {
                String value = walk.attribute("string-value");
                boolean[] said = {false};
                walk.children(child -> {
                    said[0] = true;
                    element(child);
                });
                if (value != null && !said[0]) {
                    pen.beside(Channel.HIDDEN, value, Concealment.DELETED_REVISION);
                }
            }
            default -> {
                if (name.startsWith("text:changed")
                        || (name.startsWith("table:") && !name.equals("table:table"))
                        || name.equals("text:deletion")
                        || name.equals("text:insertion")
                        || name.equals("text:format-change")) {
                    walk.children(this::change);
                } else {
                    element(name);
                }
            }
        }
    }

    private void note(String name) throws XMLStreamException {
        if (name.equals("text:note-body")) {
            walk.children(this::element);
        } else {
            String mark = walk.text();
            if (mark.length() > MAX_MARK_CHARS) {
                pen.say(mark);
            }
        }
    }

    private void annotation() throws XMLStreamException {
        pen.within(
                Concealment.COMMENT,
                true,
                () -> based(
                        Look.PLAIN,
                        Colour.UNKNOWN,
                        () -> walk.children(child -> {
                            if (child.equals("dc:creator") || child.endsWith("initials")) {
                                document.author(walk.text(), pen);
                            } else if (!child.equals("dc:date") && !child.equals("meta:date-string")) {
                                element(child);
                            }
                        })));
    }

    /** Titles and separators of an index that stand in the index itself too. */
    void template() throws XMLStreamException {
        String text = walk.text();
        if (Words.speak(text, FEWEST_TEMPLATE_WORDS)) {
            pen.beside(Channel.HIDDEN, text, Concealment.NOT_RENDERED);
        }
    }

    /** A document inside of a flat one. */
    private void inside() throws XMLStreamException {
        OdfStyles outer = styles;
        OdfStyles common = new OdfStyles(null);
        styles = new OdfStyles(common);
        try {
            walk.children(name -> {
                switch (name) {
                    case "office:styles" -> common.read(walk);
                    case "office:automatic-styles" -> styles.read(walk);
                    case "office:body" -> walk.children(body -> walk.content(this::element, this::stray));
                    case "office:meta" -> pen.beside(Channel.METADATA, walk.text(), Concealment.METADATA);
                    default -> {
                        // Settings, fonts and master pages of what is shown in part.
                    }
                }
            });
        } finally {
            styles = outer;
        }
    }

    private void formula(String name) throws XMLStreamException {
        switch (name) {
            case "math:annotation" -> {
                String text = walk.text();
                aside(text, Concealment.ALTERNATIVE_PART);
            }
            case "math:mi", "math:mn", "math:mo", "math:mtext", "math:ms" -> pen.say(walk.text() + ' ');
            default -> walk.content(this::formula, this::stray);
        }
    }
}
