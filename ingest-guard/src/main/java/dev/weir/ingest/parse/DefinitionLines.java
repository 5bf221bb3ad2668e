package dev.weir.ingest.parse;

import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Writes each term of a definition list and what is said of it as one line, {@code From: Ann}, where Tika puts white space
 * between them. It gives the head of an Outlook message as such a list.
 */
final class DefinitionLines extends ContentHandlerDecorator {

    private static final char[] LINE = {'\n'};
    private static final char[] SAYS = {':', ' '};

    private int lists;

    DefinitionLines(ContentHandler handler) {
        super(handler);
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        super.startElement(uri, localName, name, attributes);
        switch (localName) {
            case "dl" -> lists++;
            case "dt" -> super.characters(LINE, 0, LINE.length);
            default -> {
                // Only lists are written otherwise.
            }
        }
    }

    @Override
    public void endElement(String uri, String localName, String name) throws SAXException {
        switch (localName) {
            case "dl" -> {
                lists--;
                super.characters(LINE, 0, LINE.length);
            }
            case "dt" -> super.characters(SAYS, 0, SAYS.length);
            case "dd" -> super.characters(LINE, 0, LINE.length);
            default -> {
                // Only lists are written otherwise.
            }
        }
        super.endElement(uri, localName, name);
    }

    @Override
    public void ignorableWhitespace(char[] text, int start, int length) throws SAXException {
        if (lists == 0) {
            super.ignorableWhitespace(text, start, length);
        }
    }
}
