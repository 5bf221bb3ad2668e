package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.PictureFile.concat;
import static dev.weir.ingest.layout.PictureFile.plain;
import static dev.weir.ingest.layout.PictureFile.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.DocumentReader;
import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.models.Screener;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What picture files say, and what becomes of broken ones. */
class PictureTest {

    static final String SENTENCE = "The orchard was planted by the river.";

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff"})
    void parseWhenAPictureSaysNothingThenNothingIsHiddenAndItsTextIsAGap(String format) {
        ParsedDocument read = FILES.read("picture." + format, plain(format));
        assertThat(read.layers()).allMatch(layer -> layer.channel() == Channel.METADATA);
        assertThat(read.layers()).allMatch(layer -> layer.origins().isEmpty());
        assertThat(read.gaps()).extracting(gap -> gap.code()).containsOnly(GapCode.NO_TEXT, GapCode.UNSUPPORTED);
    }

    @Test
    void parseWhenAnArchiveIsAppendedThenItsFilesArePartsOfTheirOwn() {
        ParsedDocument read = FILES.read("picture.png", concat(plain("png"), zip(Map.of("note.txt", utf8(SENTENCE)))));
        assertThat(read.layers())
                .anyMatch(layer -> layer.channel() == Channel.BODY
                        && layer.location().equals("/1/2")
                        && layer.text().contains(SENTENCE));
    }

    @Test
    void parseWhenASecondPictureIsAppendedThenItsBytesAreNoText() {
        byte[] several = concat(plain("jpeg"), new byte[20], plain("jpeg"));
        assertThat(text(FILES.read("picture.jpg", several), Channel.HIDDEN)).isEmpty();
    }

    @Test
    void parseWhenTextIsAppendedBehindASecondPictureThenItIsHidden() {
        byte[] several = concat(plain("jpeg"), plain("jpeg"), utf8(SENTENCE));
        assertThat(text(FILES.read("picture.jpg", several), Channel.HIDDEN)).isEqualTo(SENTENCE);
    }

    @Test
    void parseWhenTextIsAppendedAmongOtherBytesThenItIsHidden() {
        byte[] noise = new byte[500];
        Arrays.fill(noise, (byte) 0x92);
        byte[] file = concat(plain("gif"), noise, utf8(SENTENCE), noise);
        assertThat(text(FILES.read("picture.gif", file), Channel.HIDDEN)).isEqualTo(SENTENCE);
    }

    @Test
    void parseWhenAPictureIsCutOffThenWhatItSaysIsReadAndAGapSaysSo() {
        byte[] whole = PictureFile.jpegWith(0xFE, utf8(SENTENCE));
        ParsedDocument read = FILES.read("picture.jpg", Arrays.copyOf(whole, SENTENCE.length() + 40));
        assertThat(text(read, Channel.METADATA)).contains(SENTENCE);
        assertThat(read.gaps()).anyMatch(gap -> gap.isBlocking());
    }

    @Test
    void parseWhenAChunkClaimsMoreThanTheFileHasThenAGapSaysSo() {
        byte[] whole = PictureFile.pngWith("tEXt", utf8("Comment\0" + SENTENCE));
        int length = whole.length - 12 - 12 - 8 - SENTENCE.length();
        whole[length] = 0x7F;
        ParsedDocument read = FILES.read("picture.png", whole);
        assertThat(text(read, Channel.METADATA)).contains(SENTENCE);
        assertThat(read.gaps()).anyMatch(gap -> gap.isBlocking());
    }

    @Test
    void scanWhenAnOrderIsAppendedThenHeld() {
        try (Screener screener = Screener.defaults()) {
            DocumentScanner scanner = new DocumentScanner(
                    DocumentReader.forked(FILES.parser()),
                    DocumentLimits.defaults(),
                    screener,
                    VerdictPolicies.balanced(),
                    1,
                    InstantSource.system());
            byte[] picture = concat(plain("png"), utf8(VectorMatrixTest.ATTACK));
            byte[] bytes = zip(Map.of("note.txt", utf8(SENTENCE), "picture.png", picture));
            Verdict verdict = scanner.scan(FILES.document("files.zip", bytes)).verdict();
            assertThat(verdict).isInstanceOf(Verdict.Quarantine.class);
            assertThat(verdict.rationale().codes()).contains(RationaleCode.FLAGGED_CHANNEL);
        }
    }

    private static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String text(ParsedDocument read, Channel channel) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel)
                .map(Layer::text)
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
