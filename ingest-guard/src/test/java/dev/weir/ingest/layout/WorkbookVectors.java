package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Ways to hide a sentence in a workbook. */
final class WorkbookVectors {

    private static final String FILE = "figures.xlsx";
    private static final String SHEET = "/xl/worksheets/sheet2.xml";
    private static final String MAIN =
            " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"" + OoxmlFile.NAMESPACES;
    private static final String PLAIN_FONT = "<font><sz val=\"11\"/></font>";

    private WorkbookVectors() {}

    private interface Made {
        OoxmlFile of(String sentence);
    }

    static List<Vector> all() {
        return Stream.of(sheets(), looks(), beside(), drawn())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Vector> sheets() {
        return List.of(
                made(
                        "hidden sheet",
                        s -> OoxmlFile.workbook("hidden", cells(s)),
                        s -> OoxmlFile.workbook("visible", cells(s)),
                        Concealment.HIDDEN_SHEET),
                made(
                        "very hidden sheet",
                        s -> OoxmlFile.workbook("veryHidden", cells(s)),
                        s -> OoxmlFile.workbook("visible", cells(s)),
                        Concealment.HIDDEN_SHEET),
                sheet(
                        "hidden row",
                        s -> row("hidden=\"1\"", inline("", s)),
                        s -> row("hidden=\"0\"", inline("", s)),
                        Concealment.HIDDEN_ROW),
                sheet(
                        "row of no height",
                        s -> row("ht=\"0\" customHeight=\"1\"", inline("", s)),
                        s -> row("ht=\"15\" customHeight=\"1\"", inline("", s)),
                        Concealment.HIDDEN_ROW),
                sheet(
                        "rows of no height by default",
                        s -> "<sheetFormatPr zeroHeight=\"1\"/>" + row("", inline("", s)),
                        s -> "<sheetFormatPr zeroHeight=\"1\"/>" + row("hidden=\"0\"", inline("", s)),
                        Concealment.HIDDEN_ROW),
                sheet(
                        "hidden column",
                        s -> "<cols><col min=\"2\" max=\"4\" hidden=\"1\"/></cols>" + cells(s),
                        s -> "<cols><col min=\"3\" max=\"4\" hidden=\"1\"/></cols>" + cells(s),
                        Concealment.HIDDEN_COLUMN),
                sheet(
                        "column of no width",
                        s -> "<cols><col min=\"1\" max=\"9\" width=\"0\" customWidth=\"1\"/></cols>" + cells(s),
                        s -> "<cols><col min=\"1\" max=\"9\" width=\"9\" customWidth=\"1\"/></cols>" + cells(s),
                        Concealment.HIDDEN_COLUMN));
    }

    private static List<Vector> looks() {
        return List.of(
                look(
                        "number format that shows nothing",
                        ";;;",
                        "General;General;General;@",
                        PLAIN_FONT,
                        PLAIN_FONT,
                        Concealment.NUMBER_FORMAT),
                look(
                        "number format that shows another text",
                        "0;0;0;&quot;Approved&quot;",
                        "0;0;0;&quot;Approved: &quot;@",
                        PLAIN_FONT,
                        PLAIN_FONT,
                        Concealment.NUMBER_FORMAT),
                look(
                        "white text",
                        "General",
                        "General",
                        "<font><color rgb=\"FFFFFFFF\"/></font>",
                        "<font><color rgb=\"FF000000\"/></font>",
                        Concealment.LOW_CONTRAST),
                look(
                        "text in the theme's colour of the sheet",
                        "General",
                        "General",
                        "<font><color theme=\"0\"/></font>",
                        "<font><color theme=\"1\"/></font>",
                        Concealment.LOW_CONTRAST),
                look(
                        "text of one point",
                        "General",
                        "General",
                        "<font><sz val=\"1\"/></font>",
                        "<font><sz val=\"8\"/></font>",
                        Concealment.TINY_GLYPH),
                made(
                        "text in the colour of its cell",
                        s -> styled("General", "<font><color rgb=\"FF203864\"/></font>", fill("FF203864"), s),
                        s -> styled("General", "<font><color rgb=\"FFFFFFFF\"/></font>", fill("FF203864"), s),
                        Concealment.LOW_CONTRAST),
                sheet(
                        "white stretch of a text",
                        s -> row(
                                "",
                                "<c r=\"B1\" t=\"inlineStr\"><is><r><t>The harvest of the year: </t></r><r><rPr>"
                                        + "<color rgb=\"FFFFFFFF\"/></rPr><t>" + s + "</t></r></is></c>"),
                        s -> row(
                                "",
                                "<c r=\"B1\" t=\"inlineStr\"><is><r><t>The harvest of the year: </t></r><r><rPr>"
                                        + "<color rgb=\"FF101010\"/></rPr><t>" + s + "</t></r></is></c>"),
                        Concealment.LOW_CONTRAST));
    }

    private static List<Vector> beside() {
        return List.of(
                comment(
                        "comment",
                        "comments",
                        s -> "<comments" + MAIN + "><authors><author>A</author></authors><commentList>"
                                + "<comment ref=\"B1\" authorId=\"0\"><text><t>" + s
                                + "</t></text></comment></commentList></comments>"),
                comment(
                        "comment in a thread",
                        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
                        s -> "<ThreadedComments"
                                + " xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\">"
                                + "<threadedComment ref=\"B1\" id=\"{1}\"><text>" + s
                                + "</text></threadedComment></ThreadedComments>"),
                attribute(
                        "prompt for what is entered",
                        s -> cells("x") + "<dataValidations><dataValidation sqref=\"B1\" prompt=\"" + s
                                + "\"/></dataValidations>"),
                attribute(
                        "message for what is entered wrongly",
                        s -> cells("x") + "<dataValidations><dataValidation sqref=\"B1\" error=\"" + s
                                + "\"/></dataValidations>"),
                attribute(
                        "tip of a link",
                        s -> cells("x") + "<hyperlinks><hyperlink ref=\"B1\" tooltip=\"" + s + "\"/></hyperlinks>"),
                sheet(
                        "text in a formula that shows another",
                        TikaSays.LOST,
                        s -> row("", "<c r=\"B1\" t=\"str\"><f>IF(TRUE,\"x\",\"" + s + "\")</f><v>x</v></c>"),
                        s -> row("", "<c r=\"B1\" t=\"str\"><f>IF(TRUE,\"" + s + "\",\"x\")</f><v>" + s + "</v></c>"),
                        Concealment.FIELD_CODE),
                sheet(
                        "text in the condition of a format",
                        TikaSays.LOST,
                        s -> cells("x")
                                + "<conditionalFormatting sqref=\"B1\"><cfRule type=\"expression\" priority=\"1\">"
                                + "<formula>B1=\"" + s + "\"</formula></cfRule></conditionalFormatting>",
                        s -> cells(s)
                                + "<conditionalFormatting sqref=\"B1\"><cfRule type=\"expression\" priority=\"1\">"
                                + "<formula>B1=\"x\"</formula></cfRule></conditionalFormatting>",
                        Concealment.FIELD_CODE),
                sheet(
                        "header of a first page that is like the others",
                        TikaSays.BODY,
                        s -> cells("x") + "<headerFooter><firstHeader>&amp;C" + s + "</firstHeader></headerFooter>",
                        s -> cells("x") + "<headerFooter differentFirst=\"1\"><firstHeader>&amp;C" + s
                                + "</firstHeader></headerFooter>",
                        Concealment.NOT_RENDERED),
                new Vector(
                        FILE,
                        "text behind a name",
                        s -> OoxmlFile.workbook(
                                        "Figures",
                                        "visible",
                                        cells("x"),
                                        "<definedNames><definedName name=\"N\">\"" + s
                                                + "\"</definedName></definedNames>")
                                .bytes(),
                        s -> OoxmlFile.workbook("visible", cells(s)).bytes(),
                        TikaSays.LOST,
                        Channel.METADATA,
                        Concealment.METADATA,
                        Place.Cell.class),
                new Vector(
                        FILE,
                        "shared text that no cell has",
                        s -> shared(0, s).bytes(),
                        s -> shared(1, s).bytes(),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.UNREFERENCED_PART,
                        Place.Cell.class));
    }

    private static List<Vector> drawn() {
        return List.of(
                new Vector(
                        FILE,
                        "description of a picture",
                        s -> drawing("<xdr:pic><xdr:nvPicPr><xdr:cNvPr id=\"2\" name=\"P\" descr=\"" + s
                                        + "\"/></xdr:nvPicPr></xdr:pic>")
                                .bytes(),
                        s -> OoxmlFile.workbook("visible", cells(s)).bytes(),
                        TikaSays.LOST,
                        Channel.ALT_TEXT,
                        Concealment.ATTRIBUTE_ONLY,
                        Place.Cell.class),
                made(
                        "text box that is not shown",
                        s -> drawing(box("hidden=\"1\"", "", s)),
                        s -> drawing(box("", "", s)),
                        Concealment.HIDDEN_OBJECT),
                made(
                        "white text in a white box",
                        s -> drawing(box("", "<a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill>", s)),
                        s -> drawing(box("", "<a:solidFill><a:srgbClr val=\"203864\"/></a:solidFill>", s)),
                        Concealment.LOW_CONTRAST));
    }

    private static Vector made(String way, Made hidden, Made shown, Concealment code) {
        return new Vector(
                FILE,
                way,
                s -> hidden.of(s).bytes(),
                s -> shown.of(s).bytes(),
                TikaSays.BODY,
                Channel.HIDDEN,
                code,
                Place.Cell.class);
    }

    private static Vector sheet(
            String way, UnaryOperator<String> hidden, UnaryOperator<String> shown, Concealment code) {
        return sheet(way, TikaSays.BODY, hidden, shown, code);
    }

    private static Vector sheet(
            String way, TikaSays tika, UnaryOperator<String> hidden, UnaryOperator<String> shown, Concealment code) {
        return new Vector(
                FILE,
                way,
                s -> OoxmlFile.workbook("visible", hidden.apply(s)).bytes(),
                s -> OoxmlFile.workbook("visible", shown.apply(s)).bytes(),
                tika,
                Channel.HIDDEN,
                code,
                Place.Cell.class);
    }

    private static Vector attribute(String way, UnaryOperator<String> hidden) {
        return sheet(way, TikaSays.LOST, hidden, WorkbookVectors::cells, Concealment.ATTRIBUTE_ONLY);
    }

    private static Vector look(
            String way, String hidden, String shown, String hiddenFont, String shownFont, Concealment code) {
        return made(way, s -> styled(hidden, hiddenFont, "", s), s -> styled(shown, shownFont, "", s), code);
    }

    private static Vector comment(String way, String relation, UnaryOperator<String> part) {
        return new Vector(
                FILE,
                way,
                s -> OoxmlFile.workbook("visible", cells("x"))
                        .part(
                                "/xl/comments1.xml",
                                relation.startsWith("http")
                                        ? "application/vnd.ms-excel.threadedcomments+xml"
                                        : "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
                                part.apply(s))
                        .relate(SHEET, "c1", relation, "../comments1.xml")
                        .bytes(),
                s -> OoxmlFile.workbook("visible", cells(s)).bytes(),
                TikaSays.BODY,
                Channel.COMMENT,
                Concealment.COMMENT,
                Place.Cell.class);
    }

    private static OoxmlFile styled(String format, String font, String fill, String sentence) {
        return OoxmlFile.workbook("visible", row("", inline(" s=\"1\"", sentence)))
                .officePart(
                        "/xl/styles.xml",
                        "spreadsheetml.styles+xml",
                        "<styleSheet" + MAIN
                                + "><numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"" + format
                                + "\"/></numFmts>"
                                + "<fonts count=\"2\">" + PLAIN_FONT + font + "</fonts><fills count=\"3\">"
                                + "<fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/>"
                                + "</fill>" + fill + "</fills><borders count=\"1\"><border/></borders>"
                                + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf/>"
                                + "<xf numFmtId=\"170\" fontId=\"1\" fillId=\"" + (fill.isEmpty() ? 0 : 2)
                                + "\"/></cellXfs></styleSheet>")
                .relate("/xl/workbook.xml", "t1", "styles", "styles.xml");
    }

    private static String fill(String colour) {
        return "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"" + colour + "\"/></patternFill></fill>";
    }

    private static OoxmlFile shared(int used, String sentence) {
        return OoxmlFile.workbook("visible", row("", "<c r=\"B1\" t=\"s\"><v>" + used + "</v></c>"))
                .officePart(
                        "/xl/sharedStrings.xml",
                        "spreadsheetml.sharedStrings+xml",
                        "<sst" + MAIN + "><si><t>Turnover</t></si><si><t>" + sentence + "</t></si></sst>")
                .relate("/xl/workbook.xml", "t2", "sharedStrings", "sharedStrings.xml");
    }

    private static OoxmlFile drawing(String shape) {
        return OoxmlFile.workbook("visible", cells("x") + "<drawing r:id=\"d1\"/>")
                .officePart(
                        "/xl/drawings/drawing1.xml",
                        "drawing+xml",
                        "<xdr:wsDr" + OoxmlFile.NAMESPACES
                                + "><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff>"
                                + "<xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>4</xdr:col>"
                                + "<xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
                                + shape
                                + "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>")
                .relate(SHEET, "d1", "drawing", "../drawings/drawing1.xml");
    }

    private static String box(String properties, String fill, String text) {
        return "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"2\" name=\"B\" " + properties
                + "/><xdr:cNvSpPr txBox=\"1\"/></xdr:nvSpPr><xdr:spPr>" + fill
                + "</xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:rPr>"
                + (fill.isEmpty() ? "" : "<a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill>")
                + "</a:rPr><a:t>" + text + "</a:t></a:r></a:p></xdr:txBody></xdr:sp>";
    }

    private static String cells(String text) {
        return row("", inline("", text));
    }

    private static String row(String attributes, String cells) {
        return "<sheetData><row r=\"1\" " + attributes + ">" + cells + "</row></sheetData>";
    }

    private static String inline(String attributes, String text) {
        return "<c r=\"B1\" t=\"inlineStr\"" + attributes + "><is><t>" + text + "</t></is></c>";
    }
}
