package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.OdfFile.look;
import static dev.weir.ingest.layout.OdfFile.style;

import dev.weir.models.detect.Channel;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Ways to hide a sentence in an OpenDocument spreadsheet. */
final class OdfSheetVectors {

    private static final String FILE = "figures.ods";
    private static final String COLUMN = "<table:table-column/>";

    private OdfSheetVectors() {}

    static List<Vector> all() {
        return Stream.of(places(), looks(), values(), beside())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Vector> places() {
        return List.of(
                styled(
                        "hidden sheet",
                        style("S", "table", "", "<style:table-properties table:display=\"false\"/>"),
                        style("S", "table", "", "<style:table-properties table:display=\"true\"/>"),
                        s -> "<table:table table:name=\"F\" table:style-name=\"S\">" + COLUMN + row(cell(s))
                                + "</table:table>",
                        Concealment.HIDDEN_SHEET),
                styled(
                                "name of a hidden sheet",
                                style("S", "table", "", "<style:table-properties table:display=\"false\"/>"),
                                style("S", "table", "", "<style:table-properties/>"),
                                s -> "<table:table table:name=\"" + s + "\" table:style-name=\"S\">" + COLUMN
                                        + row(cell("Pears")) + "</table:table>",
                                Concealment.HIDDEN_SHEET)
                        .lost(),
                rows("hidden row", "table:visibility=\"collapse\"", "table:visibility=\"visible\""),
                rows("row that a filter hides", "table:visibility=\"filter\"", ""),
                sheet(
                        "row of a closed group",
                        s -> COLUMN + "<table:table-row-group table:display=\"false\">" + row(cell(s))
                                + "</table:table-row-group>",
                        s -> COLUMN + "<table:table-row-group>" + row(cell(s)) + "</table:table-row-group>",
                        Concealment.HIDDEN_ROW),
                styled(
                        "row of no height",
                        style("R", "table-row", "", "<style:table-row-properties style:row-height=\"0cm\"/>"),
                        style("R", "table-row", "", "<style:table-row-properties style:row-height=\"0.5cm\"/>"),
                        s -> table(
                                COLUMN + "<table:table-row table:style-name=\"R\">" + cell(s) + "</table:table-row>"),
                        Concealment.HIDDEN_ROW),
                sheet(
                        "hidden column",
                        s -> "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column"
                                + " table:visibility=\"collapse\"/>" + row(cells(2) + cell(s)),
                        s -> "<table:table-column table:number-columns-repeated=\"3\"/><table:table-column"
                                + " table:visibility=\"collapse\"/>" + row(cells(2) + cell(s)),
                        Concealment.HIDDEN_COLUMN),
                styled(
                        "column of no width",
                        style("N", "table-column", "", "<style:table-column-properties style:column-width=\"0cm\"/>"),
                        style("N", "table-column", "", "<style:table-column-properties style:column-width=\"2cm\"/>"),
                        s -> table("<table:table-column table:style-name=\"N\"/>" + row(cell(s))),
                        Concealment.HIDDEN_COLUMN),
                sheet(
                        "column of a closed group",
                        s -> "<table:table-column-group table:display=\"false\">" + COLUMN
                                + "</table:table-column-group>" + row(cell(s)),
                        s -> "<table:table-column-group>" + COLUMN + "</table:table-column-group>" + row(cell(s)),
                        Concealment.HIDDEN_COLUMN),
                sheet(
                                "cell that another one covers",
                                s -> COLUMN
                                        + row(cells(1)
                                                + "<table:covered-table-cell office:value-type=\"string\"><text:p>" + s
                                                + "</text:p></table:covered-table-cell>"),
                                s -> COLUMN + row(cells(1) + cell(s)),
                                Concealment.HIDDEN_OBJECT)
                        .lost());
    }

    private static List<Vector> looks() {
        String format = "<number:text-style style:name=\"N0\"><number:text/></number:text-style>";
        String shown = "<number:text-style style:name=\"N0\"><number:text-content/></number:text-style>";
        String use = style("C", "table-cell", "style:data-style-name=\"N0\"", "");
        String cell = "<table:table-cell table:style-name=\"C\" office:value-type=\"string\"><text:p>%s</text:p>"
                + "</table:table-cell>";
        return List.of(
                styled(
                        "format that shows nothing",
                        format + use,
                        shown + use,
                        s -> table(COLUMN + row(cell.replace("%s", s))),
                        Concealment.NUMBER_FORMAT),
                styled(
                        "white text",
                        style("C", "table-cell", "", look("fo:color=\"#ffffff\"")),
                        style(
                                "C",
                                "table-cell",
                                "",
                                "<style:table-cell-properties fo:background-color=\"#203864\"/>"
                                        + look("fo:color=\"#ffffff\"")),
                        s -> table(COLUMN + row(cell.replace("%s", s))),
                        Concealment.LOW_CONTRAST),
                styled(
                        "white text by the style of a column",
                        style("C", "table-cell", "", look("fo:color=\"#fefefe\"")),
                        style("C", "table-cell", "", look("fo:color=\"#202020\"")),
                        s -> table("<table:table-column table:default-cell-style-name=\"C\"/>" + row(cell(s))),
                        Concealment.LOW_CONTRAST),
                styled(
                        "text of one point",
                        style("C", "table-cell", "", look("fo:font-size=\"1pt\"")),
                        style("C", "table-cell", "", look("fo:font-size=\"9pt\"")),
                        s -> table(COLUMN + row(cell.replace("%s", s))),
                        Concealment.TINY_GLYPH),
                styled(
                        "white stretch of a text",
                        style("T", "text", "", look("fo:color=\"#ffffff\"")),
                        style("T", "text", "", look("fo:color=\"#808080\"")),
                        s -> table(COLUMN + row(cell("<text:span text:style-name=\"T\">" + s + "</text:span>"))),
                        Concealment.LOW_CONTRAST));
    }

    private static List<Vector> values() {
        return List.of(
                sheet(
                        "text that the value of its cell replaces",
                        s -> COLUMN + row(valued("office:value-type=\"string\" office:string-value=\"Pears\"", s)),
                        s -> COLUMN + row(valued("office:value-type=\"string\" office:string-value=\"" + s + "\"", s)),
                        Concealment.REPLACEMENT_TEXT),
                sheet(
                        "text in place of a number",
                        s -> COLUMN + row(valued("office:value-type=\"float\" office:value=\"4\"", s)),
                        s -> COLUMN + row(valued("office:value-type=\"string\"", s)),
                        Concealment.REPLACEMENT_TEXT),
                sheet(
                                "text in the condition of a format",
                                s -> COLUMN + row(cell("x")) + conditional("Default", s),
                                s -> COLUMN + row(cell(s)) + conditional("Default", "x"),
                                Concealment.FIELD_CODE)
                        .lost(),
                sheet(
                                "text in a formula that shows another",
                                s -> COLUMN
                                        + row(valued(
                                                "office:value-type=\"string\" table:formula=\"of:=IF(TRUE();&quot;Pears&quot;;"
                                                        + "&quot;" + s + "&quot;)\" office:string-value=\"Pears\"",
                                                "Pears")),
                                s -> COLUMN
                                        + row(valued(
                                                "office:value-type=\"string\" table:formula=\"of:=&quot;" + s
                                                        + "&quot;\" office:string-value=\"" + s + "\"",
                                                s)),
                                Concealment.FIELD_CODE)
                        .lost(),
                made(
                        "cell as it was before a tracked change",
                        s -> OdfFile.sheets("<table:tracked-changes><table:cell-content-change table:id=\"ct1\">"
                                + "<office:change-info><dc:creator>A</dc:creator></office:change-info><table:previous>"
                                + "<table:change-track-table-cell office:value-type=\"string\"><text:p>" + s
                                + "</text:p></table:change-track-table-cell></table:previous>"
                                + "</table:cell-content-change></table:tracked-changes>"),
                        s -> OdfFile.sheets(table(COLUMN + row(cell(s)))),
                        Channel.HIDDEN,
                        Concealment.DELETED_REVISION));
    }

    private static List<Vector> beside() {
        return List.of(
                made(
                        "comment",
                        s -> OdfFile.sheets(table(COLUMN
                                + row("<table:table-cell><office:annotation><text:p>" + s
                                        + "</text:p></office:annotation></table:table-cell>"))),
                        s -> OdfFile.sheets(table(COLUMN + row(cell(s)))),
                        Channel.COMMENT,
                        Concealment.COMMENT),
                made(
                        "message for those who enter something",
                        s -> OdfFile.sheets(
                                "<table:content-validations><table:content-validation table:name=\"v\">"
                                        + "<table:help-message table:display=\"true\"><text:p>" + s
                                        + "</text:p></table:help-message></table:content-validation></table:content-validations>"),
                        s -> OdfFile.sheets(table(COLUMN + row(cell(s)))),
                        Channel.HIDDEN,
                        Concealment.ATTRIBUTE_ONLY),
                made(
                                "text behind a name",
                                s -> OdfFile.sheets("<table:named-expressions><table:named-expression table:name=\"n\""
                                        + " table:expression=\"&quot;" + s + "&quot;\"/></table:named-expressions>"),
                                s -> OdfFile.sheets(table(COLUMN + row(cell(s)))),
                                Channel.METADATA,
                                Concealment.METADATA)
                        .lost(),
                made(
                        "description of a picture",
                        s -> OdfFile.sheets(table("<table:shapes><draw:frame><svg:desc>" + s
                                + "</svg:desc></draw:frame></table:shapes>" + COLUMN)),
                        s -> OdfFile.sheets(table(COLUMN + row(cell(s)))),
                        Channel.ALT_TEXT,
                        Concealment.ATTRIBUTE_ONLY));
    }

    private static Vector rows(String way, String hidden, String shown) {
        return sheet(
                way,
                s -> COLUMN + "<table:table-row " + hidden + ">" + cell(s) + "</table:table-row>",
                s -> COLUMN + "<table:table-row " + shown + ">" + cell(s) + "</table:table-row>",
                Concealment.HIDDEN_ROW);
    }

    private static Vector sheet(
            String way, UnaryOperator<String> hidden, UnaryOperator<String> shown, Concealment code) {
        return made(
                way,
                s -> OdfFile.sheets(table(hidden.apply(s))),
                s -> OdfFile.sheets(table(shown.apply(s))),
                Channel.HIDDEN,
                code);
    }

    private static Vector styled(
            String way, String hidden, String shown, UnaryOperator<String> tables, Concealment code) {
        return made(
                way,
                s -> OdfFile.sheets(tables.apply(s)).styled(hidden),
                s -> OdfFile.sheets(tables.apply(s)).styled(shown),
                Channel.HIDDEN,
                code);
    }

    private static Vector made(
            String way,
            Function<String, OdfFile> hidden,
            Function<String, OdfFile> shown,
            Channel channel,
            Concealment code) {
        return OdfFile.vector(FILE, way, hidden, shown, channel, code, Place.Cell.class);
    }

    static String conditional(String style, String text) {
        return "<calcext:conditional-formats xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:"
                + "calcext:1.0\"><calcext:conditional-format calcext:target-range-address=\"Figures.A1\"><calcext:condition"
                + " calcext:apply-style-name=\"" + style + "\" calcext:value=\"contains-text(&quot;" + text
                + "&quot;)\"/></calcext:conditional-format></calcext:conditional-formats>";
    }

    private static String table(String content) {
        return "<table:table table:name=\"Figures\">" + content + "</table:table>";
    }

    private static String row(String cells) {
        return "<table:table-row>" + cells + "</table:table-row>";
    }

    private static String cells(int count) {
        return cell("Pears").repeat(count);
    }

    private static String cell(String content) {
        return valued("office:value-type=\"string\"", content);
    }

    private static String valued(String attributes, String content) {
        return "<table:table-cell " + attributes + "><text:p>" + content + "</text:p></table:table-cell>";
    }
}
