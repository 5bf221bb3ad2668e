package dev.weir.ingest.parse;

import java.util.Set;
import java.util.function.Consumer;
import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Hears the targets of links that a parser reports, which the text of the body leaves out. */
final class LinkListener extends ContentHandlerDecorator {

    private static final Set<String> TARGETS = Set.of("href", "src", "action", "cite", "longdesc");

    private final Consumer<String> links;

    LinkListener(ContentHandler handler, Consumer<String> links) {
        super(handler);
        this.links = links;
    }

    /** Whether an attribute of this name holds an address. */
    static boolean isTarget(String attribute) {
        return TARGETS.contains(attribute);
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        for (int i = 0; i < attributes.getLength(); i++) {
            if (isTarget(attributes.getLocalName(i))) {
                links.accept(attributes.getValue(i));
            }
        }
        super.startElement(uri, localName, name, attributes);
    }
}
