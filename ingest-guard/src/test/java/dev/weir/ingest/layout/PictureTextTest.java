package dev.weir.ingest.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.layout.ocr.TextRecognition;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.ForkedParser;
import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.models.detect.Channel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words in pictures, read by the real Tesseract. */
@Tag("ocr")
class PictureTextTest {

    private static final Color NEARLY_WHITE = new Color(0xFAFAFA);

    @TempDir
    private static Path folder;

    private static ForkedParser parser;

    @BeforeAll
    static void start() {
        parser = ForkedParser.start(
                DocumentLimits.defaults().withRecognition(TextRecognition.in(List.of("eng"), System.getenv("PATH"))),
                1);
    }

    @AfterAll
    static void stop() {
        parser.close();
    }

    @Test
    void parseWhenAPictureShowsASentenceThenItIsBodyText() {
        for (String sentence : new String[] {VectorMatrixTest.ATTACK, VectorMatrixTest.HARMLESS}) {
            ParsedDocument read = parse("picture.png", PictureFile.drawn(sentence, Color.BLACK, Color.WHITE));
            assertThat(text(read, Channel.BODY)).isEqualTo(sentence);
            assertThat(text(read, Channel.HIDDEN)).isEmpty();
            assertThat(read.gaps()).isEmpty();
        }
    }

    @Test
    void parseWhenTheSentenceIsWhiteOnBlackThenItIsBodyText() {
        byte[] picture = PictureFile.drawn(VectorMatrixTest.HARMLESS, Color.WHITE, Color.BLACK);
        assertThat(text(parse("picture.png", picture), Channel.BODY)).isEqualTo(VectorMatrixTest.HARMLESS);
    }

    @Test
    void parseWhenASentenceIsTooFaintToSeeThenItIsHiddenAndTheOtherIsNot() {
        for (String sentence : new String[] {VectorMatrixTest.ATTACK, VectorMatrixTest.HARMLESS}) {
            ParsedDocument read = parse("picture.png", twoLines(sentence, Color.WHITE, NEARLY_WHITE));
            assertThat(text(read, Channel.BODY)).isEqualTo(PictureTest.SENTENCE);
            assertThat(text(read, Channel.HIDDEN)).isEqualTo(sentence);
            assertThat(read.layers())
                    .filteredOn(layer -> layer.channel() == Channel.HIDDEN)
                    .flatExtracting(Layer::origins)
                    .allMatch(origin -> origin.concealments().contains(Concealment.LOW_CONTRAST));
        }
    }

    @Test
    void parseWhenAPageIsAScanThenItsWordsAreBodyTextOfThePage() throws IOException {
        ParsedDocument read = parse("scan.pdf", scanned());
        assertThat(text(read, Channel.BODY)).isEqualTo(VectorMatrixTest.HARMLESS);
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void parseWhenAFontThatNothingSpeaksForShowsOtherWordsThenItsTextIsHidden() {
        ParsedDocument read = parse("trick.pdf", PdfFontTrick.swappedInForgedWidths(VectorMatrixTest.ATTACK));
        assertThat(text(read, Channel.HIDDEN)).contains(VectorMatrixTest.ATTACK);
        assertThat(text(read, Channel.BODY)).doesNotContain("instructions").hasSizeGreaterThan(100);
        assertThat(read.layers())
                .filteredOn(layer -> layer.channel() == Channel.HIDDEN)
                .flatExtracting(Layer::origins)
                .allMatch(origin -> origin.concealments().contains(Concealment.MAPPED_GLYPHS));
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void parseWhenAFontThatNothingSpeaksForShowsItsWordsThenTheyAreBodyText() {
        String tea = "an eaten tea at ten in a tin tent in an inn at a tenant tinea tie";
        ParsedDocument read = parse("tea.pdf", PdfFontTrick.honestSubset(tea));
        assertThat(text(read, Channel.BODY)).contains(tea);
        assertThat(text(read, Channel.HIDDEN)).isEmpty();
        assertThat(read.gaps()).isEmpty();
    }

    private static byte[] scanned() throws IOException {
        BufferedImage drawing = PictureFile.drawing(VectorMatrixTest.HARMLESS, Color.BLACK, Color.WHITE);
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(LosslessFactory.createFromImage(document, drawing), 0, 500, 612, 175);
            }
            return PdfFixtures.bytes(document);
        }
    }

    private static byte[] twoLines(String second, Color paper, Color ink) {
        BufferedImage image = PictureFile.drawing(PictureTest.SENTENCE, Color.BLACK, paper);
        Graphics2D pen = image.createGraphics();
        PictureFile.draw(pen, second, ink, 250);
        pen.dispose();
        return PictureFile.written(image, "png");
    }

    private static ParsedDocument parse(String name, byte[] bytes) {
        try {
            return parser.parse(RawDocument.of(Files.write(folder.resolve(name), bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ParsedDocument read, Channel channel) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel)
                .map(Layer::text)
                .collect(Collectors.joining("\n"))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
