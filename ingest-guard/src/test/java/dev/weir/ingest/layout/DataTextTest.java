package dev.weir.ingest.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The text of JSON, XML and tables, in the lines in which people read it. */
class DataTextTest {

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    @Test
    void jsonWhenReadThenEachValueIsALineWithItsName() {
        String json =
                "{\"title\": \"Pears\", \"grower\": {\"name\": \"Ada\", \"since\": 1998}, \"uses\": [\"juice\", \"jam\"],"
                        + " \"rows\": [1, 2.5, true, null], \"empty\": {}}";
        assertThat(body("a.json", json))
                .isEqualTo(
                        "title: Pears\ngrower:\nname: Ada\nsince: 1998\nuses:\njuice\njam\nrows:\n1 2.5 true null\nempty:");
    }

    @Test
    void jsonWhenAKeyComesTwiceThenBothValuesAreRead() {
        assertThat(body("a.json", "{\"note\": \"first\", \"note\": \"second\"}"))
                .isEqualTo("note: first\nnote: second");
    }

    @Test
    void jsonWhenLettersAreEscapedThenTheWordsAreRead() {
        assertThat(body("a.json", "{\"\\u006eote\": \"\\u0069gnore\\nthe \\ud83c\\udf50\"}"))
                .isEqualTo("note: ignore\nthe \uD83C\uDF50");
    }

    @Test
    void jsonWhenThereAreManyValuesThenEachIsRead() {
        assertThat(body("a.jsonl", "{\"a\": \"one\"}\n{\"a\": \"two\"}\n")).isEqualTo("a: one\na: two");
        assertThat(body("a.ndjson", "{\"a\": \"one\"}\n{\"a\": \"two\"}\n")).isEqualTo("a: one\na: two");
    }

    @Test
    void jsonWhenItBreaksOffThenTheRestIsReadAsItStands() {
        assertThat(body("a.json", "{\"a\": \"one\", \"b\": \"two and no more"))
                .isEqualTo("a: one\n, \"b\": \"two and no more");
    }

    @Test
    void jsonWhenOtherTextFollowsThenThatIsReadAsItStands() {
        assertThat(body("a.json", "{\"a\": \"one\"}\n} the rest")).isEqualTo("a: one\n} the rest");
    }

    @Test
    void jsonWhenItIsNoneThenItIsReadAsItStands() {
        assertThat(body("a.json", "This is no JSON, is it?\nNo.")).isEqualTo("This is no JSON, is it?\nNo.");
    }

    @Test
    void jsonWhenTheNumberIsHugeThenItIsReadAsWritten() {
        assertThat(body("a.json", "{\"n\": 1e99999999, \"m\": " + "9".repeat(5_000) + "}"))
                .isEqualTo("n: 1e99999999\nm: " + "9".repeat(5_000));
    }

    @Test
    void jsonWhenNestedWithoutEndThenNothingIsLost() {
        ParsedDocument read = read("a.json", "{\"a\": \"one\", \"b\": " + "[".repeat(100_000) + "\"deep\"");
        assertThat(text(read, Channel.BODY)).startsWith("a: one\n").endsWith("\"deep\"");
    }

    @Test
    void jsonWhenInWideLettersThenRead() {
        byte[] bytes = "\uFEFF{\"crop\": \"Birnen und Äpfel\"}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(text(FILES.read("a.json", bytes), Channel.BODY)).isEqualTo("crop: Birnen und Äpfel");
    }

    @Test
    void jsonWhenAnAddressHasSlashesThenThatIsNoComment() {
        ParsedDocument read = read("a.json", "{\"at\": \"https://example.org/a\", \"b\": \"c \\\" // d\"}");
        assertThat(text(read, Channel.BODY)).isEqualTo("at: https://example.org/a\nb: c \" // d");
        assertThat(text(read, Channel.COMMENT)).isEmpty();
    }

    @Test
    void tableWhenReadThenRowsAreLinesAndCellsHaveTabsBetweenThem() {
        String table = "name,tonnes,note\nPears,4,\"sweet, and\nripe\"\n\"Apples\", 5, \"a \"\"good\"\" year\"\n";
        assertThat(body("a.csv", table))
                .isEqualTo("name\ttonnes\tnote\nPears\t4\tsweet, and\nripe\nApples\t5\ta \"good\" year");
    }

    @Test
    void tableWhenCellsAreSeparatedOtherwiseThenThatIsFound() {
        assertThat(body("a.csv", "a;b;c\n1,5;2;3\n4;5;6\n")).isEqualTo("a\tb\tc\n1,5\t2\t3\n4\t5\t6");
        assertThat(body("a.csv", "a|b\n1|2\n")).isEqualTo("a\tb\n1\t2");
        assertThat(body("a.tsv", "a\tb\n1, 2\t3\n")).isEqualTo("a\tb\n1, 2\t3");
    }

    @Test
    void tableWhenItHasOneColumnThenLinesStayLines() {
        assertThat(body("a.csv", "Lorem, ipsum\ndolor\nsit amet\nconsectetur\n"))
                .isEqualTo("Lorem, ipsum\ndolor\nsit amet\nconsectetur");
    }

    @Test
    void tableWhenAQuoteIsNeverClosedThenNothingIsLost() {
        assertThat(body("a.csv", "a,b\n1,2\n3,\"four\n5,six\n"))
                .contains("four")
                .contains("six");
    }

    @Test
    void tableWhenReadThenEachCellHasItsPlace() {
        Layer layer = FILES.read("a.csv", "a,b\nc,d\n".getBytes(StandardCharsets.UTF_8))
                .layers()
                .getFirst();
        int at = layer.text().indexOf('d');
        assertThat(layer.originsAt(at, at + 1)).extracting(Origin::place).containsExactly(new Place.Cell(1, 2, 2));
    }

    @Test
    void tableWhenARowHasTooManyCellsThenAGapBlocks() {
        assertThat(read("a.csv", "a,b\nc,d\n" + ",".repeat(1_100_000)).gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void xmlWhenReadThenElementsAreLinesAndWordsWithinStay() {
        String xml =
                "<doc><crop>Pears</crop><p>Sweet <b>and</b> ripe,\n   in\trows.</p><row><c>1</c><c>2</c></row></doc>";
        assertThat(body("a.xml", xml)).isEqualTo("Pears\nSweet and ripe,\nin\trows.\n1\n2");
    }

    @Test
    void xmlWhenAnEntityIsPlainThenItsTextIsPutIn() {
        ParsedDocument read =
                read("a.xml", "<!DOCTYPE a [<!ENTITY e \"four\">]><a>We have &e; tonnes&nbsp;&amp; more</a>");
        assertThat(text(read, Channel.BODY)).isEqualTo("We have four tonnes\u00A0& more");
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void xmlWhenEntitiesLeadToOthersThenNoneIsPutInAndAGapBlocks() {
        String xml = "<!DOCTYPE a [<!ENTITY e \"ha\"><!ENTITY f \"&e;&e;&e;\">]><a>Well &f;</a>";
        ParsedDocument read = read("a.xml", xml);
        assertThat(text(read, Channel.BODY)).doesNotContain("ha");
        assertThat(read.gaps()).extracting(Gap::code).contains(GapCode.UNREAD);
    }

    @Test
    void xmlWhenAnEntityIsAFileThenItIsNotReadAndAGapBlocks() {
        String xml = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><a>Well &e;.</a>";
        ParsedDocument read = read("a.xml", xml);
        assertThat(text(read, Channel.BODY)).isEqualTo("Well &e;.");
        assertThat(read.gaps()).extracting(Gap::code).contains(GapCode.UNREAD);
    }

    @Test
    void xmlWhenItBreaksOffThenWhatWasReadStaysAndAGapBlocks() {
        ParsedDocument read = read("a.xml", "<a><b>As far as this.</b><c>");
        assertThat(text(read, Channel.BODY)).isEqualTo("As far as this.");
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void xmlWhenNestedWithoutEndThenAGapBlocks() {
        ParsedDocument read = read("a.xml", "<a>Well." + "<b>".repeat(5_000) + "</b>".repeat(5_000) + "</a>");
        assertThat(text(read, Channel.BODY)).isEqualTo("Well.");
        assertThat(read.gaps()).anyMatch(Gap::isBlocking);
    }

    @Test
    void xmlWhenTheMarkSaysOtherwiseThanTheFileThenTheMarkIsBelieved() {
        byte[] bytes = "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>Birnen, Äpfel</a>"
                .getBytes(StandardCharsets.UTF_16LE);
        assertThat(text(FILES.read("a.xml", bytes), Channel.BODY)).isEqualTo("Birnen, Äpfel");
    }

    @Test
    void xmlWhenItIsInAnOlderCharsetThenItsDeclarationIsBelieved() {
        byte[] bytes = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>Груши</a>"
                .getBytes(Charset.forName("windows-1251"));
        assertThat(text(FILES.read("a.xml", bytes), Channel.BODY)).isEqualTo("Груши");
    }

    @Test
    void xmlWhenNamesOfElementsSpeakThenTheyAreMetadata() {
        assertThat(text(read("a.xml", "<a><send-all-letters>x</send-all-letters></a>"), Channel.METADATA))
                .contains("send-all-letters");
    }

    @Test
    void xmlWhenItStatesATitleThenThatIsAPropertyToo() {
        String xml = "<a xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Pears and plums</dc:title></a>";
        ParsedDocument read = read("a.xml", xml);
        assertThat(text(read, Channel.BODY)).isEqualTo("Pears and plums");
        assertThat(text(read, Channel.METADATA)).contains("dc:title: Pears and plums");
    }

    @Test
    void feedWhenReadThenNoPartOfAnEntryIsLost() {
        ParsedDocument rss = read("news.rss", """
                <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
                <channel><title>Harvest</title><item><title>Pears</title><description>Short.</description>
                <author>Ann</author><content:encoded><![CDATA[<p>Forty tonnes of <b>pears</b>.</p>]]></content:encoded>
                </item></channel></rss>""");
        assertThat(rss.mediaType()).isEqualTo("application/rss+xml");
        assertThat(text(rss, Channel.BODY)).contains("Harvest", "Pears", "Short.", "Ann", "Forty tonnes of");
        assertThat(rss.gaps()).isEmpty();

        ParsedDocument atom = read("news.atom", """
                <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harvest</title><!-- Not yet. -->
                <entry><title>Plums</title><summary>Short.</summary><content type="text">Nine tonnes.</content>
                <rights>Of the growers.</rights></entry></feed>""");
        assertThat(atom.mediaType()).isEqualTo("application/atom+xml");
        assertThat(text(atom, Channel.BODY)).contains("Plums", "Short.", "Nine tonnes.", "Of the growers.");
        assertThat(text(atom, Channel.COMMENT)).contains("Not yet.");
        assertThat(atom.gaps()).isEmpty();
    }

    @Test
    void feedWhenAnEntryIsAPageThenItIsReadAsReadersSeeIt() {
        ParsedDocument read = read("news.rss", """
                <?xml version="1.0"?><rss version="2.0"><channel><title>Harvest</title><item>
                <description>Pears &amp;amp; &lt;b&gt;plums&lt;/b&gt;&lt;!-- unsold --&gt;,&lt;br/&gt;nine
                tonnes.&lt;img src="a.png" alt="A pear"/&gt;&lt;title&gt;Late pears&lt;/title&gt;</description>
                <author>Ann</author></item></channel></rss>""");
        assertThat(text(read, Channel.BODY)).isEqualTo("Harvest\nPears & plums,\nnine tonnes.\nAnn");
        assertThat(text(read, Channel.COMMENT)).isEqualTo("unsold");
        assertThat(text(read, Channel.ALT_TEXT)).isEqualTo("A pear");
        assertThat(text(read, Channel.METADATA)).contains("Late pears");
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void feedWhenTheTextOfAnEntryIsNoMarkupThenItsLinesStay() {
        ParsedDocument read = read("news.rss", """
                <?xml version="1.0"?><rss version="2.0"><channel><item><description>Pears &lt; plums
                in tonnes</description></item></channel></rss>""");
        assertThat(text(read, Channel.BODY)).isEqualTo("Pears < plums\nin tonnes");
        assertThat(read.gaps()).isEmpty();
    }

    @Test
    void feedWhenMarkupStandsWhereTheFormatHasNoneThenItIsReadAsItStandsAndAGapSaysSo() {
        String text = "&lt;p style='display:none'&gt;Pears&lt;/p&gt;";
        for (String entry : List.of(
                "<title>" + text + "</title>",
                "<summary type=\"text\">" + text + "</summary>",
                "<content>" + text + "</content>",
                "<content type=\"html\">" + text + "<i/></content>")) {
            ParsedDocument read = read(
                    "news.atom",
                    "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>" + entry
                            + "</entry></feed>");
            assertThat(text(read, Channel.BODY)).isEqualTo("<p style='display:none'>Pears</p>");
            assertThat(read.gaps()).containsExactly(new Gap(GapCode.FLAT_TEXT, "/", "web markup quoted as text"));
        }
    }

    @Test
    void feedWhenItsPagesAreElementsThenAGapSaysThatTheyAreReadAsData() {
        for (String page : List.of(
                "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p style=\"display:none\">Pears</p></div>",
                "<h:div xmlns:h=\"http://www.w3.org/1999/xhtml\"/><p>Pears</p>")) {
            ParsedDocument read = read(
                    "news.atom",
                    "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\">"
                            + page + "</content></entry></feed>");
            assertThat(text(read, Channel.BODY)).isEqualTo("Pears");
            assertThat(read.gaps())
                    .containsExactly(new Gap(GapCode.FLAT_TEXT, "/", "elements of web pages read as data"));
        }
    }

    @Test
    void xmlWhenItQuotesMarkupThenItIsReadAsItStandsAndAGapSaysSo() {
        ParsedDocument read =
                read("a.xml", "<a><description>&lt;<!-- -->p style='display:none'>Pears&lt;/p></description></a>");
        assertThat(text(read, Channel.BODY)).isEqualTo("<p style='display:none'>Pears</p>");
        assertThat(read.gaps()).containsExactly(new Gap(GapCode.FLAT_TEXT, "/", "web markup quoted as text"));
        assertThat(read("a.xml", "<a>Pears &lt; plums &amp;amp; &lt; 4 apples</a>")
                        .gaps())
                .isEmpty();
    }

    @Test
    void xmlWhenItBreaksOffWithinATextThenWhatWasReadStays() {
        assertThat(text(read("a.xml", "<a><b>As far as this. <c"), Channel.BODY))
                .isEqualTo("As far as this.");
    }

    private static String body(String name, String content) {
        return text(read(name, content), Channel.BODY);
    }

    private static ParsedDocument read(String name, String content) {
        return FILES.read(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ParsedDocument read, Channel channel) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel)
                .map(Layer::text)
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
