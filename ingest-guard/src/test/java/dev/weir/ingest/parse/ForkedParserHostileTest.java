package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each document that must not be read to its end says so by a gap, and the documents after it are read. */
class ForkedParserHostileTest {

    private static final long SEED = 20_261_123;

    private static ForkedParser parser;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void startParser() {
        DocumentLimits limits = DocumentLimits.defaults()
                .withHeapBytes(Limit.quarantine(128L << 20))
                .withOutputChars(Limit.quarantine(1_000_000))
                .withEmbeddedDocuments(Limit.quarantine(20))
                .withInputBytes(Limit.reject(30_000_000));
        parser = ForkedParser.start(limits, 1);
    }

    @AfterAll
    static void closeParser() {
        parser.close();
    }

    @Test
    void parseWhenZipIsNestedThirtyDeepThenDepthGapAndInnermostTextIsNotReached() {
        ParsedDocument document = parse("deep.zip", Fixtures.nestedZip(30, "innermost"));
        assertThat(codes(document)).contains(GapCode.LIMIT_DEPTH);
        assertThat(text(document)).doesNotContain("innermost");
    }

    @Test
    void parseWhenZipIsNestedToTheLimitThenNoGap() {
        ParsedDocument document = parse("ten.zip", Fixtures.nestedZip(10, "innermost"));
        assertThat(document.gaps()).isEmpty();
        assertThat(text(document)).contains("innermost");
    }

    @Test
    void parseWhenOneMoreEmbeddedDocumentThanTheLimitThenCountGap() {
        assertThat(codes(parse("many.zip", Fixtures.zipOf(21, "entry")))).containsExactly(GapCode.LIMIT_EMBEDDED);
    }

    @Test
    void parseWhenAsManyEmbeddedDocumentsAsTheLimitThenNoGap() {
        ParsedDocument document = parse("full.zip", Fixtures.zipOf(20, "entry"));
        assertThat(document.gaps()).isEmpty();
        assertThat(text(document)).contains("entry 19");
    }

    @Test
    void parseWhenGzipBombThenOutputGapAndTextWithinTheLimit() {
        ParsedDocument document = parse("bomb.gz", Fixtures.gzipBomb(64L << 20));
        assertThat(codes(document)).contains(GapCode.LIMIT_OUTPUT);
        assertThat(text(document).length()).isLessThanOrEqualTo(1_000_000);
    }

    @Test
    void parseWhenGzipBombInGzipThenOutputGap() {
        assertThat(codes(parse("bomb2.gz", Fixtures.gzip(Fixtures.gzipBomb(256L << 20)))))
                .contains(GapCode.LIMIT_OUTPUT);
    }

    @Test
    void parseWhenTextIsOneOverTheOutputLimitThenOutputGap() {
        assertThat(codes(parse("long.txt", Fixtures.utf8("a".repeat(1_000_001)))))
                .contains(GapCode.LIMIT_OUTPUT);
    }

    @Test
    void parseWhenPdfNeedsAPasswordThenEncryptedGapAndNoBody() {
        ParsedDocument document = parse("locked.pdf", Fixtures.encryptedPdf("the secret"));
        assertThat(codes(document)).contains(GapCode.ENCRYPTED);
        assertThat(document.body()).isEmpty();
    }

    @Test
    void parseWhenDocxNeedsAPasswordThenEncryptedGapAndNoMismatch() {
        ParsedDocument document = parse("locked.docx", Fixtures.encryptedDocx("the secret"));
        assertThat(codes(document)).contains(GapCode.ENCRYPTED).doesNotContain(GapCode.TYPE_MISMATCH);
        assertThat(document.body()).isEmpty();
    }

    @Test
    void parseWhenZipEntryIsEncryptedThenEncryptedGap() {
        assertThat(codes(parse("locked.zip", Fixtures.encryptedZip()))).contains(GapCode.ENCRYPTED);
    }

    @Test
    void parseWhenDocxIsTruncatedThenBlockingGap() {
        byte[] docx = Fixtures.docx("A long letter", "nobody", 500);
        ParsedDocument document = parse("cut.docx", Arrays.copyOf(docx, docx.length * 6 / 10));
        assertThat(document.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void parseWhenPdfIsTruncatedThenNeverCleanWithoutItsText() {
        byte[] pdf = Fixtures.pdf("The whole text", "title");
        ParsedDocument document = parse("cut.pdf", Arrays.copyOf(pdf, pdf.length * 6 / 10));
        assertThat(document.gaps().isEmpty()).isEqualTo(text(document).contains("The whole text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.xml", "x.svg", "x.html", "x.xhtml"})
    void parseWhenXmlNamesAnExternalEntityThenItIsNotRead(String name) {
        Path secret = Fixtures.write(folder, "secret.txt", Fixtures.utf8("the secret of the machine"));
        String xml = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">"
                + "<!ENTITY % p SYSTEM \"" + secret.toUri() + "\"> %p;]><x>before &e; after</x>";
        assertThat(everything(parse(name, Fixtures.utf8(xml)))).doesNotContain("secret of the machine");
    }

    @Test
    void parseWhenDocxNamesAnExternalEntityThenItIsNotRead() {
        Path secret = Fixtures.write(folder, "secret.txt", Fixtures.utf8("the secret of the machine"));
        String xml = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>"
                + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r>"
                + "<w:t>&e;</w:t></w:r></w:p></w:body></w:document>";
        ParsedDocument document = parse("xxe.docx", Fixtures.docxWith(xml));
        assertThat(everything(document)).doesNotContain("secret of the machine");
        assertThat(document.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void parseWhenEntitiesMultiplyThenBlockingGap() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            xml.append("<!ENTITY e")
                    .append(i)
                    .append(" \"&e")
                    .append(i - 1)
                    .append(";&e")
                    .append(i - 1)
                    .append(";\">");
        }
        xml.append("]><x>&e29;</x>");
        assertThat(parse("laughs.xml", Fixtures.utf8(xml.toString())).gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void parseWhenPdfHasXfaThenItIsAGapAndThePlainFieldIsRead() {
        ParsedDocument document = parse(
                "form.pdf",
                Fixtures.xfaPdf("plain answer", "<?xml version=\"1.0\"?><xdp><data>other answer</data></xdp>"));
        assertThat(document.gaps()).containsExactly(new Gap(GapCode.UNSUPPORTED, Locations.ROOT, "XFA form"));
        assertThat(everything(document)).contains("plain answer").doesNotContain("other answer");
    }

    @Test
    void parseWhenAPartWithoutTextIsDamagedThenItIsLeftOut() {
        ParsedDocument document = parse("mail.eml", mailWith("image/jpeg", "photo.jpg", "/9j/4AAQSkZJRgAAAAAAAAAA"));
        assertThat(codes(document)).contains(GapCode.LEFT_OUT).noneMatch(code -> code == GapCode.CORRUPT);
        assertThat(document.gaps()).noneMatch(Gap::isBlocking);
        assertThat(text(document)).contains("the letter itself");
    }

    @Test
    void parseWhenAPartGaveSomethingBeforeItBrokeThenTheDocumentIsBlocked() {
        byte[] inner = Fixtures.zip(Map.of("one.txt", Fixtures.utf8("first member, read before the damage")));
        byte[] cut = Arrays.copyOf(inner, inner.length - 30);
        cut[cut.length - 40] ^= 0x55;
        byte[] halves = Fixtures.zip(Map.of("inner.zip", cut));
        assertThat(parse("outer.zip", halves).gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void parseWhenTheHeaderOfAPdfComesLateThenItIsReadAsPdf() {
        ByteArrayOutputStream late = new ByteArrayOutputStream();
        late.writeBytes(Fixtures.utf8("%%PRINTER: tray 2\r\n%%COPIES: 1\r\n".repeat(20)));
        late.writeBytes(Fixtures.pdf("Sales rose by a tenth.", "Report"));
        ParsedDocument document = parse("printed.pdf", late.toByteArray());
        assertThat(document.mediaType()).isEqualTo("application/pdf");
        assertThat(document.gaps()).isEmpty();
        assertThat(text(document)).contains("Sales rose by a tenth.").doesNotContain("tray");
    }

    @Test
    void parseWhenATextSpeaksOfPdfHeadersThenItIsText() {
        ParsedDocument document = parse(
                "note.txt",
                Fixtures.utf8("All about files. ".repeat(40) + "One begins with\n%PDF-1.7\nand ends with %%EOF.\n"));
        assertThat(document.mediaType()).isEqualTo("text/plain");
        assertThat(document.gaps()).isEmpty();
    }

    @Test
    void parseWhenAFormatHasNoReaderOfItsOwnThenItSaysThatHiddenTextIsNotToldApart() {
        ParsedDocument document = parse("novel.fb2", Fixtures.utf8("""
                <?xml version="1.0" encoding="UTF-8"?>
                <FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description/>
                <body><section><p>It was a quiet morning in May.</p></section></body></FictionBook>
                """));
        assertThat(document.gaps())
                .containsExactly(new Gap(GapCode.FLAT_TEXT, Locations.ROOT, "application/x-fictionbook+xml"));
        assertThat(text(document)).contains("It was a quiet morning in May.");
    }

    @Test
    void parseWhenATableOfTextIsKnownByItsFirstLineThenItIsReadAsText() {
        ParsedDocument document = parse(
                "s_study.txt",
                Fixtures.utf8("\"Source Name\"\t\"Characteristics[organism]\"\n\"culture1\"\t\"baker's yeast\"\n"));
        assertThat(document.mediaType()).isEqualTo("application/x-isatab");
        assertThat(document.gaps()).isEmpty();
        assertThat(text(document)).contains("baker's yeast");
    }

    @Test
    void parseWhenANewFileHasTheNameOfAnOldOneThenNoMismatch() {
        ParsedDocument document = parse("letter.doc", Fixtures.docx("Dear colleagues", "Ada Author", 2));
        assertThat(document.mediaType()).contains("wordprocessingml");
        assertThat(document.gaps()).isEmpty();
    }

    @Test
    void parseWhenNameContradictsContentThenMismatchAndTheContentIsRead() {
        ParsedDocument document = parse("lie.pdf", Fixtures.utf8("<html><body><p>a web page</p></body></html>"));
        assertThat(codes(document)).containsExactly(GapCode.TYPE_MISMATCH);
        assertThat(document.mediaType()).isEqualTo("text/html");
        assertThat(text(document)).contains("a web page");
    }

    @Test
    void parseWhenDeclaredTypeContradictsContentThenMismatch() {
        Path file = Fixtures.write(folder, "honest.pdf", Fixtures.pdf("text", "title"));
        assertThat(codes(parser.parse(new RawDocument("honest.pdf", file, "image/png"))))
                .containsExactly(GapCode.TYPE_MISMATCH);
    }

    @Test
    void parseWhenDeclaredTypeIsNoTypeThenMismatch() {
        Path file = Fixtures.write(folder, "honest2.pdf", Fixtures.pdf("text", "title"));
        assertThat(codes(parser.parse(new RawDocument("honest2.pdf", file, "nonsense"))))
                .containsExactly(GapCode.TYPE_MISMATCH);
    }

    @Test
    void parseWhenFileIsEmptyThenEmptyGapAndDigestOfNothing() {
        ParsedDocument document = parse("empty.docx", new byte[0]);
        assertThat(codes(document)).containsExactly(GapCode.EMPTY);
        assertThat(document.sha256()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void parseWhenFileIsMissingThenUnreadable() {
        ParsedDocument document = parser.parse(RawDocument.of(folder.resolve("missing.txt")));
        assertThat(document.gaps()).containsExactly(new Gap(GapCode.UNREADABLE, Locations.ROOT, "no such file"));
        assertThat(document.sha256()).isEmpty();
    }

    @Test
    void parseWhenFileIsAFolderThenUnreadable() {
        assertThat(parser.parse(RawDocument.of(folder)).gaps())
                .containsExactly(new Gap(GapCode.UNREADABLE, Locations.ROOT, "not a regular file"));
    }

    @Test
    void parseWhenLinkPointsAtItselfThenUnreadable() throws IOException {
        Path link = folder.resolve("loop.txt");
        Files.createSymbolicLink(link, link);
        assertThat(codes(parser.parse(RawDocument.of(link)))).containsExactly(GapCode.UNREADABLE);
    }

    @Test
    void parseWhenFileIsOverTheSizeLimitThenTooLargeAndNotParsed() {
        ParsedDocument document = parse("large.txt", new byte[30_000_001]);
        assertThat(codes(document)).containsExactly(GapCode.TOO_LARGE);
        assertThat(document.layers()).isEmpty();
    }

    @Test
    void parseWhenBytesAreOfNoKnownFormatThenUnsupported() {
        byte[] noise = new byte[4_096];
        SplittableRandom random = new SplittableRandom(SEED);
        random.nextBytes(noise);
        noise[0] = 0;
        ParsedDocument document = parse("noise.xyzzy", noise);
        assertThat(codes(document)).as("seed %d", SEED).contains(GapCode.UNSUPPORTED);
        assertThat(document.mediaType()).isEqualTo("application/octet-stream");
    }

    @Test
    void parseWhenPictureThenItsPixelsAreAGap() {
        byte[] bmp = new byte[58];
        byte[] header = {'B', 'M', 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24};
        System.arraycopy(header, 0, bmp, 0, header.length);
        assertThat(codes(parse("dot.bmp", bmp))).containsExactlyInAnyOrder(GapCode.UNSUPPORTED, GapCode.NO_TEXT);
    }

    @Test
    void parseWhenTextHoldsALoneSurrogateThenLayersAreWellFormed() {
        byte[] utf16 = "\uFEFFbefore X after, and some more words to guess by".getBytes(StandardCharsets.UTF_16BE);
        int at = 2 + 2 * 7;
        utf16[at] = (byte) 0xD8;
        utf16[at + 1] = 0;
        ParsedDocument document = parse("lone.txt", utf16);
        assertThat(document.layers())
                .isNotEmpty()
                .allSatisfy(layer -> assertThat(WellFormed.is(layer.text())).isTrue());
        assertThat(text(document)).contains("before").contains("after");
    }

    @Test
    void parseWhenDocumentExhaustsTheHeapThenMemoryGapAndTheNextOneIsRead() {
        ParsedDocument bomb = parse("wide.html", Fixtures.utf8("<html><body>" + "<p>x".repeat(5_000_000)));
        assertThat(codes(bomb)).containsExactly(GapCode.LIMIT_MEMORY);
        assertThat(bomb.sha256()).hasSize(64);
        assertThat(text(parse("after.txt", Fixtures.utf8("still here")))).contains("still here");
    }

    private static byte[] mailWith(String type, String name, String base64) {
        return Fixtures.utf8(String.join("\r\n", """
                From: ada@example.org
                To: bob@example.org
                Subject: The photograph
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="outer"

                --outer
                Content-Type: text/plain; charset=utf-8

                the letter itself
                --outer
                Content-Type: TYPE; name="NAME"
                Content-Disposition: attachment; filename="NAME"
                Content-Transfer-Encoding: base64

                CONTENT
                --outer--
                """.replace("TYPE", type)
                .replace("NAME", name)
                .replace("CONTENT", base64)
                .split("\n", -1)));
    }

    private static ParsedDocument parse(String name, byte[] content) {
        return parser.parse(RawDocument.of(Fixtures.write(folder, name, content)));
    }

    private static List<GapCode> codes(ParsedDocument document) {
        return document.gaps().stream().map(Gap::code).toList();
    }

    private static String text(ParsedDocument document) {
        return document.layers().stream()
                .filter(layer -> layer.channel() == Channel.BODY)
                .map(Layer::text)
                .collect(Collectors.joining("\n"));
    }

    private static String everything(ParsedDocument document) {
        return document.layers().stream().map(Layer::text).collect(Collectors.joining("\n")) + document.metadata();
    }
}
