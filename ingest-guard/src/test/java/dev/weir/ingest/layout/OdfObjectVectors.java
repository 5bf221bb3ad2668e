package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.OdfFile.look;
import static dev.weir.ingest.layout.OdfFile.paragraph;
import static dev.weir.ingest.layout.OdfFile.style;
import static dev.weir.ingest.layout.OdfTextVectors.FILE;
import static dev.weir.ingest.layout.OdfTextVectors.body;
import static dev.weir.ingest.layout.OdfTextVectors.made;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Ways to hide a sentence in what hangs on an OpenDocument text: frames, controls, descriptions, headers, entries. */
final class OdfObjectVectors {

    private OdfObjectVectors() {}

    static List<Vector> all() {
        return Stream.of(shapes(), beside(), parts()).flatMap(List::stream).toList();
    }

    private static List<Vector> shapes() {
        return List.of(
                body(
                        "frame off the page",
                        s -> frame("svg:x=\"-30cm\" svg:y=\"1cm\"", s),
                        s -> frame("svg:x=\"3cm\" svg:y=\"1cm\"", s),
                        Concealment.OFF_PAGE),
                body(
                        "frame that is not shown",
                        s -> frame("draw:display=\"none\"", s),
                        s -> frame("draw:display=\"always\"", s),
                        Concealment.HIDDEN_OBJECT),
                made(
                        "white text in a white frame",
                        s -> filledFrame("#ffffff", s),
                        s -> filledFrame("#203864", s),
                        Concealment.LOW_CONTRAST),
                body(
                        "second text of a frame",
                        s -> box(text("Agreed.") + text(s)),
                        s -> box(text(s)),
                        Concealment.ALTERNATIVE_PART),
                body(
                                "hidden field of a form",
                                s -> form("<form:hidden form:name=\"h\" form:id=\"c1\" form:value=\"" + s + "\"/>"),
                                s -> form("<form:fixed-text form:name=\"l\" form:id=\"c1\" form:label=\"" + s + "\"/>")
                                        + control(),
                                Concealment.HIDDEN_OBJECT)
                        .lost(),
                body(
                                "control that is drawn nowhere",
                                s -> form("<form:fixed-text form:name=\"l\" form:id=\"c1\" form:label=\"" + s + "\"/>"),
                                s -> form("<form:fixed-text form:name=\"l\" form:id=\"c1\" form:label=\"" + s + "\"/>")
                                        + control(),
                                Concealment.HIDDEN_OBJECT)
                        .lost(),
                body(
                                "entry of a list that was not chosen",
                                s -> form(list("<form:option form:label=\"" + s + "\"/>")) + control(),
                                s -> form(list("<form:option form:current-selected=\"true\" form:label=\"" + s
                                                + "\"/>"))
                                        + control(),
                                Concealment.ATTRIBUTE_ONLY)
                        .lost());
    }

    private static List<Vector> beside() {
        return List.of(
                described(
                        "description of a frame",
                        TikaSays.BODY,
                        s -> box("<svg:desc>" + s + "</svg:desc>" + text("Agreed."))),
                described(
                        "title of a frame",
                        TikaSays.BODY,
                        s -> box("<svg:title>" + s + "</svg:title>" + text("Agreed."))),
                described(
                        "name of a link",
                        TikaSays.LOST,
                        s -> paragraph(
                                "<text:a xlink:href=\"http://example.org/\" office:title=\"" + s + "\">here</text:a>")),
                new Vector(
                        FILE,
                        "comment",
                        s -> OdfFile.text(note(s)).bytes(),
                        s -> OdfFile.text(paragraph(s)).bytes(),
                        TikaSays.BODY,
                        Channel.COMMENT,
                        Concealment.COMMENT,
                        Place.Paragraph.class));
    }

    private static List<Vector> parts() {
        String shown = "<style:header><text:p>%s</text:p></style:header>";
        return List.of(
                made(
                        "header of a page that is not used",
                        s -> masters(master("Other", shown.replace("%s", s))),
                        s -> masters(master("Standard", shown.replace("%s", s))),
                        Concealment.UNREFERENCED_PART),
                made(
                        "header of first pages that is switched off",
                        s -> masters(master(
                                "Standard",
                                "<style:header-first style:display=\"false\"><text:p>" + s
                                        + "</text:p></style:header-first>")),
                        s -> masters(master(
                                "Standard", "<style:header-first><text:p>" + s + "</text:p></style:header-first>")),
                        Concealment.NOT_RENDERED),
                made(
                                "entry that nothing leads to",
                                s -> OdfFile.text("").entry("draft.xml", "<draft><p>" + s + "</p></draft>"),
                                s -> OdfFile.text(paragraph(s)).entry("draft.xml", "<draft/>"),
                                Concealment.UNREFERENCED_PART)
                        .lost(),
                made(
                                "script",
                                s -> OdfFile.text("")
                                        .entry("Basic/Standard/Module1.xml", "<module>REM " + s + "</module>"),
                                s -> OdfFile.text(paragraph(s)).entry("Basic/Standard/Module1.xml", "<module/>"),
                                Concealment.NOT_RENDERED)
                        .lost());
    }

    private static Vector described(String way, TikaSays tika, UnaryOperator<String> hidden) {
        return new Vector(
                FILE,
                way,
                s -> OdfFile.text(hidden.apply(s)).bytes(),
                s -> OdfFile.text(paragraph(s)).bytes(),
                tika,
                Channel.ALT_TEXT,
                Concealment.ATTRIBUTE_ONLY,
                Place.Paragraph.class);
    }

    private static String frame(String attributes, String text) {
        return paragraph("<draw:frame text:anchor-type=\"page\" svg:width=\"4cm\" svg:height=\"2cm\" " + attributes
                + ">" + text(text) + "</draw:frame>");
    }

    private static OdfFile filledFrame(String fill, String text) {
        return OdfFile.text(paragraph("<draw:frame draw:style-name=\"F\" text:anchor-type=\"paragraph\"><draw:text-box>"
                        + "<text:p text:style-name=\"W\">" + text + "</text:p></draw:text-box></draw:frame>"))
                .styled(style(
                                "F",
                                "graphic",
                                "",
                                "<style:graphic-properties draw:fill=\"solid\" draw:fill-color=\"" + fill + "\"/>")
                        + style("W", "paragraph", "", look("fo:color=\"#ffffff\"")));
    }

    private static String box(String content) {
        return paragraph("<draw:frame text:anchor-type=\"as-char\">" + content + "</draw:frame>");
    }

    private static String text(String text) {
        return "<draw:text-box>" + paragraph(text) + "</draw:text-box>";
    }

    private static String form(String controls) {
        return "<office:forms><form:form form:name=\"F\">" + controls + "</form:form></office:forms>";
    }

    private static String control() {
        return paragraph("<draw:control draw:control=\"c1\" text:anchor-type=\"as-char\"/>");
    }

    private static String list(String entries) {
        return "<form:listbox form:name=\"l\" form:id=\"c1\">" + entries + "</form:listbox>";
    }

    private static String note(String text) {
        return paragraph("Agreed.<office:annotation><dc:creator>A</dc:creator><text:p>" + text
                + "</text:p></office:annotation>");
    }

    private static OdfFile masters(String pages) {
        return OdfFile.text("").masters(pages);
    }

    private static String master(String name, String content) {
        return "<style:master-page style:name=\"Standard\" style:page-layout-name=\"pm1\"/>"
                        .replace("Standard", name.equals("Standard") ? "Unused" : "Standard")
                + "<style:master-page style:name=\"" + name + "\" style:page-layout-name=\"pm1\">" + content
                + "</style:master-page>";
    }
}
