package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.ConfluenceFile.PAGE;
import static dev.weir.ingest.layout.ConfluenceFile.link;
import static dev.weir.ingest.layout.ConfluenceFile.property;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The text of ordinary exports of Confluence, and of those that are not what they seem. */
class ConfluenceTextTest {

    private static final String INTRO = "Minutes\nThe minutes of the meeting.\n";

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    @Test
    void exportWhenReadThenEachPageIsAPartWithItsTitleAndText() {
        ParsedDocument read = read(ConfluenceFile.page("<h2>Pears</h2><p>Four tonnes.</p>")
                .object("BlogPost", "120", property("title", "News"))
                .body("BlogPost", "120", "<p>Apples too.</p>")
                .object("Page", "130", property("title", "Old rules") + property("contentStatus", "archived"))
                .body("Page", "130", "<p>Still there.</p>"));
        assertThat(read.mediaType()).isEqualTo("application/x-confluence-export");
        assertThat(read.gaps()).isEmpty();
        assertThat(body(read, "/1")).isEqualTo(INTRO + "Pears\nFour tonnes.");
        assertThat(body(read, "/2")).isEqualTo("News\nApples too.");
        assertThat(body(read, "/3")).isEqualTo("Old rules\nStill there.");
        assertThat(text(read, Channel.HIDDEN)).isEmpty();
        assertThat(text(read, Channel.METADATA, "/1")).isEqualTo("dc:title: Minutes");
        assertThat(text(read, Channel.METADATA, "/")).contains("dc:title: Orchard");
    }

    @Test
    void exportWhenItHasMorePagesThanAreReadThenAGapBlocksAndTheRestIsHiddenText() {
        ConfluenceFile file = ConfluenceFile.page("<p>The first.</p>");
        for (int i = 2; i <= 1_003; i++) {
            String id = Integer.toString(10_000 + i);
            file.object("Page", id, property("title", "Row " + i)).body("Page", id, "<p>Number " + i + ".</p>");
        }
        ParsedDocument read = read(file);
        assertThat(read.gaps())
                .containsExactly(new Gap(GapCode.LIMIT_EMBEDDED, "/", "embedded document not read; 3 times"));
        assertThat(read.gaps().getFirst().isBlocking()).isTrue();
        assertThat(body(read, "/1")).isEqualTo(INTRO + "The first.");
        assertThat(body(read, "/1000")).isEqualTo("Row 1000\nNumber 1000.");
        assertThat(text(read, Channel.HIDDEN)).isEqualTo("Number 1001.\nNumber 1002.\nNumber 1003.");
        assertThat(text(read, Channel.BODY)).doesNotContain("Number 1001.");
    }

    @Test
    void exportWhenItIsCalledZipOrLiesInAnArchiveThenItIsReadAsExport() {
        byte[] export = ConfluenceFile.page("<p>Four tonnes.</p>").bytes();
        ParsedDocument named = FILES.read("space.zip", export);
        assertThat(named.mediaType()).isEqualTo("application/x-confluence-export");
        assertThat(named.gaps()).isEmpty();
        ParsedDocument nested = FILES.read("all.zip", zip(Map.of("space.zip", export)));
        assertThat(body(nested, "/1/2")).isEqualTo(INTRO + "Four tonnes.");
    }

    @Test
    void archiveWhenTheDescriptorIsMissingThenItIsAnArchive() {
        byte[] entities = bytes(ConfluenceFile.page("<p>Four tonnes.</p>").entities());
        ParsedDocument read = FILES.read("space.zip", zip(Map.of("entities.xml", entities)));
        assertThat(read.mediaType()).isEqualTo("application/zip");
        assertThat(body(read, "/1")).contains("Four tonnes.");
    }

    @Test
    void macrosWhenReadersSeeThemThenTheyAreBodyText() {
        String macros = macro(
                        "code", parameter("title", "Start") + parameter("language", "sh") + plain("ls -l\ncat <a> ]]"))
                + macro("info", parameter("title", "Mind") + rich("<p>the gap</p>"))
                + macro("expand", parameter("title", "More") + rich("<p>of it</p>"))
                + "<p>It is " + macro("status", parameter("colour", "Green") + parameter("title", "DONE")) + " now.</p>"
                + macro("tasks-report-macro", parameter("atlassian-macro-output-type", "INLINE"))
                + macro("excerpt", parameter("hidden", "false") + rich("<p>In short.</p>"));
        ParsedDocument read = read(ConfluenceFile.page(macros));
        assertThat(body(read, "/1"))
                .isEqualTo(INTRO + "Start\nls -l\ncat <a> ]]\nMind\nthe gap\nMore\nof it\nIt is DONE now.\nIn short.");
        assertThat(text(read, Channel.HIDDEN)).isEmpty();
    }

    @Test
    void elementsWhenReadersSeeThemThenTheyAreBodyText() {
        String elements = "<p>See <ac:link><ri:page ri:content-title=\"Old rules\"/></ac:link> or "
                + "<ac:link><ri:page ri:content-title=\"Rules\"/><ac:plain-text-link-body><![CDATA[these]]>"
                + "</ac:plain-text-link-body></ac:link> by <time datetime=\"2025-01-14\"/> "
                + "<ac:emoticon ac:name=\"blue-star\" ac:emoji-fallback=\"\uD83C\uDF50\"/></p>"
                + "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status>"
                + "<ac:task-body><span>Prune</span></ac:task-body></ac:task></ac:task-list>"
                + "<ac:layout><ac:layout-section ac:type=\"single\"><ac:layout-cell><p>A "
                + "<ac:inline-comment-marker ac:ref=\"a-b\">marked</ac:inline-comment-marker> word.</p></ac:layout-cell>"
                + "</ac:layout-section></ac:layout>"
                + "<ac:image><ri:attachment ri:filename=\"a.png\"/><ac:caption><p>A pear.</p></ac:caption></ac:image>";
        ParsedDocument read = read(ConfluenceFile.page(elements));
        assertThat(body(read, "/1"))
                .isEqualTo(INTRO + "See Old rules or these by 2025-01-14 \uD83C\uDF50\nPrune\nA marked word.\nA pear.");
        assertThat(text(read, Channel.HIDDEN)).isEmpty();
    }

    @Test
    void linkWhenItsWordsAreOthersThanItsTargetThenTheTargetIsMetadata() {
        ParsedDocument read = read(ConfluenceFile.page(
                "<p><ac:link><ri:page ri:content-title=\"The rules of the orchard\"/><ac:link-body>Here</ac:link-body>"
                        + "</ac:link></p>"));
        assertThat(body(read, "/1")).isEqualTo(INTRO + "Here");
        assertThat(text(read, Channel.METADATA, "/1")).contains("link: The rules of the orchard");
        assertThat(text(read, Channel.HIDDEN)).isEmpty();
    }

    @Test
    void labelsWhenReadThenPropertiesOfTheirPage() {
        ParsedDocument read = read(ConfluenceFile.page("")
                .object("Label", "600", property("name", "harvest"))
                .object("Labelling", "601", link("label", "Label", "600") + link("content", "Page", PAGE)));
        assertThat(text(read, Channel.METADATA, "/1")).contains("dc:subject: harvest");
    }

    @Test
    void attachmentWhenReadThenAPartOfItsPage() {
        ParsedDocument read = read(ConfluenceFile.page("")
                .object(
                        "Attachment",
                        "400",
                        property("title", "a.html") + property("version", "1") + link("containerContent", "Page", PAGE))
                .file("attachments/100/400/1", "<html><body><p>Four tonnes.</p></body></html>"));
        assertThat(body(read, "/1/2")).isEqualTo("Four tonnes.");
        assertThat(text(read, Channel.METADATA, "/1/2")).contains("a.html");
    }

    @Test
    void attachmentWhenItsFileIsNotThereThenThePageIsWhole() {
        ParsedDocument read = read(ConfluenceFile.page("")
                .object("Attachment", "400", property("title", "a.html") + link("containerContent", "Page", PAGE)));
        assertThat(read.gaps()).isEmpty();
        assertThat(text(read, Channel.METADATA, "/1")).contains("a.html");
    }

    @Test
    void fileOfNoAttachmentWhenItIsAnArchiveThenWhatIsInItIsHiddenToo() {
        ParsedDocument read = read(ConfluenceFile.page("")
                .file("more.zip", zip(Map.of("a.html", bytes("<html><body><p>Four tonnes.</p></body></html>")))));
        assertThat(read.layers())
                .filteredOn(layer -> layer.text().contains("Four tonnes."))
                .isNotEmpty()
                .allSatisfy(layer -> {
                    assertThat(layer.channel()).isEqualTo(Channel.HIDDEN);
                    assertThat(layer.origins().getFirst().concealments()).contains(Concealment.UNREFERENCED_PART);
                });
    }

    @Test
    void commentWhenItsPageIsDeletedThenBothReasonsAreNamed() {
        ParsedDocument read = read(ConfluenceFile.page("")
                .object("Page", "101", property("title", "Gone") + property("contentStatus", "deleted"))
                .object("Comment", "200", link("containerContent", "Page", "101"))
                .body("Comment", "200", "<p>A pity.</p>"));
        Layer layer = read.layers().stream()
                .filter(l -> l.channel() == Channel.COMMENT)
                .findFirst()
                .orElseThrow();
        assertThat(layer.text().strip()).isEqualTo("A pity.");
        assertThat(layer.origins().getFirst().concealments())
                .contains(Concealment.COMMENT, Concealment.UNREFERENCED_PART);
    }

    @Test
    void versionsWhenEachIsTheOriginalOfTheOtherThenNothingIsLost() {
        ParsedDocument read = read(ConfluenceFile.page("")
                .object("Page", "101", property("title", "One") + link("originalVersion", "Page", "102"))
                .object("Page", "102", property("title", "Two") + link("originalVersion", "Page", "101"))
                .body("Page", "102", "<p>Round and round.</p>"));
        assertThat(text(read, Channel.HIDDEN, "/")).contains("Round and round.");
    }

    @Test
    void pageWhenItHasATextThatItDoesNotListThenThatIsHidden() {
        ParsedDocument read = read(ConfluenceFile.page("")
                .object(
                        "Page",
                        "101",
                        property("title", "Two")
                                + "<collection name=\"bodyContents\"><element class=\"BodyContent\"><id name=\"id\">502</id>"
                                + "</element></collection>")
                .body("Page", "101", "<p>Shown.</p>")
                .body("Page", "101", "<p>Not shown.</p>"));
        assertThat(body(read, "/2")).isEqualTo("Two\nShown.");
        assertThat(text(read, Channel.HIDDEN, "/")).contains("Not shown.");
    }

    @Test
    void pageWhenInTheOlderMarkupThenItIsReadAsPlainTextAndAGapSaysSo() {
        ParsedDocument read = read(ConfluenceFile.page("")
                .object("Page", "101", property("title", "Two"))
                .object(
                        "BodyContent",
                        "800",
                        property("body", "h1. Pears <b>") + link("content", "Page", "101")
                                + "<property name=\"bodyType\">0</property>"));
        assertThat(body(read, "/2")).isEqualTo("Two\nh1. Pears <b>");
        assertThat(read.gaps()).extracting(Gap::code).containsExactly(GapCode.UNSUPPORTED);
    }

    @Test
    void exportWhenItsObjectsBreakOffThenWhatWasReadStaysAndAGapBlocks() {
        String entities = ConfluenceFile.page("<p>Four tonnes.</p>").entities();
        ParsedDocument read = FILES.read(
                "space.zip", ConfluenceFile.page("").zip(entities.substring(0, entities.indexOf("</hibernate"))));
        assertThat(body(read, "/1")).isEqualTo(INTRO + "Four tonnes.");
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void exportWhenItDeclaresEntitiesThenNoneIsReadAndAGapBlocks() {
        String entities = ConfluenceFile.page("")
                .entities()
                .replace(
                        "<hibernate-generic",
                        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><hibernate-generic");
        assertThat(FILES.read("space.zip", ConfluenceFile.page("").zip(entities))
                        .gaps())
                .anyMatch(Gap::isBlocking);
    }

    @Test
    void exportWhenNestedWithoutEndThenAGapBlocks() {
        ParsedDocument read = read(
                ConfluenceFile.page("").raw("<object>" + "<a>".repeat(5_000) + "</a>".repeat(5_000) + "</object>"));
        assertThat(body(read, "/1")).isEqualTo(INTRO.strip());
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void pageWhenMacrosAreNestedWithoutEndThenItsTextIsRead() {
        int depth = 2_000;
        String open = "<ac:structured-macro ac:name=\"panel\"><ac:rich-text-body>".repeat(depth);
        String close = "</ac:rich-text-body></ac:structured-macro>".repeat(depth);
        assertThat(body(read(ConfluenceFile.page(open + "<p>Deep.</p>" + close)), "/1"))
                .contains("Deep.");
    }

    @Test
    void pagesExportedAsHtmlWhenReadThenEachIsAPartAndNothingIsLost() {
        ParsedDocument read = FILES.read(
                "space.zip",
                zip(Map.of(
                        "OR/index.html",
                        bytes("<html><body><p>Available pages</p><a href=\"Pears_100.html\">Pears</a></body></html>"),
                        "OR/Pears_100.html",
                        bytes("<html><head><link rel=\"stylesheet\" href=\"styles/site.css\"/></head><body>"
                                + "<div id=\"main-content\"><p>Four tonnes.</p><p style=\"display:none\">Unseen.</p></div>"
                                + "<div class=\"pageSection\"><h2>Comments</h2><p>Well done.</p></div></body></html>"),
                        "OR/styles/site.css",
                        bytes("body { color: black }"),
                        "OR/attachments/100/400.txt",
                        bytes("Apples, five tonnes."))));
        assertThat(read.mediaType()).isEqualTo("application/zip");
        Layer page = read.layers().stream()
                .filter(l -> l.text().contains("Four tonnes."))
                .findFirst()
                .orElseThrow();
        assertThat(page.channel()).isEqualTo(Channel.BODY);
        assertThat(page.location()).matches("/[1-4]");
        assertThat(page.text()).contains("Well done.").doesNotContain("Unseen.");
        assertThat(text(read, Channel.HIDDEN, page.location())).isEqualTo("Unseen.");
        assertThat(text(read, Channel.BODY)).contains("Available pages", "Apples, five tonnes.");
        assertThat(read.gaps())
                .containsExactly(
                        new Gap(GapCode.FLAT_TEXT, page.location(), "style sheets that did not come with the page"));
    }

    @Test
    void singlePageWhenInStorageFormatThenReadAsReadersSeeItWhateverItsName() {
        byte[] page = bytes(
                "<p>Four&nbsp;tonnes.</p>" + macro("toc", parameter("maxLevel", "2")) + macro("code", plain("<ls>")));
        for (String name : new String[] {"a.html", "a.xml", "a.txt", "a"}) {
            ParsedDocument read = FILES.read(name, page);
            assertThat(body(read, "/")).as(name).isEqualTo("Four\u00A0tonnes.\n<ls>");
            assertThat(read.gaps()).as(name).isEmpty();
        }
    }

    @Test
    void wholePageWhenAnElementHasThatPrefixThenItIsReadAsABrowserDoes() {
        byte[] page = bytes("<html><body><ac:x></ac:x><p>Seen.</p><![CDATA[ Not seen. ]]></body></html>");
        ParsedDocument read = FILES.read("a.html", page);
        assertThat(read.mediaType()).isEqualTo("text/html");
        assertThat(body(read, "/")).isEqualTo("Seen.");
    }

    @Test
    void textWhenItIsAboutPagesOfThisKindThenItStaysText() {
        ParsedDocument read =
                FILES.read("a.txt", bytes("How to write a macro:\n\n<ac:structured-macro ac:name=\"toc\"/>\n"));
        assertThat(read.mediaType()).isEqualTo("text/plain");
        assertThat(body(read, "/")).contains("<ac:structured-macro");
    }

    @Test
    void xmlWhenAnotherKindHasThatPrefixThenItStaysXml() {
        ParsedDocument read = FILES.read(
                "a.xml", bytes("<r xmlns:ac=\"http://rs.tdwg.org/ac/terms/\"><ac:caption>Pears</ac:caption></r>"));
        assertThat(read.mediaType()).isEqualTo("application/xml");
        assertThat(body(read, "/")).isEqualTo("Pears");
    }

    private static String macro(String name, String content) {
        return "<ac:structured-macro ac:name=\"" + name + "\" ac:schema-version=\"1\""
                + " ac:macro-id=\"25ebabb3-adf2-4cb3-8ac0-7fedc5b45cdc\">" + content
                + "</ac:structured-macro>";
    }

    private static String parameter(String name, String value) {
        return "<ac:parameter ac:name=\"" + name + "\">" + value + "</ac:parameter>";
    }

    private static String plain(String text) {
        return "<ac:plain-text-body><![CDATA[" + text + "]]></ac:plain-text-body>";
    }

    private static String rich(String text) {
        return "<ac:rich-text-body>" + text + "</ac:rich-text-body>";
    }

    private static ParsedDocument read(ConfluenceFile file) {
        return FILES.read("space.confluence", file.bytes());
    }

    private static String body(ParsedDocument read, String location) {
        return text(read, Channel.BODY, location);
    }

    private static String text(ParsedDocument read, Channel channel) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel)
                .map(Layer::text)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String text(ParsedDocument read, Channel channel, String location) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel && layer.location().equals(location))
                .map(Layer::text)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> one : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(one.getKey()));
                zip.write(one.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
