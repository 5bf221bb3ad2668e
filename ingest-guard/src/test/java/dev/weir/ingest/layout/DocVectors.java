package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.DocFile.little;
import static dev.weir.ingest.layout.DocFile.property;
import static dev.weir.ingest.layout.DocFile.shade;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.poi.hwpf.model.SubdocumentType;

/** Ways to hide a sentence in a Word document of the binary format. */
final class DocVectors {

    private static final String FILE = "minutes.doc";
    private static final int WHITE = 0xFFFFFF;
    private static final int NAVY = 0x643820;
    private static final int COLOUR = 0x6870;
    private static final int COLOUR_INDEX = 0x2A42;
    private static final int VANISH = 0x083C;
    private static final int SHADE = 0xCA71;
    private static final int PARAGRAPH_SHADE = 0xC64D;
    private static final int CELL_SHADES = 0xD612;
    private static final int HIGHLIGHT = 0x2A0C;
    private static final int CHARACTER_STYLE = 0x4A30;
    private static final int IN_TABLE = 0x2416;
    private static final int ROW_END = 0x2417;
    private static final int FIRST_PAGE_DIFFERS = 0x300A;
    private static final int SHAPE = 1_026;

    private DocVectors() {}

    private interface Made {
        DocFile of(String sentence);
    }

    static List<Vector> all() {
        return Stream.of(looks(), styles(), kept(), parts(), drawn())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Vector> looks() {
        return List.of(
                run("hidden text", property(VANISH, 1), property(VANISH, 0), Concealment.VANISH),
                run("hidden on the web", property(0x0811, 1), property(0x0811, 0), Concealment.VANISH),
                run("always hidden", property(0x0818, 1), property(0x0818, 0), Concealment.VANISH),
                run("white text", property(COLOUR, WHITE), property(COLOUR, 0), Concealment.LOW_CONTRAST),
                run(
                        "white text by the number of the colour",
                        property(COLOUR_INDEX, 8),
                        property(COLOUR_INDEX, 1),
                        Concealment.LOW_CONTRAST),
                run("text in the colour of its shading", shaded(NAVY), shaded(WHITE), Concealment.LOW_CONTRAST),
                run(
                        "text in the colour of its highlight",
                        DocFile.properties(property(HIGHLIGHT, 7), property(COLOUR, 0x00FFFF)),
                        DocFile.properties(property(HIGHLIGHT, 7), property(COLOUR, 0)),
                        Concealment.LOW_CONTRAST),
                made(
                        "text in the colour of its paragraph's shading",
                        s -> inParagraph(NAVY, s),
                        s -> inParagraph(WHITE, s),
                        Concealment.LOW_CONTRAST),
                made(
                        "white text in a white cell",
                        s -> inCell(WHITE, s),
                        s -> inCell(NAVY, s),
                        Concealment.LOW_CONTRAST),
                run("text of one point", property(0x4A43, 2), property(0x4A43, 16), Concealment.TINY_GLYPH),
                run("text of one percent width", property(0x4852, 1), property(0x4852, 90), Concealment.TINY_GLYPH));
    }

    private static byte[] shaded(int text) {
        return DocFile.properties(property(SHADE, shade(NAVY)), property(COLOUR, text));
    }

    private static DocFile inParagraph(int text, String sentence) {
        return new DocFile().run(sentence, property(COLOUR, text)).paragraph(0, property(PARAGRAPH_SHADE, shade(NAVY)));
    }

    private static DocFile inCell(int ground, String sentence) {
        return new DocFile()
                .run("Stock")
                .cell(property(IN_TABLE, 1))
                .run(sentence, property(COLOUR, WHITE))
                .cell(property(IN_TABLE, 1))
                .cell(
                        property(IN_TABLE, 1),
                        property(ROW_END, 1),
                        property(CELL_SHADES, DocFile.properties(shade(WHITE), shade(ground))));
    }

    private static List<Vector> styles() {
        return List.of(
                made(
                        "hidden text by a style of characters that builds on another",
                        s -> characters(1, s),
                        s -> characters(0, s),
                        Concealment.VANISH),
                made(
                        "hidden text by a style of paragraphs",
                        s -> paragraphs(property(VANISH, 1), s),
                        s -> paragraphs(property(VANISH, 0), s),
                        Concealment.VANISH),
                made(
                        "white text by a style of paragraphs",
                        s -> paragraphs(property(COLOUR, WHITE), s),
                        s -> paragraphs(property(COLOUR, 0), s),
                        Concealment.LOW_CONTRAST));
    }

    private static DocFile characters(int vanish, String sentence) {
        return new DocFile()
                .style(2, 0xFFF, "Aside", property(VANISH, vanish))
                .style(2, 1, "Note", property(COLOUR, 0))
                .run(sentence, property(CHARACTER_STYLE, 2))
                .paragraph(0);
    }

    private static DocFile paragraphs(byte[] look, String sentence) {
        return new DocFile().style(1, 0, "Aside", look).run(sentence).paragraph(1);
    }

    private static List<Vector> kept() {
        return List.of(
                vector(
                        "tracked deletion",
                        s -> written(s, property(0x0800, 1)),
                        s -> written(s, property(0x0801, 1)),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.DELETED_REVISION),
                vector(
                        "instructions of a field",
                        s -> field(s, "x"),
                        s -> field("AUTHOR", s),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.FIELD_CODE),
                form("text of a form before somebody writes", s -> form(0, s, "", "")),
                form("help for a form", s -> form(0, "", s, "")),
                form("entry of a list in a form", s -> form(2, "", "", s)));
    }

    private static Vector form(String way, Made hidden) {
        return vector(
                way, hidden, s -> field("FORMTEXT", s), TikaSays.LOST, Channel.HIDDEN, Concealment.ATTRIBUTE_ONLY);
    }

    /** A form field that keeps these texts; the first or the last is not in it if its kind has none. */
    static DocFile form(int kind, String before, String help, String entry) {
        byte[] special = property(0x0855, 1);
        byte[] form = DocFile.properties(
                little(10).putInt(-1).putInt(kind).array(),
                text("Field", true),
                kind == 0 ? text(before, true) : new byte[2],
                text("", true),
                text(help, true),
                text("", true),
                text("", true),
                text("", true),
                kind == 2 ? little(6).putInt(0x2FFFF).array() : new byte[0],
                kind == 2 ? DocFile.properties(text("Yes", false), text(entry, false)) : new byte[0]);
        byte[] data = little(100 + form.length)
                .position(32)
                .putInt(68 + form.length)
                .putShort((short) 68)
                .position(100)
                .put(form)
                .array();
        return new DocFile()
                .data(data)
                .run("\u0013", special)
                .run(kind == 0 ? "FORMTEXT " : "FORMDROPDOWN ")
                .run("\u0001", special, property(0x0806, 1), property(0x6A03, 32))
                .run("\u0014", special)
                .run("x")
                .run("\u0015", special)
                .paragraph(0);
    }

    private static byte[] text(String text, boolean ended) {
        byte[] written = text.getBytes(StandardCharsets.UTF_16LE);
        return little(2 + written.length + (ended ? 2 : 0))
                .putShort((short) text.length())
                .put(written)
                .array();
    }

    private static DocFile field(String code, String result) {
        byte[] special = property(0x0855, 1);
        return new DocFile()
                .run("\u0013", special)
                .run(code)
                .run("\u0014", special)
                .run(result)
                .run("\u0015", special)
                .paragraph(0);
    }

    private static List<Vector> parts() {
        return List.of(
                vector(
                        "comment",
                        s -> part(SubdocumentType.ANNOTATION, s),
                        s -> part(SubdocumentType.FOOTNOTE, s),
                        TikaSays.BODY,
                        Channel.COMMENT,
                        Concealment.COMMENT),
                made(
                        "header of a first page that is like the others",
                        s -> header(4, s),
                        s -> header(4, s).section(property(FIRST_PAGE_DIFFERS, 1)),
                        Concealment.NOT_RENDERED),
                made("header of even pages", s -> header(0, s), s -> header(1, s), Concealment.NOT_RENDERED),
                vector(
                        "text behind all parts",
                        s -> new DocFile().behind().run(s).paragraph(0),
                        s -> part(SubdocumentType.ENDNOTE, s),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.UNREFERENCED_PART));
    }

    private static DocFile part(SubdocumentType part, String sentence) {
        return new DocFile().part(part).run(sentence).paragraph(0);
    }

    /** @param story which header of the section it is */
    private static DocFile header(int story, String sentence) {
        DocFile file = new DocFile().part(SubdocumentType.HEADER).run(sentence).paragraph(0);
        int[] positions = new int[13];
        for (int i = 6 + story + 1; i < positions.length; i++) {
            positions[i] = file.length();
        }
        return file.table(DocFile.HEADERS, DocFile.list(positions));
    }

    private static List<Vector> drawn() {
        return List.of(
                made(
                        "text box that is not shown",
                        s -> box(0x20002, 100, s),
                        s -> box(0x20000, 100, s),
                        Concealment.HIDDEN_OBJECT),
                made(
                        "text box off the page",
                        s -> box(0x20000, 40_000, s),
                        s -> box(0x20000, 4_000, s),
                        Concealment.OFF_PAGE),
                vector(
                        "description of a shape",
                        s -> new DocFile().table(DocFile.DRAWINGS, described(s)),
                        s -> written(s),
                        TikaSays.LOST,
                        Channel.ALT_TEXT,
                        Concealment.ATTRIBUTE_ONLY));
    }

    private static DocFile box(int switches, int left, String sentence) {
        byte[] looks = little(6).putShort((short) 0x3BF).putInt(switches).array();
        byte[] anchor = little(26)
                .putInt(SHAPE)
                .putInt(left)
                .putInt(100)
                .putInt(left + 4_000)
                .putInt(900)
                .array();
        DocFile file = new DocFile().part(SubdocumentType.TEXTBOX).run(sentence).paragraph(0);
        return file.table(DocFile.DRAWINGS, DocFile.drawing(SHAPE, looks, 1))
                .table(DocFile.ANCHORS, DocFile.list(new int[] {0, 1}, anchor))
                .table(
                        DocFile.BOXES,
                        DocFile.list(
                                new int[] {0, file.length()},
                                little(22).putInt(14, SHAPE).array()));
    }

    private static byte[] described(String sentence) {
        byte[] words = (sentence + '\0').getBytes(StandardCharsets.UTF_16LE);
        byte[] properties = little(6 + words.length)
                .putShort((short) 0xC381)
                .putInt(words.length)
                .put(words)
                .array();
        return DocFile.drawing(SHAPE, properties, 1);
    }

    private static DocFile written(String sentence, byte[]... properties) {
        return new DocFile().run(sentence, properties).paragraph(0);
    }

    private static Vector run(String way, byte[] hidden, byte[] shown, Concealment code) {
        return made(way, s -> written(s, hidden), s -> written(s, shown), code);
    }

    private static Vector made(String way, Made hidden, Made shown, Concealment code) {
        return vector(way, hidden, shown, TikaSays.BODY, Channel.HIDDEN, code);
    }

    private static Vector vector(
            String way, Made hidden, Made shown, TikaSays tika, Channel channel, Concealment code) {
        Function<String, byte[]> hides = s -> hidden.of(s).bytes();
        return new Vector(FILE, way, hides, s -> shown.of(s).bytes(), tika, channel, code, Place.Paragraph.class);
    }
}
