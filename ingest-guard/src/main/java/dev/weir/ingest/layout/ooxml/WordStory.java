package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.ingest.layout.office.WordFields;
import dev.weir.models.detect.Channel;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads one part of a Word document that holds paragraphs. Used once. */
final class WordStory {

    private final WordPass document;
    private final WordStyles styles;
    private final Lines lines;
    private final XmlWalk walk;
    private final int part;
    private final Map<Concealment, Integer> scopes = new EnumMap<>(Concealment.class);
    private final Alternates alternates = new Alternates();
    private final WordShapes shapes;
    private WordFields fields;
    private int paragraphs;
    private Place place;
    private WordStyles.Style style;
    private WordStyles.Style tableStyle;
    private @Nullable Colour paragraphGround;
    private Colour ground;
    private RunFormat direct = new RunFormat();
    private @Nullable Set<Concealment> runReasons;
    private String label = "";
    private @Nullable String listId;
    private int listLevel;

    /** @param base why nothing of the part is seen; empty for a part that is */
    WordStory(WordPass document, XmlWalk walk, int part, Set<Concealment> base) {
        this.document = document;
        this.styles = document.styles();
        this.lines = document.lines();
        this.walk = walk;
        this.part = part;
        this.ground = document.page();
        this.place = new Place.Paragraph(part, 1);
        this.style = styles.paragraph(null);
        this.tableStyle = styles.named(null);
        this.fields = newFields();
        this.shapes = new WordShapes(this, walk, document.theme());
        base.forEach(reason -> scopes.put(reason, 1));
    }

    private WordFields newFields() {
        return new WordFields(code -> write(code, EnumSet.of(Concealment.FIELD_CODE)), document.sink()::link);
    }

    void read() throws XMLStreamException {
        walk.root(this::element);
        fields.end();
        lines.paragraphEnd();
    }

    /** Reads an element of any kind; one that is not known is read for what is in it. */
    void element(String name) throws XMLStreamException {
        switch (name) {
            case "w:p" -> paragraph();
            case "w:pPr" -> {
                walk.children(this::paragraphProperty);
                label = document.label(listId, listLevel);
            }
            case "w:r", "m:r" -> run();
            case "w:rPr" -> {
                direct = RunFormat.read(walk, document.theme());
                runReasons = null;
            }
            case "w:tbl" -> table();
            case "w:tr" -> row();
            case "w:tc" -> cell();
            case "w:del", "w:moveFrom" -> {
                document.author(walk, place);
                within(Concealment.DELETED_REVISION, true, () -> walk.children(this::element));
            }
            case "w:ins", "w:moveTo" -> {
                document.author(walk, place);
                walk.children(this::element);
            }
            case "w:pPrChange",
                    "w:rPrChange",
                    "w:sectPrChange",
                    "w:tblPrChange",
                    "w:tblPrExChange",
                    "w:tcPrChange",
                    "w:trPrChange",
                    "w:tblGridChange",
                    "w:numberingChange",
                    "m:ctrlPr" -> {
                // How it looked before.
            }
            case "w:sectPr" -> walk.children(this::sectionProperty);
            case "w:sdtPr" -> walk.children(shapes::control);
            case "w:comment" -> {
                document.author(walk, place);
                walk.children(this::element);
            }
            case "w:footnote", "w:endnote" -> {
                boolean lost = !document.shows(name, walk.attribute("id", ""))
                        && walk.attribute("type", "normal").equals("normal");
                within(Concealment.UNREFERENCED_PART, lost, () -> walk.children(this::element));
            }
            case "w:background" -> {
                document.page(Colour.of(walk.attribute("color")));
                ground = document.page();
            }
            case "mc:AlternateContent" -> alternatives();
            default -> inline(name);
        }
    }

    private void inline(String name) throws XMLStreamException {
        switch (name) {
            case "w:t", "m:t", "a:t" -> text(walk.text());
            case "w:delText" -> within(Concealment.DELETED_REVISION, true, () -> text(walk.text()));
            case "w:instrText", "w:delInstrText" -> fields.instruction(walk.text());
            case "w:fldSimple" -> {
                fields.say(walk.attribute("instr", ""));
                walk.children(this::element);
            }
            case "w:fldChar" -> {
                fields.mark(walk.attribute("fldCharType", ""));
                walk.children(shapes::control);
            }
            case "w:tab", "w:ptab" -> text("\t");
            case "w:br", "w:cr" -> alternates.write("", () -> lines.lineBreak(reasons(runReasons())));
            case "w:noBreakHyphen" -> text("\u2011");
            case "w:sym" -> text(WordShapes.symbol(walk.attribute("char", ""), walk.attribute("font", "")));
            case "w:footnoteReference", "w:endnoteReference" ->
                document.refer(name.replace("Reference", ""), walk.attribute("id", ""));
            case "w:hyperlink" -> {
                describe(Channel.ALT_TEXT, walk.attribute("tooltip"));
                walk.children(this::element);
            }
            case "w:txbxContent" -> box();
            default -> shapes.element(name);
        }
    }

    private void paragraph() throws XMLStreamException {
        Place outerPlace = place;
        WordStyles.Style outerStyle = style;
        Colour outerGround = paragraphGround;
        place = new Place.Paragraph(part, ++paragraphs);
        style = styles.paragraph(null);
        paragraphGround = null;
        direct = new RunFormat();
        runReasons = null;
        label = "";
        listId = null;
        listLevel = 0;
        walk.children(this::element);
        lines.paragraphEnd();
        place = outerPlace;
        style = outerStyle;
        paragraphGround = outerGround;
        runReasons = null;
        label = "";
    }

    private void paragraphProperty(String name) throws XMLStreamException {
        switch (name) {
            case "w:pStyle" -> {
                style = styles.paragraph(walk.attribute("val"));
                paragraphGround = paragraphGround == null ? style.ground() : paragraphGround;
                listId = listId == null ? style.listId() : listId;
                listLevel = Math.max(listLevel, style.listLevel());
            }
            case "w:numPr" -> walk.children(this::listProperty);
            case "w:shd" -> paragraphGround = document.theme().wordShade(walk);
            case "w:sectPr" -> walk.children(this::sectionProperty);
            default -> {
                // The format of the paragraph's mark is not that of its text.
            }
        }
    }

    private void listProperty(String name) {
        if (name.equals("w:numId")) {
            listId = walk.attribute("val");
        } else if (name.equals("w:ilvl")) {
            listLevel = (int) walk.number("val", 0);
        }
    }

    private void sectionProperty(String name) {
        if (name.equals("w:headerReference") || name.equals("w:footerReference")) {
            document.referPart(walk.relationship());
        }
    }

    private void run() throws XMLStreamException {
        RunFormat outer = direct;
        direct = new RunFormat();
        runReasons = null;
        walk.children(this::element);
        direct = outer;
        runReasons = null;
    }

    private void table() throws XMLStreamException {
        WordStyles.Style outerStyle = tableStyle;
        Colour outerGround = ground;
        tableStyle = styles.named(null);
        walk.children(name -> {
            if (name.equals("w:tblPr")) {
                walk.children(this::tableProperty);
            } else {
                element(name);
            }
        });
        tableStyle = outerStyle;
        ground = outerGround;
        lines.rowEnd();
    }

    private void tableProperty(String name) {
        if (name.equals("w:tblStyle")) {
            tableStyle = styles.named(walk.attribute("val"));
            ground = tableStyle.shades() ? Colour.UNKNOWN : ground;
        } else if (name.equals("w:shd")) {
            shade();
        } else if (name.equals("w:tblCaption") || name.equals("w:tblDescription")) {
            describe(Channel.ALT_TEXT, walk.attribute("val"));
        }
    }

    private void shade() {
        Colour shade = document.theme().wordShade(walk);
        ground = shade == null ? ground : shade;
    }

    private void row() throws XMLStreamException {
        EnumSet<Concealment> row = EnumSet.noneOf(Concealment.class);
        walk.children(name -> {
            if (name.equals("w:trPr")) {
                walk.children(property -> {
                    if (property.equals("w:del")) {
                        row.add(Concealment.DELETED_REVISION);
                    } else if (property.equals("w:hidden") && walk.isOn()) {
                        row.add(Concealment.VANISH);
                    }
                });
            } else {
                within(
                        Concealment.DELETED_REVISION,
                        row.contains(Concealment.DELETED_REVISION),
                        () -> within(Concealment.VANISH, row.contains(Concealment.VANISH), () -> element(name)));
            }
        });
        lines.rowEnd();
    }

    private void cell() throws XMLStreamException {
        Colour outer = ground;
        lines.cellStart();
        walk.children(name -> {
            if (name.equals("w:tcPr")) {
                walk.children(property -> {
                    if (property.equals("w:shd")) {
                        shade();
                    }
                });
            } else {
                element(name);
            }
        });
        lines.cellEnd();
        ground = outer;
    }

    /** A text box hangs on a paragraph and is no part of it. */
    private void box() throws XMLStreamException {
        WordFields outerFields = fields;
        RunFormat outerFormat = direct;
        String outerLabel = label;
        fields = newFields();
        lines.asideStart();
        walk.children(this::element);
        fields.end();
        lines.asideEnd();
        fields = outerFields;
        direct = outerFormat;
        label = outerLabel;
        runReasons = null;
    }

    private void alternatives() throws XMLStreamException {
        if (!alternates.open()) {
            walk.children(version -> walk.children(this::element));
            return;
        }
        walk.children(version -> {
            alternates.begin(!version.equals("mc:Choice") || walk.knows(walk.attribute("Requires", "")));
            walk.children(this::element);
            alternates.end();
        });
        alternates.close();
    }

    /** Does something inside a scope that hides it, or just does it. */
    void within(Concealment reason, boolean hides, Step step) throws XMLStreamException {
        if (!hides) {
            step.run();
            return;
        }
        scopes.merge(reason, 1, Integer::sum);
        step.run();
        scopes.merge(reason, -1, Integer::sum);
    }

    /** Something that reads on. */
    interface Step {
        void run() throws XMLStreamException;
    }

    /** Reads what is in a shape, on a ground of its own. */
    void onGround(Colour own) throws XMLStreamException {
        Colour outer = ground;
        Colour outerParagraph = paragraphGround;
        ground = own;
        paragraphGround = null;
        runReasons = null;
        walk.children(this::element);
        ground = outer;
        paragraphGround = outerParagraph;
        runReasons = null;
    }

    /** A description, which is no text of the page. */
    void describe(Channel channel, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            Set<Concealment> more = reasons(Set.of());
            Place here = place;
            alternates.write(text, () -> lines.beside(channel, text, here, Concealment.ATTRIBUTE_ONLY, more));
        }
    }

    /** Text of the run that is being read. */
    void text(String text) {
        if (!text.isEmpty()) {
            Set<Concealment> reasons = runReasons();
            if (!label.isEmpty() && !text.isBlank()) {
                String number = label;
                label = "";
                write(number, reasons);
            }
            write(text, reasons);
        }
    }

    private void write(String text, Set<Concealment> own) {
        Set<Concealment> reasons = reasons(own);
        Place here = place;
        alternates.write(text, () -> lines.text(text, here, reasons));
    }

    private Set<Concealment> reasons(Set<Concealment> own) {
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(own);
        scopes.forEach((reason, count) -> {
            if (count > 0) {
                reasons.add(reason);
            }
        });
        if (fields.isInCode()) {
            reasons.add(Concealment.FIELD_CODE);
        }
        if (alternates.isOther()) {
            reasons.add(Concealment.ALTERNATIVE_PART);
        }
        return reasons;
    }

    private Set<Concealment> runReasons() {
        Set<Concealment> known = runReasons;
        if (known == null) {
            RunFormat character = styles.named(direct.style).format();
            RunFormat whole = direct.over(
                    character.over(style.format().over(tableStyle.format().over(styles.defaults()))));
            if (direct.vanish == null) {
                // The levels of styles toggle each other.
                boolean hidden = Boolean.TRUE.equals(character.vanish)
                        ^ Boolean.TRUE.equals(style.format().vanish)
                        ^ Boolean.TRUE.equals(tableStyle.format().vanish);
                whole.vanish = hidden || Boolean.TRUE.equals(styles.defaults().vanish);
            }
            known = whole.concealments(paragraphGround == null ? ground : paragraphGround);
            runReasons = known;
        }
        return known;
    }
}
