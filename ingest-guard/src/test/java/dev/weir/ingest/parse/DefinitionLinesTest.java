package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.tika.metadata.Metadata;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.XHTMLContentHandler;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

class DefinitionLinesTest {

    private final BodyContentHandler text = new BodyContentHandler();
    private final XHTMLContentHandler page = new XHTMLContentHandler(new DefinitionLines(text), new Metadata());

    @Test
    void listWhenATermHasOneValueThenTheyAreALine() throws SAXException {
        page.startDocument();
        page.element("h1", "Minutes");
        page.startElement("dl");
        page.element("dt", "From");
        page.element("dd", "Ann");
        page.element("dt", "To");
        page.element("dd", "Bob");
        page.endElement("dl");
        page.element("p", "Hello");
        page.endDocument();
        assertThat(text.toString().strip().lines().filter(line -> !line.isBlank()))
                .containsExactly("Minutes", "From: Ann", "To: Bob", "Hello");
    }

    @Test
    void listWhenATermHasTwoValuesThenTheSecondHasALine() throws SAXException {
        page.startDocument();
        page.startElement("dl");
        page.element("dt", "To");
        page.element("dd", "Bob");
        page.element("dd", "Cleo");
        page.endElement("dl");
        page.endDocument();
        assertThat(text.toString().strip()).isEqualTo("To: Bob\nCleo");
    }

    @Test
    void tableWhenThereIsNoListThenItIsAsTikaWritesIt() throws SAXException {
        BodyContentHandler plain = new BodyContentHandler();
        table(new XHTMLContentHandler(plain, new Metadata()));
        table(page);
        assertThat(text.toString()).isEqualTo(plain.toString());
    }

    private static void table(XHTMLContentHandler page) throws SAXException {
        page.startDocument();
        page.startElement("table");
        page.startElement("tr");
        page.element("td", "one");
        page.element("td", "two");
        page.endElement("tr");
        page.endElement("table");
        page.endDocument();
    }
}
