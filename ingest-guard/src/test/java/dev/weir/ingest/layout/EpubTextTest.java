package dev.weir.ingest.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The text of ordinary books, in the order in which people read them, and of damaged and hostile ones. */
class EpubTextTest {

    private static final String XHTML = "application/xhtml+xml";

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    @Test
    void bookWhenReadThenItsDocumentsComeInReadingOrder() {
        ParsedDocument read = read(EpubFile.of("<p>First.</p>")
                .chapter("b", "", page("Second."))
                .part("book/0.txt", "x")
                .chapter("a", "", page("Third.")));
        assertThat(text(read, Channel.BODY)).isEqualTo("First.\nSecond.\nThird.");
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void bookWhenADocumentIsInTheOrderTwiceThenItIsReadOnce() {
        EpubFile file = EpubFile.of("<p>First.</p>").chapter("a", "", page("Second."));
        assertThat(text(read(file.chapter("one", "", EpubFile.page("", "<p>First.</p>"))), Channel.BODY))
                .isEqualTo("First.\nSecond.");
    }

    @Test
    void bookWhenADocumentBesideTheOrderIsLinkedThenItIsBody() {
        ParsedDocument read = read(EpubFile.of("<p>See the <a href=\"no%74es.xhtml#n1\">notes</a>.</p>")
                .chapter("notes", "linear=\"no\"", page("In the notes <a href=\"../more.xhtml\">and more</a>."))
                .file("more", "more.xhtml", XHTML, "", page("More.")));
        assertThat(text(read, Channel.BODY)).isEqualTo("See the notes.\nIn the notes and more.\nMore.");
        assertThat(text(read, Channel.HIDDEN)).isEmpty();
    }

    @Test
    void bookWhenHiddenDocumentsLinkEachOtherThenTheyStayHidden() {
        ParsedDocument read = read(EpubFile.of("<p>First.</p>")
                .file("a", "a.xhtml", XHTML, "", EpubFile.page("", "<a href=\"b.xhtml\">Ay</a>"))
                .file("b", "b.xhtml", XHTML, "", EpubFile.page("", "<a href=\"a.xhtml\">Bee</a>")));
        assertThat(text(read, Channel.BODY)).isEqualTo("First.");
        assertThat(text(read, Channel.HIDDEN)).isEqualTo("Ay\nBee");
    }

    @Test
    void bookWhenItsNavigationIsInTheOrderThenItIsBody() {
        ParsedDocument read = read(EpubFile.of("<p>First.</p>")
                .file("nav", "nav.xhtml", XHTML, "properties=\"nav\"", page("Contents"))
                .rest("<spine><itemref idref=\"nav\"/></spine>"));
        assertThat(text(read, Channel.BODY)).isEqualTo("First.\nContents");
    }

    @Test
    void bookWhenAFontIsKeptFromBeingTakenOutThenNothingIsEncrypted() {
        ParsedDocument read = read(EpubFile.of("<p>First.</p>")
                .part("META-INF/encryption.xml", encryption("http://www.idpf.org/2008/embedding", "book/a.otf")));
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void bookWhenADocumentIsEncryptedThenTheOthersAreReadAndAGapSaysSo() {
        for (String method :
                new String[] {"http://www.w3.org/2001/04/xmlenc#aes128-cbc", "http://www.idpf.org/2008/embedding"}) {
            ParsedDocument read = read(EpubFile.of("<p>First.</p>")
                    .chapter("two", "", page("Locked."))
                    .part("META-INF/encryption.xml", encryption(method, "book/text/two.xhtml")));
            assertThat(text(read, Channel.BODY)).isEqualTo("First.");
            assertThat(read.gaps()).extracting(Gap::code).containsExactly(GapCode.ENCRYPTED);
        }
    }

    @Test
    void bookWhenADocumentOfTheOrderIsNotThereThenTheOthersAreReadAndAGapBlocks() {
        ParsedDocument read = read(EpubFile.of("<p>First.</p>").rest("<spine><itemref idref=\"none\"/></spine>"));
        assertThat(text(read, Channel.BODY)).isEqualTo("First.");
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void bookWhenAPictureIsListedThenItIsAPartOfItsOwn() {
        ParsedDocument read = read(EpubFile.of("<p>First.</p>")
                .file(
                        "pic",
                        "pic.svg",
                        "image/svg+xml",
                        "",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\"><text y=\"9\">A quiet pond</text></svg>"));
        assertThat(text(read, Channel.BODY)).isEqualTo("First.");
        assertThat(read.layers())
                .anyMatch(layer -> layer.location().equals("/1") && layer.text().contains("A quiet pond"));
    }

    @Test
    void bookWhenSheetsImportEachOtherThenItIsRead() {
        ParsedDocument read = read(EpubFile.of(
                        "<link rel=\"stylesheet\" href=\"../a.css\"/><link rel=\"stylesheet\" href=\"../../../../x.css\"/>",
                        "<p class=\"q\">First.</p>")
                .file("a", "a.css", "text/css", "", "@import 'b.css';".repeat(60) + ".q{color:navy}")
                .file("b", "b.css", "text/css", "", "@import 'a.css';".repeat(60)));
        assertThat(text(read, Channel.BODY)).isEqualTo("First.");
    }

    @Test
    void bookWhenItsEndIsMissingThenWhatIsWholeIsReadAndAGapBlocks() {
        byte[] whole = EpubFile.of("<p>First.</p>").bytes();
        ParsedDocument read = FILES.read("book.epub", Arrays.copyOf(whole, whole.length - 200));
        assertThat(text(read, Channel.BODY)).isEqualTo("First.");
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void bookWhenThePackageDocumentNamesEntitiesThenTheyAreNotRead() {
        ParsedDocument read = read(EpubFile.of("<p>First.</p>")
                .part(
                        "book/toc.ncx",
                        "<!DOCTYPE ncx [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><ncx><text>&x;</text></ncx>"));
        assertThat(text(read, Channel.BODY)).isEqualTo("First.");
    }

    private static String page(String body) {
        return EpubFile.page("", "<p>" + body + "</p>");
    }

    private static String encryption(String method, String path) {
        return "<encryption xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\""
                + " xmlns:enc=\"http://www.w3.org/2001/04/xmlenc#\"><enc:EncryptedData><enc:EncryptionMethod Algorithm=\""
                + method + "\"/><enc:CipherData><enc:CipherReference URI=\"" + path
                + "\"/></enc:CipherData></enc:EncryptedData></encryption>";
    }

    private static ParsedDocument read(EpubFile file) {
        return FILES.read("book.epub", file.bytes());
    }

    private static String text(ParsedDocument read, Channel channel) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel && layer.location().equals("/"))
                .map(Layer::text)
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
