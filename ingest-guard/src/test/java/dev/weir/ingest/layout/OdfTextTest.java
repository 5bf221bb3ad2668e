package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.OdfFile.look;
import static dev.weir.ingest.layout.OdfFile.paragraph;
import static dev.weir.ingest.layout.OdfFile.style;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The text of ordinary OpenDocument files, in the order and on the lines in which people read it, and of hostile ones. */
class OdfTextTest {

    private static final String INTRO = "Minutes of the meeting.\n";

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    @Test
    void textWhenWhiteSpaceIsWrittenInManyWaysThenItIsReadAsShown() {
        String text = "<text:p>\n  Pears  and\n  <text:span> plums</text:span><text:s text:c=\"3\"/>x<text:tab/>four"
                + "<text:line-break/>  tonnes</text:p>";
        assertThat(body(text(text))).isEqualTo(INTRO + "Pears and plums   x\tfour\ntonnes");
    }

    @Test
    void textWhenABlankHasAColourOfItsOwnThenWordsStayApart() {
        OdfFile file = OdfFile.text(paragraph("Pears<text:span text:style-name=\"T\"> </text:span>and plums"))
                .styled(style("T", "text", "", look("fo:color=\"#ffffff\"")));
        ParsedDocument read = read("blank.odt", file);
        assertThat(body(read)).isEqualTo(INTRO + "Pears and plums");
        assertThat(text(read, Channel.HIDDEN, "/")).isEmpty();
    }

    @Test
    void textWhenTheColourIsAutomaticThenAnOpacityOfNothingMeansNothing() {
        OdfFile file = OdfFile.text(paragraph("<text:span text:style-name=\"T\">Pears</text:span>"))
                .styled(style("T", "text", "", look("style:use-window-font-color=\"true\" loext:opacity=\"0%\"")));
        assertThat(body(read("auto.odt", file))).isEqualTo(INTRO + "Pears");
    }

    @Test
    void textWhenANoteHangsOnAParagraphThenItFollows() {
        String note = "Before <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In the note."
                + "</text:p></text:note-body></text:note>and after.";
        assertThat(body(text(paragraph(note)))).isEqualTo(INTRO + "Before and after.\nIn the note.");
    }

    @Test
    void textWhenAParagraphIsHiddenThenItsNoteIsToo() {
        String note = "Before <text:note><text:note-body><text:p>In the note.</text:p></text:note-body></text:note>"
                + "<text:hidden-paragraph text:condition=\"ooow:1\"/>after.";
        ParsedDocument read = text(paragraph(note));
        assertThat(body(read)).isEqualTo(INTRO.strip());
        assertThat(text(read, Channel.HIDDEN, "/")).contains("Before after.").contains("In the note.");
    }

    @Test
    void textWhenItHasATableThenEachRowIsALine() {
        String cell = "<table:table-cell><text:p>%s</text:p></table:table-cell>";
        String table = "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
                + cell.replace("%s", "Fruit") + cell.replace("%s", "Tonnes")
                + "</table:table-row></table:table-header-rows><table:table-row>" + cell.replace("%s", "Pears")
                + cell.replace("%s", "four") + "</table:table-row></table:table>";
        assertThat(body(text(table + paragraph("After.")))).isEqualTo(INTRO + "Fruit Tonnes\nPears four\nAfter.");
    }

    @Test
    void textWhenItHasListsThenEachItemIsALine() {
        String list = "<text:list>\n<text:list-item>" + paragraph("Sow") + "\n</text:list-item><text:list-item>"
                + paragraph("Reap") + "</text:list-item></text:list>";
        assertThat(body(text(list))).isEqualTo(INTRO + "Sow\nReap");
    }

    @Test
    void textWhenAWordIsReadAloudThenItsReadingFollowsIt() {
        String ruby = "<text:ruby><text:ruby-base>\u6f22\u5b57</text:ruby-base><text:ruby-text>\u304b\u3093\u3058"
                + "</text:ruby-text></text:ruby>";
        assertThat(body(text(paragraph(ruby)))).isEqualTo(INTRO + "\u6f22\u5b57(\u304b\u3093\u3058)");
    }

    @Test
    void textWhenItHasHeadersThenThoseOfUsedPagesFollow() {
        OdfFile file = OdfFile.text("<text:p text:style-name=\"P\">On another page.</text:p>")
                .styled(style("P", "paragraph", "style:master-page-name=\"First\"", ""))
                .masters(master("Standard", "", "In general")
                        + master("First", "Next", "First of all")
                        + master("Next", "", "Then")
                        + master("Never", "", "Not on any page at all"));
        ParsedDocument read = read("headers.odt", file);
        assertThat(body(read)).isEqualTo(INTRO + "On another page.\nIn general\nFirst of all\nThen");
        assertThat(text(read, Channel.HIDDEN, "/")).isEqualTo("Not on any page at all\n");
    }

    @Test
    void textWhenAnUnusedPageHasOnlyPlaceholdersThenTheyAreLeftOut() {
        OdfFile file = OdfFile.text("").masters(master("Standard", "", "") + master("Report", "", "00/00/0000 ???"));
        assertThat(text(read("report.odt", file), Channel.HIDDEN, "/")).isEmpty();
    }

    @Test
    void textWhenItHasPropertiesThenTheyAreMetadata() {
        OdfFile file = OdfFile.text("")
                .meta("<dc:description>Of pears and plums</dc:description><meta:user-defined meta:name=\"Info\">"
                        + "Of plums alone</meta:user-defined>");
        assertThat(text(read("meta.odt", file), Channel.METADATA, "/"))
                .contains("Of pears and plums")
                .contains("custom:Info: Of plums alone");
        ParsedDocument flat = FILES.read("meta.fodt", file.flat());
        assertThat(text(flat, Channel.METADATA, "/"))
                .contains("Of pears and plums")
                .contains("custom:Info: Of plums alone");
    }

    @Test
    void textWhenAnObjectStandsInItThenItIsAPartOfItsOwn() {
        OdfFile file = OdfFile.text(paragraph("<draw:frame><draw:object xlink:href=\"./Object 1\"/></draw:frame>"))
                .manifest("<manifest:file-entry manifest:full-path=\"Object 1/\""
                        + " manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>")
                .entry("Object 1/content.xml", inner("Inside the object."))
                .entry("Object 1/styles.xml", "<office:document-styles" + OdfFile.NAMESPACES + "/>");
        ParsedDocument read = read("object.odt", file);
        assertThat(body(read)).isEqualTo(INTRO.strip());
        assertThat(text(read, Channel.BODY, "/1")).contains("Inside the object.");
        assertThat(text(read, Channel.HIDDEN, "/")).isEmpty();
    }

    @Test
    void textWhenNothingShowsAnObjectThenItsWordsAreHidden() {
        OdfFile file = OdfFile.text("").entry("Object 1/content.xml", inner("Inside the object."));
        ParsedDocument read = read("object.odt", file);
        assertThat(text(read, Channel.HIDDEN, "/")).contains("Inside the object.");
    }

    @Test
    void flatTextWhenAFileStandsInItThenItIsAPartOfItsOwn() {
        OdfFile file = OdfFile.text(paragraph("<draw:frame><draw:object-ole><office:binary-data>UGVhcnMgYW5k\nIHBsdW1z"
                + "</office:binary-data></draw:object-ole></draw:frame>"));
        ParsedDocument read = FILES.read("object.fodt", file.flat());
        assertThat(text(read, Channel.BODY, "/1")).contains("Pears and plums");
    }

    @Test
    void sheetWhenReadThenRowsAndCellsAreInOrder() {
        String row = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Pears</text:p>"
                + "</table:table-cell><table:table-cell/><table:table-cell office:value-type=\"percentage\""
                + " office:value=\"0.5\"><text:p>50%</text:p></table:table-cell></table:table-row>";
        assertThat(body(read("book.ods", OdfFile.sheets(table(row + row)))))
                .isEqualTo("Open\n7\nFigures\nPears 50%\nPears 50%");
    }

    @Test
    void sheetWhenCellsAndRowsAreRepeatedWithoutEndThenTheyAreReadOnce() {
        String row = "<table:table-row table:number-rows-repeated=\"999999999\"><table:table-cell"
                + " table:number-columns-repeated=\"999999999\" office:value-type=\"string\"><text:p>Pears</text:p>"
                + "</table:table-cell></table:table-row>";
        ParsedDocument read = read("repeated.ods", OdfFile.sheets(table(row.repeat(50))));
        assertThat(body(read)).isEqualTo("Open\n7\nFigures" + "\nPears".repeat(50));
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void sheetWhenAHiddenNumberHasNoTextThenItsValueIsHidden() {
        String format = "<number:number-style style:name=\"N1\"><number:number/></number:number-style>"
                + "<number:number-style style:name=\"N0\"><number:text/><style:map style:condition=\"value()&gt;100\""
                + " style:apply-style-name=\"N1\"/></number:number-style>"
                + style("C", "table-cell", "style:data-style-name=\"N0\"", "");
        String cell =
                "<table:table-cell table:style-name=\"C\" office:value-type=\"float\" office:value=\"%s\"><text:p/>"
                        + "</table:table-cell>";
        OdfFile file = OdfFile.sheets(table("<table:table-row>" + cell.replace("%s", "42") + cell.replace("%s", "142")
                        + "</table:table-row>"))
                .styled(format);
        ParsedDocument read = read("format.ods", file);
        assertThat(body(read)).isEqualTo("Open\n7\nFigures\n142");
        assertThat(text(read, Channel.HIDDEN, "/").strip()).isEqualTo("42");
    }

    @Test
    void sheetWhenHiddenThenItsNameIsNoPartOfItsFirstCell() {
        ParsedDocument read = read(
                "hidden.ods",
                OdfFile.sheets("<table:table table:name=\"Figures\" table:display=\"false\"><table:table-row>"
                        + "<table:table-cell office:value-type=\"string\"><text:p>Pears</text:p></table:table-cell>"
                        + "</table:table-row></table:table>"));
        assertThat(text(read, Channel.HIDDEN, "/").strip()).isEqualTo("Figures\nPears");
    }

    @Test
    void sheetWhenACellHasAnErrorThenItsNameIsRead() {
        String cell =
                "<table:table-cell table:formula=\"of:=NA()\" office:value-type=\"string\" office:string-value=\"\">"
                        + "<text:p>#N/A</text:p></table:table-cell>";
        ParsedDocument read =
                read("error.ods", OdfFile.sheets(table("<table:table-row>" + cell + "</table:table-row>")));
        assertThat(body(read)).endsWith("#N/A");
        assertThat(text(read, Channel.HIDDEN, "/")).isEmpty();
    }

    @Test
    void sheetWhenACellSpansAHiddenColumnThenItIsShown() {
        String table = "<table:table-column table:visibility=\"collapse\"/><table:table-column/><table:table-row>"
                + "<table:table-cell table:number-columns-spanned=\"2\" office:value-type=\"string\"><text:p>Pears</text:p>"
                + "</table:table-cell></table:table-row>";
        assertThat(body(read("span.ods", OdfFile.sheets(table(table))))).endsWith("Pears");
    }

    @Test
    void slidesWhenShapesAreDrawnThenEachIsALineInTheirOrder() {
        String shape = "<draw:frame svg:x=\"1cm\" svg:y=\"1cm\" svg:width=\"3cm\" svg:height=\"1cm\"><draw:text-box>"
                + "<text:p>%s</text:p></draw:text-box></draw:frame>";
        String page = "<draw:page draw:master-page-name=\"Standard\">" + shape.replace("%s", "Pears") + "<draw:g>"
                + shape.replace("%s", "Plums") + "</draw:g></draw:page>";
        assertThat(body(read("talk.odp", OdfFile.slides(page)))).isEqualTo("Welcome.\nPears\nPlums");
    }

    @Test
    void slideWhenAShapeComesWithAClickThenItIsBodyText() {
        String page =
                "<draw:page draw:master-page-name=\"Standard\"><draw:frame draw:id=\"id1\" svg:x=\"1cm\" svg:y=\"1cm\""
                        + " svg:width=\"9cm\" svg:height=\"2cm\"><draw:text-box><text:p>Pears</text:p></draw:text-box></draw:frame>"
                        + "<anim:par xmlns:anim=\"urn:oasis:names:tc:opendocument:xmlns:animation:1.0\" xmlns:smil=\"urn:oasis:names:"
                        + "tc:opendocument:xmlns:smil-compatible:1.0\" presentation:node-type=\"timing-root\"><anim:seq><anim:par"
                        + " smil:begin=\"next\" presentation:preset-class=\"entrance\"><anim:set smil:targetElement=\"id1\""
                        + " smil:attributeName=\"visibility\" smil:to=\"visible\"/></anim:par></anim:seq></anim:par></draw:page>";
        ParsedDocument read = read("talk.odp", OdfFile.slides(page));
        assertThat(body(read)).isEqualTo("Welcome.\nPears");
        assertThat(text(read, Channel.HIDDEN, "/")).isEmpty();
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void drawingWhenReadThenItsShapesAreReadAndThoseBesideThePageAreHidden() {
        String shape = "<draw:custom-shape svg:x=\"%x\" svg:y=\"1cm\" svg:width=\"3cm\" svg:height=\"1cm\"><text:p>%s"
                + "</text:p></draw:custom-shape>";
        String page = "<draw:page draw:master-page-name=\"Standard\">"
                + shape.replace("%x", "1cm").replace("%s", "Pears")
                + shape.replace("%x", "-9cm").replace("%s", "Plums") + "</draw:page>";
        ParsedDocument read = read("plan.odg", OdfFile.drawing(page));
        assertThat(body(read)).isEqualTo("Pears");
        assertThat(text(read, Channel.HIDDEN, "/").strip()).isEqualTo("Plums");
    }

    @Test
    void templatesWhenReadThenTheyAreReadAsWhatTheyAreTemplatesOf() {
        OdfFile file = OdfFile.text("<text:section text:display=\"none\">" + paragraph("Pears") + "</text:section>");
        ParsedDocument text = read("minutes.ott", file.template());
        assertThat(text(text, Channel.HIDDEN, "/").strip()).isEqualTo("Pears");
        String hidden =
                "<table:table-column table:visibility=\"collapse\"/><table:table-row><table:table-cell><text:p>Pears"
                        + "</text:p></table:table-cell></table:table-row>";
        ParsedDocument sheet = read("book.ots", OdfFile.sheets(table(hidden)).template());
        assertThat(text(sheet, Channel.HIDDEN, "/").strip()).isEqualTo("Pears");
        ParsedDocument slides = read(
                "talk.otp",
                OdfFile.slides("<draw:page><presentation:notes><draw:frame><draw:text-box><text:p>Pears</text:p>"
                                + "</draw:text-box></draw:frame></presentation:notes></draw:page>")
                        .template());
        assertThat(text(slides, Channel.COMMENT, "/").strip()).isEqualTo("Pears");
    }

    @Test
    void packageWhenAnEntryIsEncryptedThenTheGapSaysSo() {
        OdfFile file = OdfFile.text("")
                .manifest("<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\">"
                        + "<manifest:encryption-data/></manifest:file-entry>");
        assertThat(read("locked.odt", file).gaps()).extracting(Gap::code).contains(GapCode.ENCRYPTED);
    }

    @Test
    void packageWhenAnEntryExpandsBeyondMeasureThenALimitBlocks() {
        OdfFile file = OdfFile.text(paragraph(" ".repeat(30_000_000)));
        assertThat(read("bomb.odt", file).gaps()).extracting(Gap::code).contains(GapCode.LIMIT_OUTPUT);
    }

    @Test
    void packageWhenThePartBreaksOffThenWhatWasReadStaysAndAGapBlocks() {
        OdfFile file = OdfFile.text("")
                .entry("content.xml", inner("As far as this.").replaceAll("</office:text>.*", "<text:p>"));
        ParsedDocument read = read("broken.odt", file);
        assertThat(body(read)).isEqualTo("As far as this.");
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void packageWhenAPartDeclaresEntitiesThenTheyAreNotReadAndAGapBlocks() {
        String declared = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + inner("&e;");
        ParsedDocument read = read("entity.odt", OdfFile.text("").entry("content.xml", declared));
        assertThat(body(read)).isEmpty();
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void flatTextWhenItDeclaresEntitiesThenTheyAreNotReadAndAGapBlocks() {
        String flat = new String(OdfFile.text(paragraph("&e;")).flat(), StandardCharsets.UTF_8)
                .replace("?><", "?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><");
        ParsedDocument read = FILES.read("entity.fodt", flat.getBytes(StandardCharsets.UTF_8));
        assertThat(body(read)).isEmpty();
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void textWhenElementsAreNestedWithoutEndThenAGapBlocks() {
        ParsedDocument read = text("<text:section>".repeat(5_000) + "</text:section>".repeat(5_000));
        assertThat(body(read)).isEqualTo(INTRO.strip());
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void textWhenAStyleBuildsOnItselfThenItIsRead() {
        OdfFile file = OdfFile.text("<text:p text:style-name=\"P\">Pears</text:p>")
                .styled(style("P", "paragraph", "style:parent-style-name=\"Q\"", "")
                        + style("Q", "paragraph", "style:parent-style-name=\"P\"", ""));
        assertThat(body(read("circle.odt", file))).isEqualTo(INTRO + "Pears");
    }

    @Test
    void sheetWhenAConditionalFormatMayHideCellsThenAGapSaysSo() {
        Gap gap = new Gap(GapCode.FLAT_TEXT, "/", "conditional formats that may hide cells");
        String row = "<table:table-row><table:table-cell table:style-name=\"C\" office:value-type=\"string\">"
                + "<text:p>Pears</text:p></table:table-cell></table:table-row>";
        String white = style("W", "table-cell", "", look("fo:color=\"#ffffff\""));
        String red = style("W", "table-cell", "", look("fo:color=\"#9c0006\""));
        String mapped = style(
                "C",
                "table-cell",
                "",
                "<style:map style:condition=\"is-true-formula(ISERROR([.A1]))\" style:apply-style-name=\"W\"/>");
        ParsedDocument read = read("book.ods", OdfFile.sheets(table(row)).styled(white + mapped));
        assertThat(body(read)).endsWith("Pears");
        assertThat(read.gaps()).containsExactly(gap);
        assertThat(read("book.ods", OdfFile.sheets(table(row)).styled(red + mapped))
                        .gaps())
                .isEmpty();
        String listed = row + OdfSheetVectors.conditional("W", "x");
        assertThat(read("book.ods", OdfFile.sheets(table(listed)).styled(white)).gaps())
                .containsExactly(gap);
        assertThat(read("book.ods", OdfFile.sheets(table(listed)).styled(red)).gaps())
                .isEmpty();
    }

    private static String inner(String text) {
        return "<office:document-content" + OdfFile.NAMESPACES + "><office:body><office:text>" + paragraph(text)
                + "</office:text></office:body></office:document-content>";
    }

    private static String master(String name, String next, String header) {
        return "<style:master-page style:name=\"" + name + "\" style:page-layout-name=\"pm1\" style:next-style-name=\""
                + next + "\"><style:header><text:p>" + header + "</text:p></style:header></style:master-page>";
    }

    private static String table(String content) {
        return "<table:table table:name=\"Figures\">" + content + "</table:table>";
    }

    private static ParsedDocument text(String blocks) {
        return read("minutes.odt", OdfFile.text(blocks));
    }

    private static ParsedDocument read(String name, OdfFile file) {
        return FILES.read(name, file.bytes());
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
}
