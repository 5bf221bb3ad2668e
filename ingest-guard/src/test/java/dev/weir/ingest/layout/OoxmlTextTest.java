package dev.weir.ingest.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The text of ordinary Office documents, in the order and on the lines in which people read it. */
class OoxmlTextTest {

    private static final String INTRO = "Minutes of the meeting.\n";
    private static final String CELL =
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Pears</t></is></c></row></sheetData>";
    private static final Gap HIDING_CELLS = new Gap(GapCode.FLAT_TEXT, "/", "conditional formats that may hide cells");

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    @Test
    void wordWhenTextIsInATableThenEachRowIsALineWithBlanksBetweenCells() throws IOException {
        String cell = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>";
        String table = "<w:tbl><w:tr>" + cell.replace("%s", "Pears") + cell.replace("%s", "four") + "</w:tr><w:tr>"
                + cell.replace("%s", "") + cell.replace("%s", "five") + "</w:tr></w:tbl>";
        assertThat(body(word(table + paragraph("After."))))
                .isEqualToNormalizingNewlines(INTRO + "Pears four\nfive\nAfter.");
    }

    @Test
    void wordWhenACellHasTwoParagraphsThenEachIsALine() throws IOException {
        String table = "<w:tbl><w:tr><w:tc>" + paragraph("One") + paragraph("Two") + "</w:tc><w:tc>"
                + paragraph("Three") + "</w:tc></w:tr></w:tbl>";
        assertThat(body(word(table))).isEqualTo(INTRO + "One\nTwo Three");
    }

    @Test
    void wordWhenARunHasTabsAndBreaksThenTheTextHasThem() throws IOException {
        String run = "<w:p><w:r><w:t>Pears</w:t><w:tab/><w:t>four</w:t><w:br/><w:t>tonnes</w:t></w:r></w:p>";
        assertThat(body(word(run))).isEqualTo(INTRO + "Pears\tfour\ntonnes");
    }

    @Test
    void wordWhenATextBoxHangsOnAParagraphThenItFollowsAndIsSaidOnce() throws IOException {
        String box = "<w:txbxContent>" + paragraph("In the box.") + "</w:txbxContent>";
        String text = "<w:p><w:r><w:t>Before </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">"
                + "<w:drawing><wps:wsp><wps:txbx>" + box + "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback>"
                + "<w:pict><v:rect><v:textbox>" + box + "</v:textbox></v:rect></w:pict></mc:Fallback>"
                + "</mc:AlternateContent></w:r><w:r><w:t>and after.</w:t></w:r></w:p>";
        ParsedDocument read = word(text);
        assertThat(body(read)).isEqualTo(INTRO + "Before and after.\nIn the box.");
        assertThat(text(read, Channel.HIDDEN, "/")).isEmpty();
    }

    @Test
    void wordWhenAListIsNumberedThenTheNumbersAreRead() throws IOException {
        String item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>%s"
                + "</w:t></w:r></w:p>";
        OoxmlFile file = OoxmlFile.word(item.replace("%s", "Sow") + item.replace("%s", "Reap"))
                .officePart(
                        "/word/numbering.xml",
                        "wordprocessingml.numbering+xml",
                        "<w:numbering"
                                + OoxmlFile.NAMESPACES + "><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\">"
                                + "<w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>"
                                + "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>")
                .relate("/word/document.xml", "n1", "numbering", "numbering.xml");
        assertThat(body(read("list.docx", file))).isEqualTo(INTRO + "1. Sow\n2. Reap");
    }

    @Test
    void wordWhenALinkHasATargetInWordsThenItIsMetadata() throws IOException {
        OoxmlFile file = OoxmlFile.word(paragraph("See there."))
                .relate("/word/document.xml", "k1", "hyperlink", "http://example.org/send-all-the-letters");
        assertThat(text(read("link.docx", file), Channel.METADATA, "/")).contains("send-all-the-letters");
    }

    @Test
    void wordWhenAnotherDocumentIsPulledInThenItIsAPartOfItsOwn() throws IOException {
        OoxmlFile file = OoxmlFile.word("<w:altChunk r:id=\"k1\"/>")
                .part("/word/chunk.txt", "text/plain", "Pulled in.")
                .relate("/word/document.xml", "k1", "aFChunk", "chunk.txt");
        assertThat(text(read("chunk.docx", file), Channel.BODY, "/1")).contains("Pulled in.");
    }

    @Test
    void wordWhenThePartBreaksOffThenWhatWasReadStaysAndAGapBlocks() throws IOException {
        OoxmlFile file = OoxmlFile.word("")
                .officePart(
                        "/word/document.xml",
                        "wordprocessingml.document.main+xml",
                        "<w:document" + OoxmlFile.NAMESPACES + "><w:body>" + paragraph("As far as this.") + "<w:p>");
        ParsedDocument read = read("broken.docx", file);
        assertThat(body(read)).contains("As far as this.");
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void wordWhenElementsAreNestedWithoutEndThenAGapBlocks() throws IOException {
        ParsedDocument read = word("<w:sdt><w:sdtContent>".repeat(5_000) + "</w:sdtContent></w:sdt>".repeat(5_000));
        assertThat(body(read)).contains(INTRO.strip());
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void workbookWhenReadThenSheetsRowsAndCellsAreInOrder() throws IOException {
        String sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Pears</t></is></c>"
                + "<c r=\"C1\" t=\"b\"><v>1</v></c></row><row r=\"2\"><c r=\"B2\" t=\"str\"><f>A1</f><v>four</v></c>"
                + "<c r=\"C2\" t=\"e\"><v>#N/A</v></c></row></sheetData>";
        assertThat(body(read("book.xlsx", OoxmlFile.workbook("visible", sheet))))
                .isEqualTo("Open\n7\nFigures\nPears TRUE\nfour #N/A");
    }

    @Test
    void workbookWhenNumbersHaveFormatsThenTheyAreReadAsShown() throws IOException {
        String sheet =
                "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>0.1234</v></c><c r=\"B1\" s=\"2\"><v>45000</v></c>"
                        + "<c r=\"C1\" s=\"3\"><v>0</v></c></row></sheetData>";
        OoxmlFile file = OoxmlFile.workbook("visible", sheet)
                .officePart(
                        "/xl/styles.xml",
                        "spreadsheetml.styles+xml",
                        "<styleSheet"
                                + " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts>"
                                + "<numFmt numFmtId=\"170\" formatCode=\"yyyy\\-mm\\-dd\"/>"
                                + "<numFmt numFmtId=\"171\" formatCode=\"0;-0;&quot;none&quot;\"/></numFmts><cellXfs><xf/>"
                                + "<xf numFmtId=\"10\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>")
                .relate("/xl/workbook.xml", "t1", "styles", "styles.xml");
        assertThat(body(read("formats.xlsx", file))).endsWith("12.34% 2023-03-15 none");
    }

    @Test
    void workbookWhenAConditionalFormatMayHideCellsThenAGapSaysSo() throws IOException {
        String white = "<font><color rgb=\"FFFFFFFF\"/></font>";
        for (String format : List.of(
                white,
                white + fill("FFFEFEFE"),
                "<font><color theme=\"0\"/></font>",
                "<numFmt numFmtId=\"170\" formatCode=\";;;\"/>")) {
            ParsedDocument read = read("book.xlsx", conditional(format));
            assertThat(body(read)).as(format).endsWith("Pears");
            assertThat(read.gaps()).as(format).containsExactly(HIDING_CELLS);
        }
    }

    @Test
    void workbookWhenAConditionalFormatLeavesCellsInViewThenThereIsNoGap() throws IOException {
        String white = "<font><color rgb=\"FFFFFFFF\"/></font>";
        for (String format : List.of(
                "<font><color rgb=\"FF9C0006\"/></font>" + fill("FFFFC7CE"),
                white + fill("FF203864"),
                fill("FFFFFFFF"),
                "<font><b/></font>",
                "<numFmt numFmtId=\"170\" formatCode=\"0.00\"/>")) {
            assertThat(read("book.xlsx", conditional(format)).gaps()).as(format).isEmpty();
        }
    }

    @Test
    void workbookWhenANewerConditionalFormatMayHideCellsThenAGapSaysSo() throws IOException {
        String sheet = CELL + "<extLst><ext uri=\"{78C0D931-6437-407d-A8EE-F0AAD7539E65}\"><x14:conditionalFormattings"
                + " xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\"><x14:conditionalFormatting>"
                + "<x14:cfRule type=\"expression\"><x14:dxf><font><color rgb=\"FFFFFFFF\"/></font></x14:dxf></x14:cfRule>"
                + "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>";
        assertThat(read("book.xlsx", OoxmlFile.workbook("visible", sheet)).gaps())
                .containsExactly(HIDING_CELLS);
    }

    @Test
    void slideWhenAShapeComesWithAClickThenItIsBodyText() throws IOException {
        OoxmlFile file = OoxmlFile.slides("", "")
                .officePart(
                        "/ppt/slides/slide1.xml",
                        "presentationml.slide+xml",
                        "<p:sld" + OoxmlFile.NAMESPACES + "><p:cSld><p:spTree>" + slideText("Pears")
                                + "</p:spTree></p:cSld><p:timing><p:tnLst><p:par><p:cTn nodeType=\"tmRoot\"><p:childTnLst>"
                                + "<p:set><p:cBhvr><p:cTn presetClass=\"entr\"/><p:tgtEl><p:spTgt spid=\"2\"/></p:tgtEl>"
                                + "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
                                + "<p:to><p:strVal val=\"visible\"/></p:to></p:set></p:childTnLst></p:cTn></p:par>"
                                + "</p:tnLst></p:timing></p:sld>");
        ParsedDocument read = read("talk.pptx", file);
        assertThat(body(read)).isEqualTo("Welcome.\nPears");
        assertThat(text(read, Channel.HIDDEN, "/")).isEmpty();
    }

    @Test
    void slidesWhenReadThenTheyComeInTheOrderInWhichTheyAreShown() throws IOException {
        OoxmlFile file = OoxmlFile.slides("", slideText("Shown second"))
                .officePart(
                        "/ppt/slides/slide2.xml",
                        "presentationml.slide+xml",
                        "<p:sld" + OoxmlFile.NAMESPACES + "><p:cSld><p:spTree>" + slideText("Shown first")
                                + "</p:spTree></p:cSld></p:sld>")
                .officePart(
                        "/ppt/presentation.xml",
                        "presentationml.presentation.main+xml",
                        "<p:presentation"
                                + OoxmlFile.NAMESPACES + "><p:sldIdLst><p:sldId id=\"257\" r:id=\"s2\"/>"
                                + "<p:sldId id=\"256\" r:id=\"s1\"/></p:sldIdLst></p:presentation>")
                .relate("/ppt/presentation.xml", "s2", "slide", "slides/slide2.xml");
        assertThat(body(read("order.pptx", file))).isEqualTo("Shown first\nShown second");
    }

    @Test
    void slidesWhenADiagramIsKeptTwiceThenItIsReadOnce() throws IOException {
        String paragraph = "<a:p><a:r><a:t>Sow, then reap</a:t></a:r></a:p>";
        String frame =
                "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"D\"/></p:nvGraphicFramePr><a:graphic>"
                        + "<a:graphicData><dgm:relIds r:dm=\"d1\"/></a:graphicData></a:graphic></p:graphicFrame>";
        OoxmlFile file = OoxmlFile.slides("", frame)
                .officePart(
                        "/ppt/diagrams/data1.xml",
                        "drawingml.diagramData+xml",
                        "<dgm:dataModel" + OoxmlFile.NAMESPACES + "><dgm:pt><dgm:t>" + paragraph
                                + "</dgm:t></dgm:pt></dgm:dataModel>")
                .part(
                        "/ppt/diagrams/drawing1.xml",
                        "application/vnd.ms-office.drawingml.diagramDrawing+xml",
                        "<drawing" + OoxmlFile.NAMESPACES + ">" + paragraph + "</drawing>")
                .relate("/ppt/slides/slide1.xml", "d1", "diagramData", "../diagrams/data1.xml")
                .relate(
                        "/ppt/slides/slide1.xml",
                        "d2",
                        "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
                        "../diagrams/drawing1.xml");
        ParsedDocument read = read("diagram.pptx", file);
        assertThat(body(read)).isEqualTo("Welcome.\nSow, then reap");
        assertThat(text(read, Channel.HIDDEN, "/")).isEmpty();
    }

    @Test
    void slidesWhenAChartHangsOnOneThenItsWordsAreBody() throws IOException {
        String frame =
                "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"C\"/></p:nvGraphicFramePr><a:graphic>"
                        + "<a:graphicData><c:chart r:id=\"c1\"/></a:graphicData></a:graphic></p:graphicFrame>";
        OoxmlFile file = OoxmlFile.slides("", frame)
                .officePart(
                        "/ppt/charts/chart1.xml",
                        "drawingml.chart+xml",
                        "<c:chartSpace" + OoxmlFile.NAMESPACES
                                + "><c:title><c:tx><c:rich><a:p><a:r><a:t>Yield</a:t></a:r></a:p></c:rich></c:tx></c:title>"
                                + "<c:cat><c:strRef><c:f>A1</c:f><c:strCache><c:pt><c:v>Pears</c:v></c:pt></c:strCache></c:strRef>"
                                + "</c:cat></c:chartSpace>")
                .relate("/ppt/slides/slide1.xml", "c1", "chart", "../charts/chart1.xml");
        assertThat(body(read("chart.pptx", file))).isEqualTo("Welcome.\nYield\nPears");
    }

    private static String paragraph(String text) {
        return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    private static String slideText(String text) {
        return "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"S\"/></p:nvSpPr><p:spPr/><p:txBody><a:p><a:r><a:t>" + text
                + "</a:t></a:r></a:p></p:txBody></p:sp>";
    }

    private static ParsedDocument word(String blocks) throws IOException {
        return read("minutes.docx", OoxmlFile.word(blocks));
    }

    private static ParsedDocument read(String name, OoxmlFile content) throws IOException {
        return FILES.read(name, content.bytes());
    }

    private static String body(ParsedDocument read) {
        return text(read, Channel.BODY, "/").strip();
    }

    private static String text(ParsedDocument read, Channel channel, String location) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel && layer.location().equals(location))
                .map(Layer::text)
                .collect(Collectors.joining("\n"));
    }

    /** A sheet whose one cell may take on another format. */
    private static OoxmlFile conditional(String format) {
        String sheet =
                CELL + "<conditionalFormatting sqref=\"A1\"><cfRule type=\"expression\" dxfId=\"1\" priority=\"1\">"
                        + "<formula>ISERROR(A1)</formula></cfRule></conditionalFormatting>";
        return OoxmlFile.workbook("visible", sheet)
                .officePart(
                        "/xl/styles.xml",
                        "spreadsheetml.styles+xml",
                        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs><xf/>"
                                + "</cellXfs><dxfs><dxf/><dxf>" + format + "</dxf></dxfs></styleSheet>")
                .relate("/xl/workbook.xml", "t1", "styles", "styles.xml");
    }

    private static String fill(String colour) {
        return "<fill><patternFill><bgColor rgb=\"" + colour + "\"/></patternFill></fill>";
    }
}
