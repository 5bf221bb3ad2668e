package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.detect.Channel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What honest documents say, and through which channel, read by real worker processes. */
class ForkedParserFormatsTest {

    private static ForkedParser parser;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void startParser() {
        parser = ForkedParser.start(DocumentLimits.defaults(), 1);
    }

    @AfterAll
    static void closeParser() {
        parser.close();
    }

    @Test
    void parseWhenPlainTextThenBodyAndDigestAreThoseOfTheFile() {
        ParsedDocument document = parse("note.txt", Fixtures.utf8("Water the plants on Friday."));
        assertThat(text(document, Channel.BODY)).isEqualToIgnoringWhitespace("Water the plants on Friday.");
        assertThat(document.sha256()).isEqualTo("932f74492351f5619aa84aa30745046ec1614986d19361bc4393df861e96c927");
        assertThat(document.mediaType()).isEqualTo("text/plain");
        assertThat(document.gaps()).isEmpty();
    }

    @Test
    void parseWhenPdfThenTextIsBodyAndTitleIsMetadata() {
        ParsedDocument document = parse("report.pdf", Fixtures.pdf("Sales rose by a tenth.", "Quarterly report"));
        assertThat(document.mediaType()).isEqualTo("application/pdf");
        assertThat(text(document, Channel.BODY))
                .contains("Sales rose by a tenth.")
                .doesNotContain("Quarterly");
        assertThat(text(document, Channel.METADATA)).contains("Quarterly report");
        assertThat(document.gaps()).isEmpty();
    }

    @Test
    void parseWhenDocxThenTextIsBodyAndAuthorIsMetadata() {
        ParsedDocument document = parse("letter.docx", Fixtures.docx("Dear colleagues", "Ada Author", 2));
        assertThat(text(document, Channel.BODY)).contains("Dear colleagues").doesNotContain("Ada Author");
        assertThat(text(document, Channel.METADATA)).contains("Ada Author").contains("letter.docx");
        assertThat(document.metadata()).containsEntry("dc:creator", List.of("Ada Author"));
        assertThat(document.gaps()).isEmpty();
    }

    @Test
    void parseWhenWorkbookHasHiddenSheetThenMetadataSaysSo() {
        ParsedDocument document = parse("book.xlsx", Fixtures.xlsx("Turnover", "Backstage"));
        assertThat(text(document, Channel.BODY)).contains("Turnover");
        assertThat(document.metadata()).containsEntry("msoffice:excel:has-hidden-sheets", List.of("true"));
        assertThat(text(document, Channel.METADATA)).contains("Backstage");
    }

    @Test
    void parseWhenHtmlThenEachTextComesThroughItsChannel() {
        ParsedDocument document = parse("page.html", Fixtures.utf8("""
                <html><head><title>The title</title><meta name="description" content="The description">
                <style>p { color: red }</style></head><body>
                <!-- the comment --><p>Seen <b>text</b></p><p style="display: none">gone one</p>
                <p hidden>gone two</p><p style="font-size:0px">gone three</p><template>gone four</template>
                <img src="a.png" alt="the alternative"><a aria-label="the label" href="#">link</a>
                <input type="hidden" value="gone five"><script>var script = 1;</script></body></html>
                """));
        assertThat(text(document, Channel.BODY)).isEqualToIgnoringWhitespace("Seen text link");
        assertThat(text(document, Channel.HIDDEN))
                .contains("gone one", "gone two", "gone three", "gone four", "gone five");
        assertThat(text(document, Channel.COMMENT)).contains("the comment");
        assertThat(text(document, Channel.ALT_TEXT)).contains("the alternative", "the label");
        assertThat(text(document, Channel.METADATA)).contains("The title", "The description");
        assertThat(document.gaps()).isEmpty();
    }

    @Test
    void parseWhenXhtmlHasEmptyTitleThenBodyIsStillRead() {
        ParsedDocument document = parse(
                "page.xhtml",
                Fixtures.utf8("<?xml version=\"1.0\"?>\n"
                        + "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head>"
                        + "<body><p>Shown</p><p style=\"display:none\">gone</p></body></html>"));
        assertThat(document.mediaType()).isEqualTo("application/xhtml+xml");
        assertThat(text(document, Channel.BODY)).isEqualToIgnoringWhitespace("Shown");
        assertThat(text(document, Channel.HIDDEN)).contains("gone");
    }

    @Test
    void parseWhenEpubThenHiddenTextIsNotBody() {
        ParsedDocument document = parse(
                "book.epub",
                Fixtures.epub("<?xml version=\"1.0\"?>"
                        + "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>One</title></head>"
                        + "<body><p>Chapter one</p><p hidden=\"hidden\">gone</p></body></html>"));
        assertThat(text(document, Channel.BODY)).contains("Chapter one").doesNotContain("gone");
        assertThat(text(document, Channel.HIDDEN)).contains("gone");
    }

    @Test
    void parseWhenMarkdownThenCommentIsNotBody() {
        ParsedDocument document = parse("readme.md", Fixtures.utf8("# Title\n\nShown <!-- the\ncomment --> text\n"));
        assertThat(text(document, Channel.BODY)).contains("Shown", "text").doesNotContain("comment");
        assertThat(text(document, Channel.COMMENT)).contains("the\ncomment");
    }

    @Test
    void parseWhenMailHasAlternativesThenHtmlIsBodyAndPlainTextIsHidden() {
        ParsedDocument document = parse("mail.eml", Fixtures.utf8(String.join("\r\n", """
                From: ada@example.org
                To: bob@example.org
                Subject: The subject line
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="outer"

                --outer
                Content-Type: multipart/alternative; boundary="inner"

                --inner
                Content-Type: text/plain; charset=utf-8

                the plain alternative
                --inner
                Content-Type: text/html; charset=utf-8

                <p>shown part</p><p style="display:none">gone part</p>
                --inner--
                --outer
                Content-Type: text/plain; name="attached.txt"
                Content-Disposition: attachment; filename="attached.txt"

                the attachment
                --outer--
                """.split("\n", -1))));
        assertThat(text(document, Channel.BODY))
                .contains("shown part", "the attachment")
                .doesNotContain("gone part")
                .doesNotContain("plain alternative");
        assertThat(text(document, Channel.HIDDEN)).contains("gone part", "the plain alternative");
        assertThat(text(document, Channel.METADATA)).contains("The subject line", "attached.txt");
        assertThat(document.gaps()).isEmpty();
    }

    @Test
    void parseWhenArchiveThenEachFileHasItsOwnLocation() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("one.txt", Fixtures.utf8("first file"));
        files.put("two.html", Fixtures.utf8("<html><body><p>second file</p><p hidden>gone</p></body></html>"));
        ParsedDocument document = parse("files.zip", Fixtures.zip(files));
        assertThat(layer(document, Channel.BODY, "/1")).contains("first file");
        assertThat(layer(document, Channel.BODY, "/2")).contains("second file").doesNotContain("gone");
        assertThat(layer(document, Channel.HIDDEN, "/2")).contains("gone");
        assertThat(layer(document, Channel.METADATA, "/1")).contains("one.txt");
    }

    @Test
    void parseWhenTextHoldsNulThenLayersDoNot() {
        ParsedDocument document = parse("nul.html", Fixtures.utf8("<html><body><p>before\0after</p></body></html>"));
        assertThat(text(document, Channel.BODY))
                .contains("before")
                .contains("after")
                .doesNotContain("\0");
    }

    @Test
    void parseWhenWorkerHasServedItsShareThenAnotherTakesOver() {
        Path file = Fixtures.write(folder, "tiny.txt", Fixtures.utf8("tiny"));
        var first = parser.workerIds();
        for (int i = 0; i <= ForkedParser.DOCUMENTS_PER_WORKER; i++) {
            assertThat(text(parser.parse(RawDocument.of(file)), Channel.BODY)).contains("tiny");
        }
        assertThat(parser.workerIds()).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    private static ParsedDocument parse(String name, byte[] content) {
        return parser.parse(RawDocument.of(Fixtures.write(folder, name, content)));
    }

    private static String text(ParsedDocument document, Channel channel) {
        return document.layers().stream()
                .filter(layer -> layer.channel() == channel)
                .map(Layer::text)
                .collect(Collectors.joining("\n"));
    }

    private static String layer(ParsedDocument document, Channel channel, String location) {
        return document.layers().stream()
                .filter(layer -> layer.channel() == channel && layer.location().equals(location))
                .map(Layer::text)
                .collect(Collectors.joining("\n"));
    }
}
