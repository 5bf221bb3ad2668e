package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.OdfFile.look;
import static dev.weir.ingest.layout.OdfFile.paragraph;
import static dev.weir.ingest.layout.OdfFile.style;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Ways to hide a sentence in an OpenDocument text. */
final class OdfTextVectors {

    static final String FILE = "minutes.odt";

    private OdfTextVectors() {}

    static List<Vector> all() {
        return Stream.of(spans(), styles(), blocks(), fields(), OdfObjectVectors.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Vector> spans() {
        return List.of(
                span("hidden text", "text:display=\"none\"", "text:display=\"true\"", Concealment.VANISH),
                span(
                        "text hidden on a condition",
                        "text:display=\"condition\" text:condition=\"none\"",
                        "text:display=\"true\" text:condition=\"none\"",
                        Concealment.VANISH),
                span("white text", "fo:color=\"#fefefe\"", "fo:color=\"#808080\"", Concealment.LOW_CONTRAST),
                span(
                        "text in the colour of its background",
                        "fo:color=\"#4472c4\" fo:background-color=\"#4472c5\"",
                        "fo:color=\"#4472c4\" fo:background-color=\"transparent\"",
                        Concealment.LOW_CONTRAST),
                span(
                        "transparent text",
                        "fo:color=\"#000000\" loext:opacity=\"2%\"",
                        "style:use-window-font-color=\"true\" loext:opacity=\"0%\"",
                        Concealment.TRANSPARENT),
                span("text of one point", "fo:font-size=\"1pt\"", "fo:font-size=\"8pt\"", Concealment.TINY_GLYPH),
                span("text of five percent", "fo:font-size=\"5%\"", "fo:font-size=\"80%\"", Concealment.TINY_GLYPH),
                span(
                        "text of one percent width",
                        "style:text-scale=\"1%\"",
                        "style:text-scale=\"90%\"",
                        Concealment.TINY_GLYPH),
                span(
                        "text shrunk as it is raised",
                        "style:text-position=\"super 5%\"",
                        "style:text-position=\"super 58%\"",
                        Concealment.TINY_GLYPH),
                span(
                        "text pressed together",
                        "fo:letter-spacing=\"-12pt\"",
                        "fo:letter-spacing=\"-0.5pt\"",
                        Concealment.TINY_GLYPH));
    }

    private static List<Vector> styles() {
        return List.of(
                paragraphStyle(
                        "white text by a style that builds on another",
                        style("Base", "paragraph", "", look("fo:color=\"#ffffff\""))
                                + style("P", "paragraph", "style:parent-style-name=\"Base\"", ""),
                        style("Base", "paragraph", "", look("fo:color=\"#ffffff\""))
                                + style(
                                        "P",
                                        "paragraph",
                                        "style:parent-style-name=\"Base\"",
                                        look("style:use-window-font-color=\"true\"")),
                        Concealment.LOW_CONTRAST),
                paragraphStyle(
                        "white text on a white paragraph",
                        style(
                                "P",
                                "paragraph",
                                "",
                                "<style:paragraph-properties fo:background-color=\"#ffffff\"/>"
                                        + look("fo:color=\"#ffffff\"")),
                        style(
                                "P",
                                "paragraph",
                                "",
                                "<style:paragraph-properties fo:background-color=\"#203864\"/>"
                                        + look("fo:color=\"#ffffff\"")),
                        Concealment.LOW_CONTRAST),
                paragraphStyle(
                        "paragraph beside the page",
                        style("P", "paragraph", "", "<style:paragraph-properties fo:margin-left=\"90cm\"/>"),
                        style("P", "paragraph", "", "<style:paragraph-properties fo:margin-left=\"2cm\"/>"),
                        Concealment.OFF_PAGE),
                paragraphStyle(
                        "lines of no height",
                        style("P", "paragraph", "", "<style:paragraph-properties fo:line-height=\"0.01cm\"/>"),
                        style("P", "paragraph", "", "<style:paragraph-properties fo:line-height=\"0.5cm\"/>"),
                        Concealment.CLIPPED),
                made(
                        "tiny text by the default style",
                        s -> defaults("fo:font-size=\"1.5pt\"", s),
                        s -> defaults("fo:font-size=\"11pt\"", s),
                        Concealment.TINY_GLYPH),
                made(
                        "text in the colour of the page",
                        s -> onPage("#203864", s),
                        s -> onPage("#ffffff", s),
                        Concealment.LOW_CONTRAST),
                made(
                        "white text in a white cell",
                        s -> cell("#ffffff", s),
                        s -> cell("#203864", s),
                        Concealment.LOW_CONTRAST));
    }

    private static List<Vector> blocks() {
        return List.of(
                body(
                        "hidden section",
                        s -> "<text:section text:display=\"none\">" + paragraph(s) + "</text:section>",
                        s -> "<text:section>" + paragraph(s) + "</text:section>",
                        Concealment.VANISH),
                body(
                        "section hidden on a condition",
                        s -> "<text:section text:display=\"condition\" text:condition=\"ooow:1==1\">" + paragraph(s)
                                + "</text:section>",
                        s -> "<text:section text:display=\"condition\" text:condition=\"ooow:1==2\">" + paragraph(s)
                                + "</text:section>",
                        Concealment.VANISH),
                body(
                        "section hidden on a condition that cannot be told",
                        s -> "<text:section text:display=\"condition\" text:condition=\"ooow:page&lt;9\">"
                                + paragraph(s) + "</text:section>",
                        s -> "<text:variable-decls/>"
                                + paragraph("<text:variable-set text:name=\"n\""
                                        + " office:value-type=\"float\" office:value=\"4\">4</text:variable-set>")
                                + "<text:section text:display=\"condition\" text:condition=\"ooow:n&gt;9\">"
                                + paragraph(s) + "</text:section>",
                        Concealment.VANISH),
                body(
                        "tracked deletion",
                        s -> tracked("deletion", paragraph(s), ""),
                        s -> tracked("insertion", "", s),
                        Concealment.DELETED_REVISION),
                body(
                                "cell that another one covers",
                                s -> row("covered-table-cell", s),
                                s -> row("table-cell", s),
                                Concealment.HIDDEN_OBJECT)
                        .lost());
    }

    private static List<Vector> fields() {
        return List.of(
                inline(
                                "hidden text in a field",
                                s -> "<text:hidden-text text:condition=\"ooow:1\" text:string-value=\"" + s
                                        + "\" text:is-hidden=\"true\"/>",
                                s -> "<text:hidden-text text:condition=\"ooow:0\" text:string-value=\"" + s
                                        + "\" text:is-hidden=\"false\">" + s + "</text:hidden-text>",
                                Concealment.VANISH)
                        .lost(),
                inline(
                        "hidden paragraph",
                        s -> s + "<text:hidden-paragraph text:condition=\"ooow:TRUE\"/>",
                        s -> s + "<text:hidden-paragraph text:condition=\"ooow:FALSE\"/>",
                        Concealment.VANISH),
                inline(
                                "other text of a condition",
                                s -> conditional("1", "Agreed.", s, "Agreed."),
                                s -> conditional("1", s, "Open.", s),
                                Concealment.FIELD_CODE)
                        .lost(),
                inline(
                        "text that a condition replaces",
                        s -> conditional("1", "Agreed.", "Open.", s),
                        s -> conditional("1", s, "Open.", s),
                        Concealment.REPLACEMENT_TEXT),
                inline(
                                "variable that is not shown",
                                s ->
                                        "<text:variable-set text:name=\"v\" text:display=\"none\" office:value-type=\"string\""
                                                + " office:string-value=\"" + s + "\"/>",
                                s ->
                                        "<text:variable-set text:name=\"v\" office:value-type=\"string\" office:string-value=\""
                                                + s + "\">" + s + "</text:variable-set>",
                                Concealment.VANISH)
                        .lost(),
                inline(
                                "text in a formula that shows another",
                                s -> "<text:expression text:formula=\"ooow:1==1?&quot;" + s
                                        + "&quot;:0\">Agreed.</text:expression>",
                                s -> "<text:expression text:formula=\"ooow:&quot;" + s + "&quot;\">" + s
                                        + "</text:expression>",
                                Concealment.FIELD_CODE)
                        .lost(),
                inline(
                                "text in place of the number of a page",
                                s -> "<text:page-count>" + s + "</text:page-count>",
                                s -> "<text:page-count>3</text:page-count>" + s,
                                Concealment.REPLACEMENT_TEXT)
                        .lost(),
                body(
                                "field of the document that no field shows",
                                s -> declared(s) + paragraph("Agreed."),
                                s -> declared(s)
                                        + paragraph(
                                                "<text:user-field-get text:name=\"f\">" + s + "</text:user-field-get>"),
                                Concealment.ATTRIBUTE_ONLY)
                        .lost(),
                body(
                        "text that a field of the document replaces",
                        s -> declared("Agreed.")
                                + paragraph("<text:user-field-get text:name=\"f\">" + s + "</text:user-field-get>"),
                        s -> declared(s)
                                + paragraph("<text:user-field-get text:name=\"f\">" + s + "</text:user-field-get>"),
                        Concealment.REPLACEMENT_TEXT),
                inline(
                                "mark for an index",
                                s -> "<text:alphabetical-index-mark text:string-value=\"" + s + "\"/>Pears.",
                                s -> s + "<text:alphabetical-index-mark text:string-value=\"Pears\"/>",
                                Concealment.ATTRIBUTE_ONLY)
                        .lost(),
                inline(
                                "element that nobody knows",
                                s -> "<odd:note>" + s + "</odd:note>",
                                s -> "<text:span>" + s + "</text:span>",
                                Concealment.NOT_RENDERED)
                        .lost());
    }

    private static Vector span(String way, String hidden, String shown, Concealment code) {
        return made(way, s -> spanned(hidden, s), s -> spanned(shown, s), code);
    }

    private static OdfFile spanned(String look, String text) {
        return OdfFile.text(paragraph("<text:span text:style-name=\"T\">" + text + "</text:span>"))
                .styled(style("T", "text", "", look(look)));
    }

    private static Vector inline(
            String way, UnaryOperator<String> hidden, UnaryOperator<String> shown, Concealment code) {
        return body(way, s -> paragraph(hidden.apply(s)), s -> paragraph(shown.apply(s)), code);
    }

    static Vector body(String way, UnaryOperator<String> hidden, UnaryOperator<String> shown, Concealment code) {
        return made(way, s -> OdfFile.text(hidden.apply(s)), s -> OdfFile.text(shown.apply(s)), code);
    }

    private static Vector paragraphStyle(String way, String hidden, String shown, Concealment code) {
        String block = "<text:p text:style-name=\"P\">%s</text:p>";
        return made(
                way,
                s -> OdfFile.text(block.replace("%s", s)).styled(hidden),
                s -> OdfFile.text(block.replace("%s", s)).styled(shown),
                code);
    }

    static Vector made(
            String way, Function<String, OdfFile> hidden, Function<String, OdfFile> shown, Concealment code) {
        return new Vector(
                FILE,
                way,
                s -> hidden.apply(s).bytes(),
                s -> shown.apply(s).bytes(),
                TikaSays.BODY,
                Channel.HIDDEN,
                code,
                Place.Paragraph.class);
    }

    private static OdfFile defaults(String look, String text) {
        return OdfFile.text("<text:p>" + text + "</text:p><text:p text:style-name=\"V\">Agreed by all.</text:p>")
                .styled(style("V", "paragraph", "", look("fo:font-size=\"11pt\"")))
                .common("<style:default-style style:family=\"paragraph\">" + look(look) + "</style:default-style>");
    }

    private static OdfFile onPage(String ground, String text) {
        return OdfFile.text("<text:p text:style-name=\"P\">" + text + "</text:p>")
                .styled(style("P", "paragraph", "style:master-page-name=\"Dark\"", look("fo:color=\"#203864\"")))
                .pages(
                        "<style:page-layout style:name=\"pm1\"/><style:page-layout style:name=\"pm2\">"
                                + "<style:page-layout-properties fo:background-color=\"" + ground
                                + "\"/></style:page-layout>",
                        "<style:master-page style:name=\"Standard\" style:page-layout-name=\"pm1\"/>"
                                + "<style:master-page style:name=\"Dark\" style:page-layout-name=\"pm2\"/>");
    }

    private static OdfFile cell(String ground, String text) {
        return OdfFile.text("<table:table><table:table-row><table:table-cell table:style-name=\"C\"><text:p"
                        + " text:style-name=\"W\">" + text
                        + "</text:p></table:table-cell></table:table-row></table:table>")
                .styled(style(
                                "C",
                                "table-cell",
                                "",
                                "<style:table-cell-properties fo:background-color=\"" + ground + "\"/>")
                        + style("W", "paragraph", "", look("fo:color=\"#ffffff\"")));
    }

    private static String row(String cell, String text) {
        return "<table:table><table:table-row><table:table-cell><text:p>Agreed.</text:p></table:table-cell><table:"
                + cell + "><text:p>" + text + "</text:p></table:" + cell + "></table:table-row></table:table>";
    }

    private static String tracked(String change, String removed, String added) {
        return "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:" + change
                + "><office:change-info><dc:creator>A</dc:creator></office:change-info>" + removed + "</text:" + change
                + "></text:changed-region></text:tracked-changes>"
                + paragraph("Agreed.<text:change-start text:change-id=\"c1\"/>" + added
                        + "<text:change-end text:change-id=\"c1\"/>");
    }

    private static String conditional(String condition, String yes, String no, String shown) {
        return "<text:conditional-text text:condition=\"ooow:" + condition + "\" text:string-value-if-true=\"" + yes
                + "\" text:string-value-if-false=\"" + no + "\">" + shown + "</text:conditional-text>";
    }

    private static String declared(String value) {
        return "<text:user-field-decls><text:user-field-decl text:name=\"f\" office:value-type=\"string\""
                + " office:string-value=\"" + value + "\"/></text:user-field-decls>";
    }
}
