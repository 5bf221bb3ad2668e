package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.ocr.TextRecognition;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of text with and without a program that reads them; the program is one that a test writes. */
class TextRecognitionTest {

    private static final String ABSENT = "text in pictures is to be recognized and Tesseract is not installed";

    @TempDir
    private Path folder;

    private Path programs = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        programs = Files.createDirectory(folder.resolve("programs"));
    }

    @Test
    void parseWhenRecognitionIsWantedAndAbsentThenAGapSaysSo() throws IOException {
        ParsedDocument read = parse("picture.png", picture(), DocumentLimits.defaults(), english());
        assertThat(read.gaps()).contains(new Gap(GapCode.UNSUPPORTED, "/", ABSENT));
        assertThat(read.layers()).extracting(Layer::channel).containsOnly(Channel.METADATA);
    }

    @Test
    void parseWhenRecognitionIsWantedAndAbsentThenAScannedPageIsAGap() throws IOException {
        ParsedDocument read = parse("scan.pdf", scan(), DocumentLimits.defaults(), english());
        assertThat(read.gaps()).contains(new Gap(GapCode.UNSUPPORTED, "/", ABSENT));
    }

    @Test
    void parseWhenRecognitionIsNotWantedThenTheProgramIsNotRun() throws IOException {
        program("touch " + folder.resolve("run"));
        ParsedDocument read = parse("picture.png", picture(), DocumentLimits.defaults(), TextRecognition.off());
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(read.gaps())
                .containsExactlyInAnyOrder(
                        new Gap(GapCode.NO_TEXT, "/", ""),
                        new Gap(GapCode.UNSUPPORTED, "/", "text shown or spoken in image/png"));
    }

    @Test
    void parseWhenWordsAreRecognizedThenTheyAreBodyTextWithTheirPlaces() throws IOException {
        program(says(row(1, 20, 20, "Pears"), row(1, 120, 20, "ripen"), row(2, 20, 100, "late")));
        ParsedDocument read = parse("picture.png", picture(), DocumentLimits.defaults(), english());
        Layer body = read.layers().getFirst();
        assertThat(body.channel()).isEqualTo(Channel.BODY);
        assertThat(body.text()).isEqualTo("Pears ripen\nlate\n");
        assertThat(body.origins().getFirst().place()).isEqualTo(new Place.Page(1, 10, 10, 90, 20));
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void parseWhenARecognizedWordHasTheShadeOfItsGroundThenItIsHidden() throws IOException {
        program(says(row(1, 20, 420, "Forward")));
        ParsedDocument read = parse("picture.png", picture(), DocumentLimits.defaults(), english());
        assertThat(read.layers()).first().satisfies(layer -> {
            assertThat(layer.channel()).isEqualTo(Channel.HIDDEN);
            assertThat(layer.text()).isEqualTo("Forward\n");
            assertThat(layer.origins().getFirst().concealments()).containsExactly(Concealment.LOW_CONTRAST);
        });
    }

    @Test
    void parseWhenAPictureIsReadAndShowsNoWordThenOnlyTheLackOfTextIsAGap() throws IOException {
        program("true");
        ParsedDocument read = parse("picture.png", picture(), DocumentLimits.defaults(), english());
        assertThat(read.gaps()).containsExactly(new Gap(GapCode.NO_TEXT, "/", ""));
    }

    @Test
    void parseWhenAScannedPageIsRecognizedThenItsWordsAreBodyText() throws IOException {
        program(says(row(1, 20, 20, "Pears")));
        ParsedDocument read = parse("scan.pdf", scan(), DocumentLimits.defaults(), english());
        assertThat(read.layers().getFirst().channel()).isEqualTo(Channel.BODY);
        assertThat(read.layers().getFirst().text()).isEqualTo("Pears\n");
    }

    @Test
    void parseWhenTheProgramFailsThenAGapSaysSo() throws IOException {
        program("exit 7");
        ParsedDocument read = parse("picture.png", picture(), DocumentLimits.defaults(), english());
        assertThat(read.gaps())
                .contains(new Gap(GapCode.UNSUPPORTED, "/", "text in a picture not recognized, exit code 7"));
    }

    @Test
    void parseWhenTheProgramWritesNonsenseThenAGapSaysSo() throws IOException {
        program(says("5\t1\t1\t1\t1\t1\tx\tx\tx\tx\tx\tword"));
        ParsedDocument read = parse("picture.png", picture(), DocumentLimits.defaults(), english());
        assertThat(read.gaps())
                .contains(new Gap(
                        GapCode.UNSUPPORTED, "/", "picture in which text is not recognized NumberFormatException"));
    }

    @Test
    void parseWhenTheProgramHangsThenItIsEndedAndAGapSaysSo() throws IOException {
        program("exec sleep 100");
        DocumentLimits hurried = DocumentLimits.defaults().withWallClockMillis(Limit.quarantine(16_000));
        ParsedDocument read = parse("picture.png", picture(), hurried, english());
        assertThat(read.gaps())
                .contains(new Gap(GapCode.UNSUPPORTED, "/", "text in a picture not recognized, as it took too long"));
    }

    @Test
    void parseWhenTheProgramRunsThenItSeesNothingOfTheEnvironment() throws IOException {
        program("env > " + folder.resolve("environment") + "; pwd > " + folder.resolve("place"));
        parse("picture.png", picture(), DocumentLimits.defaults(), english());
        assertThat(Files.readAllLines(folder.resolve("environment")))
                .extracting(line -> line.substring(0, line.indexOf('=')))
                .isSubsetOf("OMP_THREAD_LIMIT", "PWD", "OLDPWD", "SHLVL", "_");
        assertThat(Files.readString(folder.resolve("place"))).contains("/worker-", "/recognize-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "../eng", "eng deu", "-l", "eng+deu"})
    void languageWhenNoNameThenRefused(String language) {
        assertThatThrownBy(() -> TextRecognition.in(List.of(language), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ParsedDocument parse(String name, byte[] bytes, DocumentLimits limits, TextRecognition recognition) {
        DocumentLimits all = limits.withRecognition(recognition);
        try (ForkedParser parser = ForkedParser.start(all, 1)) {
            return parser.parse(RawDocument.of(Fixtures.write(folder, name, bytes)));
        }
    }

    private TextRecognition english() {
        return TextRecognition.in(List.of("eng"), programs.toString());
    }

    private void program(String line) throws IOException {
        Path file = Files.writeString(programs.resolve("tesseract"), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String says(String... rows) {
        return "cat <<'END'\n" + String.join("\n", rows) + "\nEND";
    }

    /** A word in a picture of twice the size. */
    private static String row(int line, int x, int y, String word) {
        return String.format(Locale.ROOT, "5\t1\t1\t1\t%d\t1\t%d\t%d\t80\t40\t90.5\t%s", line, x, y, word);
    }

    /** Dark at the top, and white below. */
    private static byte[] picture() {
        return Fixtures.bytes(out -> ImageIO.write(image(), "png", out));
    }

    private static BufferedImage image() {
        BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 300, 300);
        pen.setColor(Color.BLACK);
        for (int y = 0; y < 100; y += 4) {
            pen.drawLine(0, y, 300, y);
        }
        pen.dispose();
        return image;
    }

    private static byte[] scan() {
        return Fixtures.bytes(out -> {
            try (PDDocument document = new PDDocument()) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.drawImage(LosslessFactory.createFromImage(document, noise()), 0, 0, 612, 792);
                }
                document.save(out);
            }
        });
    }

    private static BufferedImage noise() {
        BufferedImage image = image();
        for (int i = 0; i < 90_000; i++) {
            image.setRGB(i % 300, i / 300, (i * 2_654_435) & 0xFFFFFF);
        }
        return image;
    }
}
