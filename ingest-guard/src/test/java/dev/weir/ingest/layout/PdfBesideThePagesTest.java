package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.PdfFixtures.line;
import static dev.weir.ingest.layout.PdfFixtures.pdf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFileAttachment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a PDF carries besides its pages, and what happens when it is damaged or asks for too much. */
class PdfBesideThePagesTest {

    /** What one page may draw. */
    private static final int MAX_GLYPHS_PER_PAGE = 300_000;

    private static final String TEXT = "The pond is quiet and the swans sleep.";

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    @Test
    void parseWhenAFileIsEmbeddedThenItIsAPartOfItsOwn() throws IOException {
        ParsedDocument read = parse(pdf((document, page, content) -> {}, document -> {
            PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(Map.of("note", file(document)));
            PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(tree);
            document.getDocumentCatalog().setNames(names);
        }));
        assertThat(text(read, Channel.BODY, "/1")).contains(TEXT);
        assertThat(text(read, Channel.METADATA, "/1")).contains("swans.txt");
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void parseWhenAnAnnotationAttachesAFileThenItIsReadOnce() throws IOException {
        ParsedDocument read = parse(pdf((document, page, content) -> {
            PDAnnotationFileAttachment pin = new PDAnnotationFileAttachment();
            pin.setRectangle(new PDRectangle(10, 10, 20, 20));
            pin.setFile(file(document));
            PdfVectors.annotate(page, pin);
        }));
        assertThat(text(read, Channel.BODY, "/1")).contains(TEXT);
        assertThat(text(read, Channel.BODY, "/2")).isEmpty();
    }

    private static PDComplexFileSpecification file(PDDocument document) throws IOException {
        PDComplexFileSpecification file = new PDComplexFileSpecification();
        file.setFile("swans.txt");
        file.setEmbeddedFile(
                new PDEmbeddedFile(document, new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.US_ASCII))));
        return file;
    }

    @Test
    void parseWhenAFontLooksOtherwiseThanItsWidthsSayThenAGapSaysSo() {
        ParsedDocument read = parse(PdfFontTrick.swappedInForgedWidths(VectorMatrixTest.ATTACK));
        assertThat(read.gaps())
                .containsExactly(new Gap(GapCode.UNREAD, "/", "font that may show other letters than it says"));
    }

    @Test
    void parseWhenAPropertyHasAnUnknownNameThenItsTextIsMetadata() throws IOException {
        ParsedDocument read = parse(pdf((document, page, content) -> {}, document -> {
            String packet = "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                    + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''"
                    + " xmlns:q='urn:q'><q:remark>" + TEXT + "</q:remark></rdf:Description></rdf:RDF></x:xmpmeta>"
                    + "<?xpacket end='w'?>";
            document.getDocumentCatalog()
                    .setMetadata(new PDMetadata(
                            document, new ByteArrayInputStream(packet.getBytes(StandardCharsets.UTF_8))));
        }));
        assertThat(text(read, Channel.METADATA, "/")).contains(TEXT);
    }

    @Test
    void parseWhenAPacketNamesAnEntityThenItIsNotRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret of the machine");
        ParsedDocument read = parse(pdf((document, page, content) -> {}, document -> {
            String packet = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><x>one two &e;</x>";
            document.getDocumentCatalog()
                    .setMetadata(new PDMetadata(
                            document, new ByteArrayInputStream(packet.getBytes(StandardCharsets.UTF_8))));
        }));
        assertThat(read.layers()).noneMatch(layer -> layer.text().contains("secret of the machine"));
        assertThat(text(read, Channel.BODY, "/")).contains(PdfFixtures.VISIBLE);
    }

    @Test
    void parseWhenASecondPageIsBrokenThenTheOthersAreReadAndAGapSaysSo() throws IOException {
        ParsedDocument read = parse(pdf((document, page, content) -> {}, document -> {
            PDPage broken = new PDPage();
            COSStream instructions = document.getDocument().createCOSStream();
            try (OutputStream out = instructions.createRawOutputStream()) {
                out.write(new byte[] {1, 2, 3});
            }
            instructions.setItem(COSName.FILTER, COSName.JBIG2_DECODE);
            broken.getCOSObject().setItem(COSName.CONTENTS, instructions);
            document.addPage(broken);
            PDPage last = new PDPage();
            document.addPage(last);
            try (var content = new PDPageContentStream(document, last)) {
                line(content, TEXT, 72, 400);
            }
        }));
        assertThat(text(read, Channel.BODY, "/")).contains(PdfFixtures.VISIBLE, TEXT);
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void parseWhenAPageHasTooManyGlyphsThenTheFirstAreReadAndAGapSaysSo() throws IOException {
        String row = "x".repeat(1_000);
        ParsedDocument read = parse(pdf((document, page, content) -> {
            for (int i = 0; i <= MAX_GLYPHS_PER_PAGE / 1_000; i++) {
                line(content, row, 72, 700 - i % 600);
            }
        }));
        assertThat(text(read, Channel.BODY, "/")).contains(PdfFixtures.VISIBLE);
        assertThat(read.gaps()).extracting(Gap::code).containsExactly(GapCode.LIMIT_OUTPUT);
    }

    @Test
    void parseWhenFormsCallThemselvesThenItEndsAndAGapSaysSo() throws IOException {
        ParsedDocument read = parse(pdf((document, page, content) -> {
            COSStream form = document.getDocument().createCOSStream();
            form.setItem(COSName.SUBTYPE, COSName.FORM);
            form.setItem(COSName.TYPE, COSName.XOBJECT);
            COSArray box = new COSArray();
            box.setFloatArray(new float[] {0, 0, 612, 792});
            form.setItem(COSName.BBOX, box);
            var resources = new PDResources();
            resources.put(COSName.getPDFName("Again"), new PDFormXObject(form));
            form.setItem(COSName.RESOURCES, resources);
            try (OutputStream out = form.createOutputStream()) {
                out.write("/Again Do".getBytes(StandardCharsets.US_ASCII));
            }
            content.drawForm(new PDFormXObject(form));
        }));
        assertThat(text(read, Channel.BODY, "/")).contains(PdfFixtures.VISIBLE);
        assertThat(read.gaps()).extracting(Gap::code).containsExactly(GapCode.UNREAD);
    }

    private static ParsedDocument parse(byte[] bytes) {
        return FILES.read("report.pdf", bytes);
    }

    private static String text(ParsedDocument read, Channel channel, String location) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel && layer.location().equals(location))
                .map(Layer::text)
                .collect(Collectors.joining("\n"));
    }
}
