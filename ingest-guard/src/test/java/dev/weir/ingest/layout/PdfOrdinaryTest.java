package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.PdfFixtures.line;
import static dev.weir.ingest.layout.PdfFixtures.pdf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.layout.PdfFixtures.Drawing;
import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import java.awt.Color;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationMarkup;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people put into PDFs every day is read in full and called visible. */
class PdfOrdinaryTest {

    private static final String TEXT = "The pond is quiet and the swans sleep.";

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    @Test
    void parseWhenPageHasColumnsThenEachIsReadToItsEnd() {
        ParsedDocument read = parse((document, page, content) -> {
            for (int column = 0; column < 2; column++) {
                for (int row = 0; row < 3; row++) {
                    line(content, "column " + column + " row " + row, 72 + 260 * column, 600 - 14 * row);
                }
            }
        });
        assertThat(body(read))
                .containsSubsequence("column 0 row 0", "column 0 row 2", "column 1 row 0", "column 1 row 2");
        assertAllSeen(read);
    }

    @Test
    void parseWhenAGlyphIsMappedToNulThenItIsUnknownAndTheRestIsRead() {
        ParsedDocument read = FILES.read("report.pdf", PdfFontTrick.unnamed(TEXT, "q"));
        assertThat(body(read)).contains("The pond is \uFFFDuiet and the swans sleep.");
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void parseWhenPageIsTurnedThenSeenAndPlacedAsItIsShown() {
        ParsedDocument read = parse((document, page, content) -> {
            page.setRotation(90);
            content.beginText();
            content.setFont(PdfFixtures.helvetica(), 12);
            content.setTextMatrix(Matrix.getRotateInstance(Math.PI / 2, 100, 50));
            content.showText("Turned");
            content.endText();
        });
        assertAllSeen(read);
        Layer layer = layers(read, Channel.BODY).getFirst();
        int start = layer.text().replaceAll("\\s", "").indexOf("Turned");
        assertThat(start).isNotNegative();
        assertThat(layer.origins()).anySatisfy(origin -> {
            Place.Page place = (Place.Page) origin.place();
            assertThat(place.page()).isEqualTo(1);
            assertThat(place.x()).isBetween(49, 95);
            assertThat(place.y()).isBetween(85, 105);
        });
    }

    @Test
    void parseWhenScanHasATextLayerThenTheLayerIsBodyText() {
        ParsedDocument read = parse(PdfOrdinaryTest::scanWithLayer);
        assertThat(body(read)).contains(TEXT);
        assertAllSeen(read);
    }

    private static void scanWithLayer(PDDocument document, PDPage page, PDPageContentStream content)
            throws IOException {
        content.drawImage(PdfFixtures.scan(document, 600, 800), 0, 0, 612, 792);
        content.setRenderingMode(RenderingMode.NEITHER);
        line(content, TEXT, 72, 400);
        line(content, TEXT, 72, 380);
    }

    @Test
    void parseWhenTextLiesUnderItsScanThenItIsBodyText() {
        ParsedDocument read = parse((document, page, content) -> {
            line(content, TEXT, 72, 400);
            content.drawImage(PdfFixtures.scan(document, 600, 800), 0, 0, 612, 792);
        });
        assertThat(body(read)).contains(TEXT);
        assertAllSeen(read);
    }

    @Test
    void parseWhenThePictureIsAStretchedPatchThenTheTextLayerIsHidden() {
        ParsedDocument read = parse((document, page, content) -> {
            content.drawImage(PdfFixtures.scan(document, 10, 10), 0, 0, 612, 792);
            content.setRenderingMode(RenderingMode.NEITHER);
            line(content, TEXT, 72, 400);
            line(content, TEXT, 72, 380);
        });
        assertThat(body(read)).doesNotContain(TEXT);
        assertThat(text(read, Channel.HIDDEN)).contains(TEXT);
    }

    @Test
    void parseWhenMostTextIsSeenThenUnseenTextOverThePictureIsHidden() {
        ParsedDocument read = parse((document, page, content) -> {
            content.drawImage(PdfFixtures.scan(document, 600, 800), 0, 0, 612, 792);
            for (int row = 0; row < 10; row++) {
                line(content, "A line of the brochure that everybody reads.", 72, 600 - 14 * row);
            }
            content.setRenderingMode(RenderingMode.NEITHER);
            line(content, TEXT, 72, 300);
        });
        assertThat(body(read)).contains("brochure").doesNotContain(TEXT);
        assertThat(text(read, Channel.HIDDEN)).contains(TEXT);
    }

    @Test
    void parseWhenMarksAreSmallThenTheyAreSeen() {
        ParsedDocument read = parse((document, page, content) -> {
            for (float size : new float[] {4, 5, 6}) {
                line(content, PdfFixtures.helvetica(), size, "mark" + (int) size, 72, 300 + 20 * size);
            }
            line(content, PdfFixtures.helvetica(), 40, "A large heading", 72, 200);
        });
        assertThat(body(read)).contains("mark4", "mark5", "mark6");
        assertAllSeen(read);
    }

    @Test
    void parseWhenTextRunsFromRightToLeftThenItIsReadInItsOrder() {
        String hebrew = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd";
        ParsedDocument read = parse((document, page, content) -> line(
                content,
                PdfFixtures.embedded(document, true),
                12,
                new StringBuilder(hebrew).reverse().toString(),
                72,
                400));
        assertThat(body(read)).contains("\u05e9\u05dc\u05d5\u05dd", "\u05e2\u05d5\u05dc\u05dd");
        assertAllSeen(read);
    }

    @Test
    void parseWhenFontIsCutToSizeThenItsTextIsSeen() {
        ParsedDocument read = parse((document, page, content) -> {
            PDType0Font font = PdfFixtures.embedded(document, true);
            line(content, font, 11, "Quick brown foxes jump over lazy dogs, ALWAYS BY NIGHT.", 72, 400);
            line(content, PdfFixtures.embedded(document, false), 11, "Sphinx of black quartz, judge my vow.", 72, 380);
        });
        assertThat(body(read)).contains("Quick brown foxes", "Sphinx of black quartz");
        assertAllSeen(read);
    }

    @Test
    void parseWhenWhiteTextStandsOnADarkBarThenItIsSeen() {
        ParsedDocument read = parse((document, page, content) -> {
            content.setNonStrokingColor(Color.BLUE);
            content.addRect(60, 390, 400, 30);
            content.fill();
            content.setNonStrokingColor(Color.WHITE);
            line(content, TEXT, 72, 400);
        });
        assertThat(body(read)).contains(TEXT);
        assertAllSeen(read);
    }

    @Test
    void parseWhenWhiteTextStandsOnAThickLineThenItIsSeen() {
        ParsedDocument read = parse((document, page, content) -> {
            content.setStrokingColor(Color.BLACK);
            content.setLineWidth(30);
            content.moveTo(60, 404);
            content.lineTo(560, 404);
            content.stroke();
            content.setNonStrokingColor(Color.WHITE);
            line(content, TEXT, 72, 400);
        });
        assertAllSeen(read);
        assertThat(body(read)).contains(TEXT);
    }

    @Test
    void parseWhenTextIsYellowThenItIsSeen() {
        ParsedDocument read = parse((document, page, content) -> {
            content.setNonStrokingColor(Color.YELLOW);
            line(content, TEXT, 72, 400);
        });
        assertThat(body(read)).contains(TEXT);
        assertAllSeen(read);
    }

    @Test
    void parseWhenTextIsHighlightedOrStruckThroughThenItIsSeen() {
        ParsedDocument read = parse((document, page, content) -> {
            line(content, TEXT, 72, 400);
            content.setLineWidth(0.7f);
            content.moveTo(72, 404);
            content.lineTo(400, 404);
            content.stroke();
            PDExtendedGraphicsState state = new PDExtendedGraphicsState();
            state.setBlendMode(BlendMode.MULTIPLY);
            content.setGraphicsStateParameters(state);
            content.setNonStrokingColor(Color.YELLOW);
            content.addRect(60, 390, 400, 30);
            content.fill();
        });
        assertThat(body(read)).contains(TEXT);
        assertAllSeen(read);
    }

    @Test
    void parseWhenTextIsWithinItsClipThenItIsSeen() {
        ParsedDocument read = parse((document, page, content) -> {
            content.moveTo(60, 380);
            content.lineTo(590, 380);
            content.lineTo(560, 430);
            content.lineTo(60, 430);
            content.closePath();
            content.clip();
            line(content, TEXT, 72, 400);
        });
        assertThat(body(read)).contains(TEXT);
        assertAllSeen(read);
    }

    @Test
    void parseWhenWordsAreHiddenWithinALineThenTheLineIsWhole() {
        ParsedDocument read = parse((document, page, content) -> {
            content.beginText();
            content.setFont(PdfFixtures.helvetica(), 12);
            content.newLineAtOffset(72, 400);
            content.showText("Pay the inv");
            content.setNonStrokingColor(Color.WHITE);
            content.showText("XYZ");
            content.newLineAtOffset(58, 0);
            content.setNonStrokingColor(Color.BLACK);
            content.showText("oice today.");
            content.endText();
        });
        assertThat(body(read)).contains("Pay the invoice today.");
        assertThat(text(read, Channel.HIDDEN)).contains("XYZ");
    }

    @Test
    void parseWhenSaidTextIsWhatIsDrawnThenNothingIsHidden() {
        ParsedDocument read = parse((document, page, content) -> {
            COSDictionary said = new COSDictionary();
            said.setString(COSName.ACTUAL_TEXT, "Effi\u00adcient");
            content.beginMarkedContent(COSName.getPDFName("Span"), PDPropertyList.create(said));
            line(content, "Efficient", 72, 400);
            content.endMarkedContent();
        });
        assertThat(body(read)).containsOnlyOnce("Efficient");
        assertAllSeen(read);
    }

    @Test
    void parseWhenATextBoxIsPutOnThePageThenItIsBodyText() {
        ParsedDocument read = parse((document, page, content) -> {
            PDAnnotationMarkup box = new PDAnnotationMarkup();
            box.getCOSObject().setName(COSName.SUBTYPE, "FreeText");
            box.setRectangle(new PDRectangle(72, 300, 200, 20));
            box.setContents(TEXT);
            PdfVectors.annotate(page, box);
        });
        assertThat(body(read)).contains(TEXT);
    }

    @Test
    void parseWhenGlyphsAreDrawnByInstructionsThenTheyAreSeen() {
        for (String glyph : List.of(
                PdfInkVectors.BOX,
                "600 0 d0 0.2 g 50 0 400 700 re f 1 g 60 10 20 20 re f",
                "600 0 0 0 600 750 d1 1 g 50 0 400 700 re f",
                "600 0 0 0 600 750 d1 q 400 0 0 700 50 0 cm BI /W 1 /H 1 /IM true /BPC 1 ID \0 EI Q",
                "600 0 d0 /Unknown Do")) {
            ParsedDocument read = parse(PdfInkVectors.drawnBy(TEXT, glyph));
            assertThat(body(read)).as(glyph).contains(TEXT);
            assertAllSeen(read);
        }
    }

    @Test
    void parseWhenAMaskIsOpenSomewhereThenTheTextIsSeen() {
        for (String mask : List.of("0.5 g 0 0 612 792 re f", "0 g 0 0 612 792 re f 1 g 60 380 300 60 re f", "/Sh sh")) {
            ParsedDocument read = parse(PdfInkVectors.underMask(TEXT, "Luminosity", mask, false));
            assertThat(body(read)).as(mask).contains(TEXT);
            assertAllSeen(read);
        }
        assertAllSeen(parse(PdfInkVectors.underMask(TEXT, "Alpha", "0 g 0 0 612 792 re f", false)));
    }

    private static ParsedDocument parse(Drawing drawing) {
        return parse(pdf(drawing));
    }

    static ParsedDocument parse(byte[] bytes) {
        return FILES.read("report.pdf", bytes);
    }

    private static void assertAllSeen(ParsedDocument read) {
        assertThat(read.gaps()).isEmpty();
        assertThat(text(read, Channel.HIDDEN)).isEmpty();
    }

    private static List<Layer> layers(ParsedDocument read, Channel channel) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel)
                .toList();
    }

    private static String body(ParsedDocument read) {
        return text(read, Channel.BODY);
    }

    private static String text(ParsedDocument read, Channel channel) {
        return layers(read, channel).stream().map(Layer::text).collect(Collectors.joining("\n"));
    }
}
